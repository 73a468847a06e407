"""What a book should hold, kept in plain dicts: no lines, no chain, no corrections, only what each entry comes to.

Written from what the book promises: a closed month is what its latest evidence says, by lines that the next
open month posts; what was forgiven is zero and stays so; a draft that lacks something due is not closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

COMPLAINTS = {"K1": "2026-08-10", "K2": "2026-08-20", "K3": "2026-09-15", "K4": "2026-10-05"}
"""Complaints about E01, by the day on which they were decided."""
INCIDENTS = {
    "G1": ("E01", "2026-08-05"),
    "G2": ("E02", "2026-09-07"),
    "G3": ("E02", "2026-10-09"),
    "G4": ("E03", "2026-08-12"),
}
"""Incidents of 50.00 each: who and when. E03 left at the end of August."""
STEPS = (-3000, -6000, -12000)
"""The price of the first, the second, and each further complaint, in fen."""

Evidence = tuple[frozenset[str], frozenset[str]]
"""The complaints that are upheld, and the incidents that are reported."""


def month_on(month: str, evidence: Evidence) -> dict[str, int]:
    """Return what a month comes to on its evidence: amounts by entry."""
    upheld, reported = evidence
    found = {}
    for number, complaint in enumerate(sorted(upheld, key=COMPLAINTS.__getitem__)):
        if COMPLAINTS[complaint].startswith(month):
            found[f"{month}/E01/complaint/{complaint}"] = STEPS[min(number, 2)]
    for incident in reported:
        employee, day = INCIDENTS[incident]
        if day.startswith(month):
            found[f"{month}/{employee}/incident/{incident}"] = -5000
    return found


@dataclass(frozen=True)
class Staged:
    """An act that no closing has carried: an amendment (no entry) or something that forgives an entry."""

    month: str
    entry: str = ""


@dataclass(frozen=True)
class Draft:
    """The evidence of a draft, the numbers of the acts that it carries, and what it says of entries."""

    evidence: Evidence
    carried: frozenset[int]
    says: dict[str, int]


@dataclass
class NaiveBook:
    """The state of the book.

    known     by closed month the latest evidence, posted or staged
    net       what all posted lines about each entry come to
    forgiven  the entries for which a waiver or a granted appeal was posted
    drafts    by month
    staged    by number the acts that are to be carried
    appeals   by number the open appeals
    """

    known: dict[str, Evidence] = field(default_factory=dict)
    net: dict[str, int] = field(default_factory=dict)
    forgiven: set[str] = field(default_factory=set)
    drafts: dict[str, Draft] = field(default_factory=dict)
    staged: dict[int, Staged] = field(default_factory=dict)
    appeals: dict[int, str] = field(default_factory=dict)
    acts: int = 0

    def due(self, month: str) -> frozenset[int]:
        """Return what a run of an open month carries: what no earlier open month from its own month on does."""
        open_months = sorted({*self.drafts, month})
        return frozenset(
            number
            for number, act in self.staged.items()
            if month == next((each for each in open_months if each >= act.month), None)
        )

    def may_close(self, month: str) -> bool:
        """Tell whether a month can be closed now."""
        return (
            month in self.drafts
            and not any(each < month for each in self.drafts)
            and self.drafts[month].carried == self.due(month)
        )

    def says(self, entry: str) -> int:
        """Return what an entry takes now: by what is posted, or by the latest draft that says something about it."""
        said = [draft.says[entry] for _, draft in sorted(self.drafts.items()) if entry in draft.says]
        return said[-1] if said else self.net.get(entry, 0)

    def may_forgive(self, entry: str) -> bool:
        """Tell whether an entry is a charge that nobody has forgiven yet."""
        waiting = {act.entry for act in self.staged.values()}
        return self.says(entry) < 0 and entry not in self.forgiven and entry not in waiting

    def run(self, month: str, evidence: Evidence) -> bool:
        """Make a draft; return whether it is on the evidence, and carries the acts, of the one that was there."""
        before, carried = self.drafts.get(month), self.due(month)
        acts = [self.staged[number] for number in carried]
        changed: dict[str, int] = {}
        for other in {act.month for act in acts if not act.entry}:
            changed |= self.as_known(other, {act.entry for act in acts})
        says = {entry: amount for entry, amount in changed.items() if amount != self.net.get(entry, 0)}
        self.drafts[month] = Draft(evidence, carried, says | month_on(month, evidence))
        return before is not None and (before.evidence, before.carried) == (evidence, carried)

    def close(self, month: str) -> None:
        """Post a month and all that it carries."""
        draft = self.drafts.pop(month)
        acts = [self.staged.pop(number) for number in sorted(draft.carried)]
        waiting = {act.entry for act in acts if act.entry}
        for other in {act.month for act in acts if not act.entry}:
            self.net |= self.as_known(other, waiting)
        self.net |= month_on(month, draft.evidence)
        self.known[month] = draft.evidence
        for entry in waiting:
            if self.net.get(entry, 0) < 0:  # else its evidence changed, and nothing is left to forgive
                self.forgiven.add(entry)
                self.net[entry] = 0
        self.acts += 1

    def as_known(self, month: str, waiting: set[str]) -> dict[str, int]:
        """Return what the entries of a closed month should come to, forgiven ones left out.

        Of those that are about to be forgiven only the posted ones: what was not there has to be posted first.
        """
        target = month_on(month, self.known[month])
        entries = {*target, *(entry for entry in self.net if entry.startswith(month))}
        about_to_be = {entry for entry in waiting if self.net.get(entry)}
        return {entry: target.get(entry, 0) for entry in entries - self.forgiven - about_to_be}

    def amend(self, month: str, upheld: frozenset[str] | None, reported: frozenset[str] | None) -> bool:
        """Stage late evidence, None for a table that was not given; return whether it was anything new."""
        before = self.known[month]
        evidence = (before[0] if upheld is None else upheld, before[1] if reported is None else reported)
        if evidence == before:
            return False
        self.known[month] = evidence
        self.stage(Staged(month))
        return True

    def forgive(self, entry: str) -> None:
        """Stage a waiver or a granted appeal."""
        self.stage(Staged(entry[:7], entry))

    def stage(self, act: Staged) -> None:
        """Record an act that is to be carried."""
        self.acts += 1
        self.staged[self.acts] = act
