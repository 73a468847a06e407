"""The problems that show only when the month is put together."""

from __future__ import annotations

from payroll.language import Text
from payroll.month import kinds_quality, kinds_records
from payroll.problems import ProblemKind

CALENDAR_UNPUBLISHED = ProblemKind(
    "CALENDAR-UNPUBLISHED",
    "error",
    Text.template(
        "the official working days of {value} ({country}) are not published yet; the working days of {count} are "
        "unknown"
    ),
    Text.of(
        "run again when they are published and the holidays library is updated, or write every day of these "
        "employees (with `rest`) into the rota"
    ),
)
EMPLOYEE_ID_AMBIGUOUS = ProblemKind(
    "EMPLOYEE-ID-AMBIGUOUS",
    "error",
    Text.template(
        "the employee id «{value}» (row {at}) is the id «{other}» of somebody else and the name of a rule: ids of "
        "ledger lines (period/employee/rule/event) could not be told apart"
    ),
    Text.of("give one of the two an id without a slash, in all tables"),
)
ENTRY_ID_REPEATED = ProblemKind(
    "ENTRY-ID-REPEATED",
    "error",
    Text.template("two ledger lines would have the same id «{value}»"),
    Text.of("give one of the two events another id in its table, without a slash"),
)
POLICY_NOT_IN_FORCE = ProblemKind(
    "POLICY-NOT-IN-FORCE",
    "error",
    Text.template("on {day} no version of policy «{policy}» is in force ({count})"),
    Text.of("add a policy file dated on or before that day, or correct the date"),
)
POLICY_NOT_GIVEN = ProblemKind(
    "POLICY-NOT-GIVEN",
    "error",
    Text.template("no policy is given for {employee} on {value}"),
    Text.of("fill in the column `policy` of employees, or add a row of assignments"),
)
SHIFT_CODE_UNKNOWN = ProblemKind(
    "SHIFT-CODE-UNKNOWN",
    "error",
    Text.template("{day}: policy {policy} has no shift «{value}» ({count}); it has: {known}"),
    Text.of("use one of its codes, give start and end times, or add the shift to the policy file"),
)
SHIFT_OUTSIDE_EMPLOYMENT = ProblemKind(
    "SHIFT-OUTSIDE-EMPLOYMENT",
    "error",
    Text.template("{employee} is not employed on {value} (employed {hired} to {left}) but has a shift"),
    Text.of("correct the rota, or the hire or termination date"),
)
SHIFT_OVERLAP = ProblemKind(
    "SHIFT-OVERLAP",
    "error",
    Text.template("the shift {value} of {employee} overlaps the shift {other}"),
    Text.of("delete one of the two rows, or correct its times"),
)
SHIFT_OVERLAP_CALENDAR = ProblemKind(
    "SHIFT-OVERLAP-CALENDAR",
    "error",
    Text.template("the shift {value} of {employee} overlaps the shift {other} that the policy's calendar gives"),
    Text.of("write that day into the rota (rest, or its times), or correct this row"),
)
CALENDAR_OVERLAP = ProblemKind(
    SHIFT_OVERLAP_CALENDAR.code,
    "error",
    Text.template("the policies' calendars give {employee} the shift {value}, and the shift {other} that overlaps it"),
    Text.of("write one of the two days into the rota (rest, or its times), or correct the policies"),
)
SHIFT_AND_REST = ProblemKind(
    "SHIFT-AND-REST",
    "warning",
    Text.template("the rota gives {employee} both a day off and a shift on {value}; the shift counts"),
    Text.of("delete one of the two rows"),
)
SHIFT_REPEATED = ProblemKind(
    "SHIFT-REPEATED",
    "warning",
    Text.template("the shift {value} stands in an earlier row too; it counts once"),
    Text.of("delete the repeated row"),
)
NO_ROTA = ProblemKind(
    "NO-ROTA",
    "warning",
    Text.template("{employee} {name} has no shift in the period"),
    Text.of("add the shifts if there were any"),
)
SWAP_INVALID = ProblemKind(
    "SWAP-INVALID",
    "error",
    Text.template("swap {value} is invalid: {reasons}"),
    Text.of("correct the swap; if it did not happen, set it aside with --accept SWAP-INVALID"),
)
SWAP_TWO_PERIODS = ProblemKind(
    "SWAP-TWO-PERIODS",
    "error",
    Text.template("the two dates of swap {value} lie in two pay periods"),
    Text.of("record two covers instead, each with one date"),
)
PUNCHES_END = ProblemKind(
    "PUNCHES-END",
    "warning",
    Text.template("the last shift with a punch is of {value}; {shifts} after it, of {people} employees, are absences"),
    Text.of("if a clock was read too early, put its whole export into the data folder and run again"),
)
STORE_WITHOUT_PUNCHES = ProblemKind(
    "STORE-WITHOUT-PUNCHES",
    "warning",
    Text.template("none of the {people} employees with shifts in store «{value}» has a punch: all count as absent"),
    Text.of("if the export of the store's clock is missing, put it into the data folder and run again"),
)
PUNCH_NO_SHIFT = ProblemKind(
    "PUNCH-NO-SHIFT",
    "warning",
    Text.template("the punch of {employee} at {value} belongs to no shift"),
    Text.of("add the shift or the swap if there was one"),
)
PUNCH_OUTSIDE_EMPLOYMENT = ProblemKind(
    "PUNCH-OUTSIDE-EMPLOYMENT",
    "warning",
    Text.template("{employee} punched at {value} but was employed {hired} to {left}"),
    Text.of("check the hire and termination date, and whose punch it is"),
)
EVENT_OUTSIDE_EMPLOYMENT = ProblemKind(
    "EVENT-OUTSIDE-EMPLOYMENT",
    "error",
    Text.template("{employee} is not employed on {value} (employed {hired} to {left})"),
    Text.of("correct the date or the id, or the hire or termination date"),
)
COMPLAINT_SEVERITY = ProblemKind(
    "COMPLAINT-SEVERITY",
    "error",
    Text.template("the severity «{value}» of complaint {complaint} is not in policy {policy}; it has: {known}"),
    Text.of("correct the severity, or give the amount"),
)
COMPLAINT_AMOUNT_IGNORED = ProblemKind(
    "COMPLAINT-AMOUNT-IGNORED",
    "warning",
    Text.template("complaint {complaint} has an amount, but policy {policy} prices by steps; the amount is ignored"),
    Text.of("delete the amount, or change the policy"),
)
INCIDENT_CODE = ProblemKind(
    "INCIDENT-CODE",
    "error",
    Text.template("policy {policy} lists no incident «{value}»; it has: {known}"),
    Text.of("correct the code, or add it to the policy file"),
)
UNCLEAR = ProblemKind(
    "SHIFT-UNCLEAR",
    "warning",
    Text.template("the shift of {employee} on {value} cannot be judged: a punch or leave row was set aside"),
    Text.of("check it by hand; correct the row and run again"),
)


