"""The colours of a calendar. Each text on its ground has a contrast of at least 4.5 : 1 (``tests`` hold that).

A colour never says anything alone: the times stand on every shift, the words on every mark.
"""

from __future__ import annotations

INK = "#111827"
FAINT = "#4b5563"
WHITE = "#ffffff"
LINE = "#d1d5db"
WEEKEND = "#f3f4f6"
HEADING = "#e5e7eb"
WEEKEND_HEADING = "#d1d5db"
RED = "#991b1b"
PALE_RED = "#fee2e2"
BLUE = "#1d4ed8"
AMBER = "#92400e"
PALE_AMBER = "#fef3c7"
GREY = "#e5e7eb"

SHIFT_FILLS = (*("#bfdbfe", "#fde68a", "#bbf7d0", "#fbcfe8", "#ddd6fe", "#fed7aa", "#a5f3fc", "#d9f99d"),)
"""Grounds of the kinds of shifts, the most frequent kind of all stores first."""
OTHER_FILL = "#e5e7eb"
"""The ground of all kinds beyond those."""
