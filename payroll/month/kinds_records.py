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

KINDS: tuple[ProblemKind, ...] = (RECORDS_NOT_GIVEN,)
