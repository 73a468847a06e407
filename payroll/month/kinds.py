"""The problems that show only when the month is put together."""

from __future__ import annotations

from payroll.language import Text
from payroll.month import kinds_quality, kinds_records
from payroll.problems import ProblemKind

CALENDAR_UNPUBLISHED = ProblemKind(
    "CALENDAR-UNPUBLISHED",
    "error",
    Text(
        "{value} 年的法定节假日与调休安排（{country}）尚未公布，{people} 名员工的工作日无法确定",
        "the official working days of {value} ({country}) are not published yet; "
        "the working days of {people} employees are unknown",
    ),
    Text(
        "等安排公布并更新 holidays 库后再运行，或在排班表中写明每一天（含“休”）",
        "run again when they are published and the holidays library is updated, "
        "or write every day of these employees (with `rest`) into the rota",
    ),
)
POLICY_NOT_IN_FORCE = ProblemKind(
    "POLICY-NOT-IN-FORCE",
    "error",
    Text(
        "{day} 时制度“{policy}”还没有生效的版本（{count}）",
        "on {day} no version of policy «{policy}» is in force ({count})",
    ),
    Text(
        "补上在该日期或之前生效的制度文件，或改正日期",
        "add a policy file dated on or before that day, or correct the date",
    ),
)
POLICY_NOT_GIVEN = ProblemKind(
    "POLICY-NOT-GIVEN",
    "error",
    Text("{employee} 在 {value} 没有指定制度", "no policy is given for {employee} on {value}"),
    Text(
        "在员工表的“制度”列填写，或补一行任职记录",
        "fill in the column `policy` of employees, or add a row of assignments",
    ),
)
SHIFT_CODE_UNKNOWN = ProblemKind(
    "SHIFT-CODE-UNKNOWN",
    "error",
    Text(
        "{day} 的班次“{value}”不在制度 {policy} 中（共 {rows} 处）；已有班次：{known}",
        "{day}: policy {policy} has no shift «{value}» (found {rows} times); it has: {known}",
    ),
    Text(
        "改用制度中的班次，或填写上班、下班时间，或在制度文件中增加该班次",
        "use one of its codes, give start and end times, or add the shift to the policy file",
    ),
)
SHIFT_OUTSIDE_EMPLOYMENT = ProblemKind(
    "SHIFT-OUTSIDE-EMPLOYMENT",
    "error",
    Text(
        "{employee} 在 {value} 不在职（{hired} 至 {left}），却有排班",
        "{employee} is not employed on {value} (employed {hired} to {left}) but has a shift",
    ),
    Text("改正排班，或改正入职、离职日期", "correct the rota, or the hire or termination date"),
)
SHIFT_OVERLAP = ProblemKind(
    "SHIFT-OVERLAP",
    "error",
    Text(
        "{employee} 的班次 {value} 与班次 {other} 重叠",
        "the shift {value} of {employee} overlaps the shift {other}",
    ),
    Text("删除其中一行，或改正时间", "delete one of the two rows, or correct its times"),
)
SHIFT_OVERLAP_CALENDAR = ProblemKind(
    "SHIFT-OVERLAP-CALENDAR",
    "error",
    Text(
        "{employee} 的班次 {value} 与制度日历的班次 {other} 重叠",
        "the shift {value} of {employee} overlaps the shift {other} that the policy's calendar gives",
    ),
    Text(
        "在排班表中写明那一天（“休”或上下班时间），或改正这一行",
        "write that day into the rota (rest, or its times), or correct this row",
    ),
)
SHIFT_AND_REST = ProblemKind(
    "SHIFT-AND-REST",
    "warning",
    Text(
        "{employee} 在 {value} 既有“休”又有班次，按有班次计",
        "the rota gives {employee} both a day off and a shift on {value}; the shift counts",
    ),
    Text("删除其中一行", "delete one of the two rows"),
)
SHIFT_REPEATED = ProblemKind(
    "SHIFT-REPEATED",
    "warning",
    Text("班次 {value} 与前面的行相同，只计一次", "the shift {value} stands in an earlier row too; it counts once"),
    Text("删除重复的行", "delete the repeated row"),
)
NO_ROTA = ProblemKind(
    "NO-ROTA",
    "warning",
    Text("{employee} {name} 本期没有排班", "{employee} {name} has no shift in the period"),
    Text("若有上班，请补排班", "add the shifts if there were any"),
)
SWAP_INVALID = ProblemKind(
    "SWAP-INVALID",
    "error",
    Text("换班 {value} 无效：{reasons}", "swap {value} is invalid: {reasons}"),
    Text(
        "改正换班记录；若确实没有换成，用 --accept SWAP-INVALID 搁置该行",
        "correct the swap; if it did not happen, set it aside with --accept SWAP-INVALID",
    ),
)
SWAP_TWO_PERIODS = ProblemKind(
    "SWAP-TWO-PERIODS",
    "error",
    Text("换班 {value} 的两个日期不在同一个计薪周期", "the two dates of swap {value} lie in two pay periods"),
    Text("请记成两次代班，每次一个日期", "record two covers instead, each with one date"),
)
PUNCH_NO_SHIFT = ProblemKind(
    "PUNCH-NO-SHIFT",
    "warning",
    Text("{employee} 在 {value} 的打卡不在任何班次前后", "the punch of {employee} at {value} belongs to no shift"),
    Text("若当时有班，请补排班或换班记录", "add the shift or the swap if there was one"),
)
PUNCH_OUTSIDE_EMPLOYMENT = ProblemKind(
    "PUNCH-OUTSIDE-EMPLOYMENT",
    "warning",
    Text(
        "{employee} 在 {value} 打卡，但在职期间是 {hired} 至 {left}",
        "{employee} punched at {value} but was employed {hired} to {left}",
    ),
    Text("核对入职、离职日期和打卡人", "check the hire and termination date, and whose punch it is"),
)
EVENT_OUTSIDE_EMPLOYMENT = ProblemKind(
    "EVENT-OUTSIDE-EMPLOYMENT",
    "error",
    Text(
        "{employee} 在 {value} 不在职（{hired} 至 {left}）",
        "{employee} is not employed on {value} (employed {hired} to {left})",
    ),
    Text("改正日期或工号，或改正入职、离职日期", "correct the date or the id, or the hire or termination date"),
)
COMPLAINT_SEVERITY = ProblemKind(
    "COMPLAINT-SEVERITY",
    "error",
    Text(
        "投诉 {complaint} 的严重程度“{value}”不在制度 {policy} 中；可用：{known}",
        "the severity «{value}» of complaint {complaint} is not in policy {policy}; it has: {known}",
    ),
    Text("改正严重程度，或填写金额", "correct the severity, or give the amount"),
)
COMPLAINT_AMOUNT_IGNORED = ProblemKind(
    "COMPLAINT-AMOUNT-IGNORED",
    "warning",
    Text(
        "投诉 {complaint} 填写了金额，但制度 {policy} 按次数计价，该金额不起作用",
        "complaint {complaint} has an amount, but policy {policy} prices by steps; the amount is ignored",
    ),
    Text("删除金额，或修改制度", "delete the amount, or change the policy"),
)
INCIDENT_CODE = ProblemKind(
    "INCIDENT-CODE",
    "error",
    Text(
        "制度 {policy} 中没有违纪事项“{value}”；可用：{known}",
        "policy {policy} lists no incident «{value}»; it has: {known}",
    ),
    Text("改正事项，或在制度文件中增加", "correct the code, or add it to the policy file"),
)
UNCLEAR = ProblemKind(
    "SHIFT-UNCLEAR",
    "warning",
    Text(
        "{employee} {value} 的班次无法判断：相关的打卡或请假记录已被搁置",
        "the shift of {employee} on {value} cannot be judged: a punch or leave row was set aside",
    ),
    Text("人工核对；补正记录后重新运行", "check it by hand; correct the row and run again"),
)


