"""What stops a month in parts, other than errors in its data."""

from __future__ import annotations

from payroll.language import Text


class EngineError(Exception):
    """The parts could not be computed; ``text`` says what happened and what to do. Nothing was written or recorded."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

    def __reduce__(self) -> tuple[type[EngineError], tuple[Text]]:
        return type(self), (self.text,)