def _decide(code: str, minutes: Text) -> Text:
    return Text.of(
        "look into it. If the clock was wrong, give device, from, to and minutes{minutes} in the table "
        "clock_corrections (校时); if it was right, give 0 minutes; if it cannot be told, --accept {code}: these "
        "shifts are unclear and cost nothing",
        minutes=minutes,
        code=code,
    )


CLOCK_OFF = ProblemKind(
    "CLOCK-OFF",
    "error",
    Text.template(
        "the clock «{value}» seems about {minutes} min {direction} {days}: of {people} people nearly everybody is "
        "off by as much; as it stands this makes {charges}"
    ),
    _decide("CLOCK-OFF", Text.template(" (about {remedy})")),
)
CLOCK_RESET = ProblemKind(
    "CLOCK-RESET",
    "error",
    Text.template(
        "the clock «{value}» was reset: {rows} rows are dated {written}, between rows of {first} and {last}; of "
        "{people} people, as it stands this makes {charges}"
    ),
    _decide("CLOCK-RESET", Text.of(" (to be added to what it wrote)")),
)
CLOCK_SILENT = ProblemKind(
    "CLOCK-SILENT",
    "error",
    Text.template(
        "the clock «{value}» has no punch {days}, but some before and after; {people} people who had shifts could "
        "not punch; as it stands this makes {charges}"
    ),
    Text.of(
        "look into it. If the clock was down, --accept CLOCK-SILENT: these shifts are unclear and cost nothing; or "
        "add the punches. If nobody came, give device, from, to and 0 minutes in the table clock_corrections (校时)"
    ),
)

KINDS: tuple[ProblemKind, ...] = (
    CLOCK_OFF,
    CLOCK_RESET,
    CLOCK_SILENT,
    CALENDAR_UNPUBLISHED,
    COMPLAINT_AMOUNT_IGNORED,
    COMPLAINT_SEVERITY,
    EMPLOYEE_ID_AMBIGUOUS,
    ENTRY_ID_REPEATED,
    EVENT_OUTSIDE_EMPLOYMENT,
    INCIDENT_CODE,
    NO_ROTA,
    POLICY_NOT_GIVEN,
    POLICY_NOT_IN_FORCE,
    PUNCHES_END,
    PUNCH_NO_SHIFT,
    PUNCH_OUTSIDE_EMPLOYMENT,
    SHIFT_AND_REST,
    SHIFT_CODE_UNKNOWN,
    SHIFT_OUTSIDE_EMPLOYMENT,
    SHIFT_OVERLAP,
    SHIFT_OVERLAP_CALENDAR,
    CALENDAR_OVERLAP,
    SHIFT_REPEATED,
    STORE_WITHOUT_PUNCHES,
    SWAP_INVALID,
    SWAP_TWO_PERIODS,
    UNCLEAR,
    *kinds_records.KINDS,
    *kinds_quality.KINDS,
)
