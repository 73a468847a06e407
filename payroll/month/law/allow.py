"""What may be taken of each charge, step by step (rules, section 22). Pure: columns in, columns out."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.language import EMPTY, Text
from payroll.money import PAID_DAYS_PER_MONTH, currency_places
from payroll.month.law.bounds import Bound, bounds_of, hand_out
from payroll.month.law.charges import ABSENCE, DISCIPLINE, PROPOSAL
from payroll.month.law.conditions import BROKEN, CONDITIONS, Dates, met
from payroll.policy.law_model import KINDS, Law, Limit
from payroll.policy.model import GuardRule

_ABOUT_NO_CHARGE = frozenset({"carry", "probation-months", "probation-pay", "review", "duty"})
_OF_ONE_CHARGE = frozenset({"item-percent", "item-daily-wages", "item-amount", "within-loss"})
_MOST_NOTES = 62


@dataclass(frozen=True, slots=True)
class Under:
    """What people are judged by: their policy's guard, the law in force (None: no profile), the period's days."""

    rule: GuardRule
    law: Law | None
    days: int


@dataclass(slots=True)
class Allowed:
    """What is allowed of the charges of people under one rule and law, charge by charge.

    ``time``     of the time not worked, ``rest`` of the rest (int64 minor units)
    ``limit``    position in ``limits`` of what cut it, -1 for nothing
    ``bounded``  what a bound of the month cut (int64)
    ``refused``  whether a condition refused something of it
    ``notes``    bits: the notes of ``told`` that are about it
    ``bounds``   the bounds of the month; ``people`` with wage and gross filled in
    """

    time: npt.NDArray[np.int64]
    rest: npt.NDArray[np.int64]
    limit: npt.NDArray[np.int16]
    bounded: npt.NDArray[np.int64]
    refused: npt.NDArray[np.bool_]
    notes: npt.NDArray[np.int64]
    people: pd.DataFrame
    limits: list[Limit] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)

    def cut_by(self, limit: Limit, charges: npt.NDArray[np.intp]) -> None:
        """Name the limit that cut these charges; each further one cuts deeper, so the last one stays."""
        if len(charges):
            if limit not in self.limits:
                self.limits.append(limit)
            self.limit[charges] = self.limits.index(limit)

    def tell(self, note: Text, charges: npt.NDArray[np.bool_]) -> None:
        """Add a note to the charges that are marked."""
        if not charges.any():
            return
        if note not in self.told:
            self.told.append(note)
        assert len(self.told) <= _MOST_NOTES
        self.notes[charges] |= np.int64(1) << np.int64(self.told.index(note))


def allow(charges: pd.DataFrame, people: pd.DataFrame, dates: Dates, under: Under) -> Allowed:
    """Return what is allowed of ``charges``, in the order of section 22.

    ``charges``  rows of ``payroll.month.law.charges`` of the ``people``, with person (position in ``people``),
                 daily_base (base wage of the day), and rule and event, which put them in order
    ``people``   as Python integers: wage (of the period before any deduction) and gross, times the days of
                 the period; days_employed
    """
    asked, time = charges["asked"].to_numpy(), charges["time"].to_numpy().copy()
    count = len(charges)
    done = Allowed(
        time=time,
        rest=asked - time,
        limit=np.full(count, -1, np.int16),
        bounded=np.zeros(count, np.int64),
        refused=np.zeros(count, bool),
        notes=np.zeros(count, np.int64),
        people=people,
    )
    _refuse_parts_of_days(charges, done, under)
    done.people = _with_time_off(charges, done, under.days)
    for limit in sorted(under.law.limits if under.law else (), key=lambda each: each.effect in _OF_ONE_CHARGE):
        _apply(charges, done, dates, limit, under)
    if under.law is not None:
        _punish_once(charges, done, under)
    done.bounds = bounds_of(done.people, under.rule, under.law, under.days)
    _hand_out(charges, done)
    return done


def _concerned(charges: pd.DataFrame, done: Allowed, limit: Limit) -> npt.NDArray[np.bool_]:
    """Tell which charges a limit is about; what an absence takes above its time is a fine."""
    kind = charges["kind"].to_numpy()
    covered = np.array([*(name in limit.kinds for name in KINDS), False])  # the last is that of proposals
    about = covered[kind]
    if limit.effect == "above-time":
        return np.asarray((kind == ABSENCE) & (done.rest > 0))
    of_rest = covered[np.where(kind == ABSENCE, DISCIPLINE, kind)] & (done.rest > 0)
    if limit.effect in {"note", "needs-evidence"}:
        return np.asarray(about | of_rest)
    return np.asarray(of_rest)


def _refuse_parts_of_days(charges: pd.DataFrame, done: Allowed, under: Under) -> None:
    for limit in under.law.of("partial-day") if under.law else ():
        if limit.acts(by_analogy=under.rule.by_analogy):
            part = np.flatnonzero((done.time > 0) & ~charges["whole_day"].to_numpy())
            _refuse(done, limit, part)
            done.time[part] = 0


def _with_time_off(charges: pd.DataFrame, done: Allowed, days: int) -> pd.DataFrame:
    """Take the time not worked off the wage of the period (22.2)."""
    people = done.people
    time = np.zeros(len(people), np.int64)
    np.add.at(time, charges["person"].to_numpy(), done.time)
    off = time.astype(object)
    return people.assign(
        not_worked=off, wage=people["wage"].to_numpy() - off * days, gross=people["gross"].to_numpy() - off * days
    )


def _apply(charges: pd.DataFrame, done: Allowed, dates: Dates, limit: Limit, under: Under) -> None:
    """Apply one limit of the law: tell it, refuse by it, or cut what one charge may take."""
    if limit.effect in _ABOUT_NO_CHARGE:
        if limit.effect == "review":
            done.tell(_note(limit, limit.note), charges["dismissal"].to_numpy())
        return
    if not limit.acts(by_analogy=under.rule.by_analogy):
        why = Text.of("unconfirmed, so it limits nothing")
        if limit.mark != "U":
            why = Text.of("by analogy only, not applied")
        done.tell(_note(limit, why), _concerned(charges, done, limit))
    elif limit.effect == "note":
        done.tell(_note(limit, limit.note), _concerned(charges, done, limit))
    elif limit.effect == "floor":
        if under.rule.minimum_wage is None:
            why = Text.of("minimum_wage is not given, so it was not checked")
            done.tell(_note(limit, why), _concerned(charges, done, limit))
    elif limit.effect in CONDITIONS:
        refused, missing = met(charges, dates, limit, _concerned(charges, done, limit))
        done.tell(_note(limit, Text.of("not recorded")), missing)
        taken = refused & (done.rest > 0)
        _refuse(done, limit, np.flatnonzero(taken & missing), told=False)
        _refuse(done, limit, np.flatnonzero(taken & ~missing))
        done.rest[refused] = 0
    else:
        _cap(charges, done, limit, under.days)


def _refuse(done: Allowed, limit: Limit, charges: npt.NDArray[np.intp], *, told: bool = True) -> None:
    """Mark charges as refused by a limit, and tell why if that is still to be ``told``."""
    if not len(charges):
        return
    done.cut_by(limit, charges)
    done.refused[charges] = True
    if not told:
        return
    marked = np.zeros(len(done.rest), bool)
    marked[charges] = True
    done.tell(_note(limit, BROKEN[limit.effect]), marked)


def _cap(charges: pd.DataFrame, done: Allowed, limit: Limit, days: int) -> None:
    """Cut what one charge may take (22.4)."""
    if limit.effect not in _OF_ONE_CHARGE:  # a bound of the month, which comes last
        return
    concerned = np.flatnonzero(_concerned(charges, done, limit) & ~charges["carried"].to_numpy())
    if not len(concerned):
        return
    value = Fraction(limit.value or 0)
    if limit.effect == "item-percent":
        wage = done.people["wage"].to_numpy()[charges["person"].to_numpy()[concerned]]
        rate = value / (100 * days)
        most = np.maximum(wage * rate.numerator // rate.denominator, 0)
    elif limit.effect == "item-daily-wages":
        paid_days, hundred = PAID_DAYS_PER_MONTH
        rate = value * hundred / paid_days
        most = charges["daily_base"].to_numpy(object)[concerned] * rate.numerator // rate.denominator
    elif limit.effect == "item-amount":
        most = np.full(len(concerned), int(value * 10 ** currency_places(limit.currency)), object)
    else:
        loss = charges["loss"].to_numpy()[concerned]
        unknown = np.zeros(len(charges), bool)
        unknown[concerned[loss < 0]] = True
        done.tell(_note(limit, Text.of("not recorded")), unknown)
        most = np.where(loss < 0, done.rest[concerned], loss).astype(object)
    over = done.rest[concerned] > most
    cut = concerned[over]
    done.rest[cut] = most[over].astype(np.int64)
    done.cut_by(limit, cut)


def _note(limit: Limit, words: Text) -> Text:
    told = limit.title
    if words != EMPTY:
        told = Text.of("{title}: {words}", title=limit.title, words=words)
    return Text.of("{told} ({source})", told=told, source=limit.source)


def _punish_once(charges: pd.DataFrame, done: Allowed, under: Under) -> None:
    """Let only the dearest fine for one act stand, of equal ones the oldest (22.5)."""
    assert under.law is not None
    limits = [each for each in under.law.of("no-double-punishment") if each.acts(by_analogy=under.rule.by_analogy)]
    act = charges["act"].to_numpy()
    several = np.flatnonzero((act >= 0) & (charges["kind"].to_numpy() == DISCIPLINE) & (done.rest > 0))
    if not limits or not len(several):
        return
    few = charges.iloc[several].assign(position=several, rest=done.rest[several])
    few = few.sort_values(
        ["person", "act", "rest", "date", "rule", "event"], ascending=[True, True, False, True, True, True]
    )
    dropped = few["position"].to_numpy()[few.duplicated(["person", "act"]).to_numpy()]
    _refuse(done, limits[-1], dropped)
    done.rest[dropped] = 0


def _hand_out(charges: pd.DataFrame, done: Allowed) -> None:
    """Hand out what the bounds leave to those who ask for more, person by person."""
    kind = charges["kind"].to_numpy()
    kind = np.where(kind == ABSENCE, DISCIPLINE, kind)
    person = charges["person"].to_numpy()
    exceeding = np.zeros(len(done.people), bool)
    for bound in done.bounds:
        covered = np.array([*(index in bound.kinds for index in range(len(KINDS))), False])[kind]
        sums = np.zeros(len(done.people), np.int64)
        np.add.at(sums, person[covered], done.rest[covered])
        exceeding |= (sums > bound.amounts).astype(bool)
    few = np.flatnonzero(exceeding[person] & (done.rest > 0) & (kind != PROPOSAL))
    if not len(few):
        return
    order = charges.iloc[few].assign(position=few, later=~charges["carried"].to_numpy()[few])
    order = order.assign(date=np.where(order["carried"], order["day"], order["date"]))
    order = order.sort_values(["person", "later", "date", "rule", "event"], kind="stable")
    position, whose = order["position"].to_numpy(), order["person"].to_numpy()
    asked, kinds = done.rest[position].tolist(), kind[position].tolist()
    starts = np.flatnonzero(np.diff(whose, prepend=-1)).tolist()
    given: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(whose)], strict=True):
        one = int(whose[start])
        bounds = [(frozenset(bound.kinds), int(bound.amounts[one])) for bound in done.bounds]
        given += hand_out(asked[start:end], kinds[start:end], bounds)
    allowed, binding = np.array(given, np.int64).T
    done.bounded[position] = done.rest[position] - allowed
    done.rest[position] = allowed
    for index, bound in enumerate(done.bounds):
        for of_kind, limit in bound.kinds.items():
            done.cut_by(limit, position[(binding == index) & (kind[position] == of_kind)])
