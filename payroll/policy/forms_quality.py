"""The forms of ``[scorecard]``, ``[stars]`` and ``[response_times]``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from payroll.language import Text, same
from payroll.policy import fields, quality_rules
from payroll.policy.forms import Form, PricedForm, Title, contradiction


def _no_dot(value: str) -> str:
    if "." in value:
        raise ValueError(value)
    return value


FatalCode = Annotated[
    fields.Name,
    AfterValidator(_no_dot),
    fields.Allowed(Text.of("the code of a fatal error: no space at either end, no dot")),
]
"""The code of a fatal error; with the sample's id before a dot it is what a ledger line is named by."""
Stars = Annotated[int, Field(strict=True, ge=1, le=5), fields.whole_from(1, 5)]
"""One to five stars."""


def different_starts(starts: Iterable[object], table: str, key: str) -> None:
    """Refuse a list of tables two of which start at the same place: raise the contradiction."""
    seen = set()
    for number, start in enumerate(starts, start=1):
        if start in seen:
            raise contradiction(
                Text.of("starts where an earlier one does ({key})", key=key),
                Text.of("change where it starts, or delete one of the two"),
                key=f"{table}[{number}].{key}",
            )
        seen.add(start)


class ItemForm(Form):
    """``[scorecard.item.<code>]``."""

    title: Title | None = None
    good: fields.Ordinal
    fair: fields.Whole | None = None
    poor: fields.Whole = 0

    @model_validator(mode="after")
    def _better_grades_give_more(self) -> Self:
        points = [point for point in (self.poor, self.fair, self.good) if point is not None]
        if points != sorted(points):
            raise contradiction(
                Text.of("a worse grade gives more points than a better one"),
                Text.of("poor, fair and good may not fall in this order"),
            )
        return self

    def item(self, code: str) -> quality_rules.ScorecardItem:
        """Return the item; its title is the code if it has none."""
        title = Text(self.title.zh, self.title.en) if self.title else same(code)
        return quality_rules.ScorecardItem(title=title, good=self.good, fair=self.fair, poor=self.poor)


class FatalForm(PricedForm):
    """``[scorecard.fatal.<code>]``."""

    title: Title | None = None
    action: fields.OptionalText = ""

    def error(self, code: str) -> quality_rules.FatalError:
        """Return the fatal error; its title is the code if it has none."""
        title = Text(self.title.zh, self.title.en) if self.title else same(code)
        return quality_rules.FatalError(title=title, price=self.price(), action=self.action)


class LevelForm(PricedForm):
    """``[[scorecard.level]]``."""

    title: Title | None = None
    from_percent: fields.Percent
    action: fields.OptionalText = ""


class ScorecardForm(Form):
    """``[scorecard]``."""

    clause: fields.OptionalText = ""
    total: fields.Ordinal | None = None
    item: Annotated[
        dict[fields.Name, ItemForm],
        Field(min_length=1),
        fields.Allowed(Text.of("tables [scorecard.item.<code>], at least one")),
    ]
    fatal: dict[FatalCode, FatalForm] = Field(default_factory=dict)
    level: Annotated[list[LevelForm], fields.tables("scorecard.level")] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_code_once(self) -> Self:
        for code in self.fatal:
            if code in self.item:
                raise contradiction(
                    Text.of("is both an item and a fatal error"),
                    Text.of("give one of the two another code"),
                    key=f"fatal.{code}",
                )
        different_starts((level.from_percent for level in self.level), "level", "from_percent")
        return self

    def rule(self) -> quality_rules.ScorecardRule:
        """Return the rule, its levels in order."""
        levels = [
            quality_rules.ScorecardLevel(
                level.from_percent, level.price(), level.action, level.title.text() if level.title else None
            )
            for level in self.level
        ]
        return quality_rules.ScorecardRule(
            clause=self.clause,
            total=self.total,
            items={code: item.item(code) for code, item in self.item.items()},
            fatal={code: fatal.error(code) for code, fatal in self.fatal.items()},
            levels=tuple(sorted(levels, key=lambda level: level.from_percent)),
        )


class BandForm(Form):
    """``[[stars.band]]``."""

    from_percent: fields.Percent
    stars: Stars
    bonus: fields.Amount = 0


class StarsForm(Form):
    """``[stars]``."""

    clause: fields.OptionalText = ""
    band: Annotated[list[BandForm], Field(min_length=1), fields.tables("stars.band")]

    @model_validator(mode="after")
    def _different_bands(self) -> Self:
        different_starts((band.from_percent for band in self.band), "band", "from_percent")
        return self

    def rule(self) -> quality_rules.StarsRule:
        """Return the rule, its bands in order."""
        bands = [quality_rules.StarBand(band.from_percent, band.stars, band.bonus) for band in self.band]
        return quality_rules.StarsRule(
            clause=self.clause, bands=tuple(sorted(bands, key=lambda band: band.from_percent))
        )


class ResponseTimesForm(PricedForm):
    """``[response_times]``."""

    clause: fields.OptionalText = ""
    first_seconds: fields.Whole | None = None
    further_seconds: fields.Whole | None = None
    characters_per_minute: fields.Whole | None = None
    minimum_conversations: fields.Ordinal = 1
    within_percent: fields.Percent = Decimal(100)
    action: fields.OptionalText = ""

    @model_validator(mode="after")
    def _some_bound(self) -> Self:
        if self.first_seconds is None and self.further_seconds is None and self.characters_per_minute is None:
            raise contradiction(
                Text.of("sets no bound"),
                Text.of("give at least one of first_seconds, further_seconds and characters_per_minute"),
            )
        return self

    def rule(self) -> quality_rules.ResponseTimesRule:
        """Return the rule."""
        return quality_rules.ResponseTimesRule(
            clause=self.clause,
            first_seconds=self.first_seconds,
            further_seconds=self.further_seconds,
            characters_per_minute=self.characters_per_minute,
            minimum_conversations=self.minimum_conversations,
            within_percent=self.within_percent,
            price=self.price(),
            action=self.action,
        )
