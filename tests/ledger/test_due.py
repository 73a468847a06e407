"""Which acts a run carries."""

from dataclasses import dataclass, field
from typing import Any

from payroll.ledger.due import due_acts, in_force


@dataclass(frozen=True, slots=True)
class AnAct:
    number: int
    kind: str
    period: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AClosing:
    carried: tuple[int, ...] = ()


OCTOBER_CLOSED = {"2026-10": AClosing()}


def test_an_amendment_is_carried_by_the_month_after() -> None:
    assert due_acts("2026-11", [AnAct(1, "amendment", "2026-10")], OCTOBER_CLOSED, ()) == (1,)


def test_an_amendment_of_a_month_that_is_open_makes_no_lines() -> None:
    assert due_acts("2026-11", [AnAct(1, "amendment", "2026-10")], {}, {"2026-10"}) == ()


def test_an_act_is_carried_by_the_earliest_open_month_only() -> None:
    acts = [AnAct(1, "amendment", "2026-10")]
    drafts = {"2026-11", "2026-12"}
    assert due_acts("2026-11", acts, OCTOBER_CLOSED, drafts) == (1,)
    assert due_acts("2026-12", acts, OCTOBER_CLOSED, drafts) == ()


def test_a_month_that_was_never_run_is_not_waited_for() -> None:
    assert due_acts("2026-12", [AnAct(1, "amendment", "2026-10")], OCTOBER_CLOSED, {"2026-12"}) == (1,)


def test_a_month_between_that_is_closed_carries_nothing_any_more() -> None:
    closings = {"2026-10": AClosing(), "2026-11": AClosing()}
    acts = [AnAct(1, "amendment", "2026-10")]
    assert due_acts("2026-12", acts, closings, {"2026-12"}) == (1,)
    assert due_acts("2026-11", acts, closings, {"2026-12"}) == ()


def test_an_open_month_before_the_closed_one_carries_nothing_for_it() -> None:
    assert due_acts("2026-09", [AnAct(1, "amendment", "2026-10")], OCTOBER_CLOSED, ()) == ()


def test_what_a_closing_has_carried_is_not_due_again() -> None:
    closings = {"2026-10": AClosing(), "2026-11": AClosing((1,))}
    acts = [AnAct(1, "amendment", "2026-10"), AnAct(2, "amendment", "2026-10")]
    assert due_acts("2026-12", acts, closings, ()) == (2,)


def test_an_amendment_that_a_later_one_replaced_is_due_with_it_and_makes_no_lines() -> None:
    acts = [AnAct(1, "amendment", "2026-10"), AnAct(2, "amendment", "2026-10"), AnAct(3, "waiver", "2026-10")]
    due = due_acts("2026-11", acts, OCTOBER_CLOSED, ())
    assert due == (1, 2, 3)
    assert in_force(acts, due) == (2, 3)


def test_amendments_of_two_closed_months_are_both_in_force() -> None:
    closings = {"2026-10": AClosing(), "2026-11": AClosing()}
    acts = [AnAct(1, "amendment", "2026-10"), AnAct(2, "amendment", "2026-11")]
    due = due_acts("2026-12", acts, closings, ())
    assert due == (1, 2)
    assert in_force(acts, due) == (1, 2)


def test_a_waiver_of_a_line_of_a_draft_is_carried_by_that_draft() -> None:
    acts = [AnAct(1, "waiver", "2026-11")]
    assert due_acts("2026-11", acts, OCTOBER_CLOSED, {"2026-11"}) == (1,)
    assert due_acts("2026-12", acts, OCTOBER_CLOSED, {"2026-11"}) == ()


def test_a_waiver_of_a_closed_month_is_carried_by_the_next_one() -> None:
    acts = [AnAct(1, "waiver", "2026-10")]
    assert due_acts("2026-10", acts, OCTOBER_CLOSED, ()) == ()
    assert due_acts("2026-11", acts, OCTOBER_CLOSED, ()) == (1,)


def test_only_granted_appeals_make_lines() -> None:
    acts = [
        AnAct(1, "appeal", "2026-10"),
        AnAct(2, "decision", "2026-10", {"granted": False}),
        AnAct(3, "decision", "2026-10", {"granted": True}),
        AnAct(4, "closing", "2026-10", {"carried": []}),
    ]
    assert due_acts("2026-11", acts, OCTOBER_CLOSED, ()) == (3,)