def _decide(code: str, minutes: Text) -> Text:
    return Text(
        f"请核实。考勤机确实不准：在表 clock_corrections（校时）中写明设备、开始、结束和分钟{minutes.zh}；"
        f"记录无误：分钟写 0；无法弄清：用 --accept {code} 搁置，这些班次记为待核实，不扣款",
        "look into it. If the clock was wrong, give device, from, to and minutes"
        f"{minutes.en} in the table clock_corrections (校时); if it was right, give 0 minutes; "
        f"if it cannot be told, --accept {code}: these shifts are unclear and cost nothing",
    )


CLOCK_OFF = ProblemKind(
    "CLOCK-OFF",
    "error",
    Text(
        "考勤机“{value}”{days}似乎{direction}了约 {minutes} 分钟：{people} 人几乎都差同样多；照此判断会有{charges}",
        "the clock «{value}» seems about {minutes} min {direction} {days}: of {people} people nearly everybody is off "
        "by as much; as it stands this makes {charges}",
    ),
    _decide("CLOCK-OFF", Text("（约 {remedy}）", " (about {remedy})")),
)
CLOCK_RESET = ProblemKind(
    "CLOCK-RESET",
    "error",
    Text(
        "考勤机“{value}”的时钟曾被重置：{rows} 行记为 {written}，前后的行却在 {first} 至 {last}；涉及 {people} 人，"
        "照此判断会有{charges}",
        "the clock «{value}» was reset: {rows} rows are dated {written}, between rows of {first} and {last}; "
        "of {people} people, as it stands this makes {charges}",
    ),
    _decide("CLOCK-RESET", Text("（加到所记的时间上）", " (to be added to what it wrote)")),
)
CLOCK_SILENT = ProblemKind(
    "CLOCK-SILENT",
    "error",
    Text(
        "考勤机“{value}”{days}没有任何打卡，之前和之后都有；有班而没有打上卡的有 {people} 人，照此判断会有{charges}",
        "the clock «{value}» has no punch {days}, but some before and after; {people} people who had shifts could not "
        "punch; as it stands this makes {charges}",
    ),
    Text(
        "请核实。考勤机停用：用 --accept CLOCK-SILENT 搁置，这些班次记为待核实，不扣款，也可以补上打卡；"
        "确实没有人来：在表 clock_corrections（校时）中写明设备、开始、结束，分钟写 0",
        "look into it. If the clock was down, --accept CLOCK-SILENT: these shifts are unclear and cost nothing; or add "
        "the punches. If nobody came, give device, from, to and 0 minutes in the table clock_corrections (校时)",
    ),
)

KINDS: tuple[ProblemKind, ...] = (
    CLOCK_OFF,
    CLOCK_RESET,
    CLOCK_SILENT,
    CALENDAR_UNPUBLISHED,
    COMPLAINT_AMOUNT_IGNORED,
    COMPLAINT_SEVERITY,
    EVENT_OUTSIDE_EMPLOYMENT,
    INCIDENT_CODE,
    NO_ROTA,
    POLICY_NOT_GIVEN,
    POLICY_NOT_IN_FORCE,
    PUNCH_NO_SHIFT,
    PUNCH_OUTSIDE_EMPLOYMENT,
    SHIFT_AND_REST,
    SHIFT_CODE_UNKNOWN,
    SHIFT_OUTSIDE_EMPLOYMENT,
    SHIFT_OVERLAP,
    SHIFT_OVERLAP_CALENDAR,
    SHIFT_REPEATED,
    SWAP_INVALID,
    SWAP_TWO_PERIODS,
    UNCLEAR,
    *kinds_records.KINDS,
    *kinds_quality.KINDS,
)
