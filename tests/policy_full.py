"""Policy files that use every key: one prices complaints by steps, the other by severity."""

from __future__ import annotations

import hashlib
from pathlib import Path

from payroll.policy.load import load_version
from payroll.policy.model import Rules
from tests.test_policy_load import POLICY, SHIFT, write

_ALL_BUT_COMPLAINTS = """
[calendar]
shift = "office"
weekdays = ["mon", "sun"]
holidays = "CN"
[punches]
before_minutes = 120
after_minutes = 60
repeat_minutes = 5
[lateness]
clause = "7.1"
grace_minutes = 3
counting = "all"
per = "day"
[[lateness.tier]]
percent_of_base = "0.5"
[[lateness.tier]]
from_minutes = 30
amount = 20.5
[[lateness.tier]]
from_occurrence = 3
percent_of_base = 5
[early_departure]
clause = "7.2"
[[early_departure.tier]]
hourly_wages = 1.5
[absence]
clause = "7.3"
within_wage = true
[[absence.tier]]
daily_wages = 1.5
[missing_punch]
clause = "2.4"
free_corrections = 2
[[missing_punch.tier]]
amount = "10"
[swaps]
clause = "4.2.4"
limit = 2
counts = "requester"
notice_hours = 24
amount = 5
[handover]
clause = "4.2.5"
amount = 20
charge = "counterpart"
[probation]
clause = "6.1"
months = 3
on_complaint = "probation-review"
wage_percent = 80
[part_month]
clause = "8.1"
method = "paid-days"
[leave]
clause = "4.2.1"
notice_days = 1
except_kinds = ["病假", "sick"]
amount = 15
[incidents.private-call]
clause = "2.6"
title = { zh = "私人电话", en = "Private call" }
daily_wages = 1
action = "warning"
needs_proof = true
over_minutes = 3
unless_approved = true
[daily_report]
clause = "7.4"
due_hours = 2
counting = "all"
[[daily_report.tier]]
amount = 5
[[daily_report.tier]]
from_occurrence = 3
percent_of_base = 1
[handover_record]
clause = "4.2.2"
[[handover_record.tier]]
daily_wages = "0.1"
[meetings]
clause = "5.1"
weekday = "mon"
time = "14:30"
counting = "all"
[[meetings.tier]]
from_occurrence = 2
amount = 10
[discipline]
clause = "8"
counts = ["incident:private-call", "lateness", "meeting"]
window = "rolling-12"
[[discipline.step]]
count = 3
action = "oral-warning"
[[discipline.step]]
count = 5
action = "written-warning"
[scorecard]
clause = "6.2"
total = 25
[scorecard.item.wording]
title = { zh = "礼貌用语", en = "Courteous wording" }
good = 5
fair = 3
poor = 1
[scorecard.item.first-answer]
good = 15
[scorecard.fatal.taboo]
title = { zh = "服务禁语", en = "Service taboo" }
amount = 50
action = "written-warning"
[[scorecard.level]]
from_percent = 0
percent_of_base = 1
action = "training"
[[scorecard.level]]
from_percent = 90
title = { zh = "优秀", en = "Excellent" }
[stars]
clause = "6.3"
[[stars.band]]
from_percent = 60
stars = 3
[[stars.band]]
from_percent = 90
stars = 5
bonus = 200
[response_times]
clause = "6.1"
first_seconds = 15
further_seconds = 20
characters_per_minute = 50
minimum_conversations = 10
within_percent = 90
percent_of_base = 1
action = "training"
[commission]
clause = "6.4"
counting = "all"
[[commission.tier]]
percent = 1
[[commission.tier]]
from_amount = 50000
percent = 2
[full_attendance]
clause = "6.5"
amount = 200
late_allowed = 1
excused_kinds = ["年假", "annual"]
[guard]
clause = "9"
profile = "CN"
max_percent = 20
minimum_wage = "2690.00"
[objections]
clause = "11"
days = 10
counted_from = "period-end"
to = { zh = "人力资源部", en = "the HR department" }
how = { zh = "书面", en = "in writing" }
[company_rules.seniority]
clause = "10"
module = "seniority.py"
sha256 = "%s"
column = "additions"
settings = { each_year = 50, counted = true }
[clauses]
"7.1" = { zh = "迟到", en = "Lateness" }
"6.2" = { zh = "奖金", en = "Bonus", without_rule = { zh = "没有金额", en = "there is no figure" } }
"""
_MODULE = b"def rule(facts): ...\n"
_STEPS = """
[complaints]
clause = "4.3.5"
window = "rolling-12"
sources = ["customer", "sales"]
categories = ["service", "delivery"]
[[complaints.step]]
amount = 30
[[complaints.step]]
action = "dismissal-review"
"""
_SEVERITIES = """
[complaints]
clause = "4.3.5"
minimum = 10
[complaints.severity]
minor = 10
serious = 100
"""
_HEAD = POLICY + "period_start_day = 21\n" + SHIFT
_SHARED = _HEAD + _ALL_BUT_COMPLAINTS.replace("%s", hashlib.sha256(_MODULE).hexdigest())
FULL = {"steps": _SHARED + _STEPS, "severities": _SHARED + _SEVERITIES}


def full_rules(folder: Path, text: str) -> Rules:
    """Return the rules of a policy file with this text."""
    folder.mkdir(exist_ok=True)
    file = write(folder, text)
    (file.parent / "seniority.py").write_bytes(_MODULE)
    version, problems = load_version(file)
    assert problems == []
    assert version is not None
    return version.rules
