"""The problems of the tables of records: reports, hand-over records, meetings, the proof of incidents, the history."""

from __future__ import annotations

from payroll.language import Text
from payroll.problems import ProblemKind

RECORDS_NOT_GIVEN = ProblemKind(
    "RECORDS-NOT-GIVEN",
    "warning",
    Text(
        "制度 {policy} 有 [{rule}]，但没有表 {value}（{name}）：无法核对，不计次，不扣款",
        "policy {policy} has [{rule}], but there is no table {value} ({name}): nothing is judged by this rule",
    ),
    Text(
        "把该表放入数据文件夹；若确实一条记录也没有，放一个只有表头的文件",
        "put the table into the data folder; if nothing at all was recorded, put in a file with its headings alone",
    ),
)

HISTORY_RULE = ProblemKind(
    "HISTORY-RULE",
    "warning",
    Text(
        "台账中没有名为“{value}”的规则（{count} 行），这些往月记录不计",
        "the ledger has no rule «{value}» ({count} rows): nothing of them counts",
    ),
    Text(
        "写成台账中的规则，例如 lateness（迟到）；不需要计的可以忽略",
        "write the rule as in the ledger, such as lateness; nothing to do if it is not to be counted",
    ),
)
HISTORY_CODE = ProblemKind(
    "HISTORY-CODE",
    "warning",
    Text(
        "{count} 行往月违纪不知是哪一项（没有“事项”，违纪表中也没有该编号），只按 incident 计",
        "of {count} incidents of the past it is not known which they are (no code, and no row in incidents): "
        "they count as incident only",
    ),
    Text(
        "补上“事项”一列，或把往月的违纪也放进违纪表",
        "fill in the column `code`, or put the incidents of those months into the table incidents too",
    ),
)

INCIDENT_PROOF = ProblemKind(
    "INCIDENT-PROOF",
    "error",
    Text(
        "违纪“{value}”（{title}）没有证据，制度 {policy} 要求证据",
        "the incident «{value}» ({title}) has no proof, which policy {policy} asks for",
    ),
    Text(
        "填写“证据”；没有证据的，用 --accept INCIDENT-PROOF 搁置，不扣款",
        "fill in the column `proof`; without proof set it aside with --accept INCIDENT-PROOF, then it costs nothing",
    ),
)
INCIDENT_MINUTES = ProblemKind(
    "INCIDENT-MINUTES",
    "warning",
    Text(
        "违纪“{value}”（{title}）没有写多长时间；制度 {policy} 只计超过 {over} 分钟的，按上报人所报计入",
        "the incident «{value}» ({title}) does not say how long it lasted; policy {policy} counts more than {over} "
        "min, so it counts as it was reported",
    ),
    Text(
        "填写“分钟”；没有超过的，删除这一行",
        "fill in the column `minutes`, or delete the row if it was no longer than that",
    ),
)

MEETING_WEEKDAY = ProblemKind(
    "MEETING-WEEKDAY",
    "warning",
    Text(
        "{value} 是{found}，制度 {policy} 的例会在{expected}；这次例会照样计",
        "{value} is a {found}, but policy {policy} has its meeting on {expected}; this meeting counts all the same",
    ),
    Text("核对日期；例会改期的不用管", "check the date; nothing to do if the meeting was moved"),
)

KINDS: tuple[ProblemKind, ...] = (
    HISTORY_CODE,
    HISTORY_RULE,
    INCIDENT_MINUTES,
    INCIDENT_PROOF,
    MEETING_WEEKDAY,
    RECORDS_NOT_GIVEN,
)
