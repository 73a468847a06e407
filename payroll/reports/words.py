"""The words of the contract, as people read them: rules, verdicts, kinds of line, actions, severities.

The CSV files keep the contract's own words; the workbook and the screen show these. A word that is
not known here, such as an action that a policy file names freely, is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import COMMA, SEMICOLON, Language, Text
from payroll.policy.words import ACTIONS

RULES: Mapping[str, Text] = {
    "lateness": Text.of("Lateness"),
    "early-departure": Text.of("Early departure"),
    "absence": Text.of("Absence"),
    "missing-punch": Text.of("Missing punch"),
    "swap-quota": Text.of("Swap over quota"),
    "swap-notice": Text.of("Late swap request"),
    "handover": Text.of("Failed hand-over"),
    "complaint": Text.of("Complaint"),
    "probation": Text.of("Probation"),
    "leave-notice": Text.of("Late leave request"),
    "incident": Text.of("Incident"),
    "addition": Text.within("rule", "Addition"),
    "loss-carried": Text.of("Loss carried over"),
    "daily-report": Text.of("Daily report"),
    "meeting": Text.of("Meeting"),
    "handover-record": Text.of("Hand-over record"),
    "scorecard": Text.of("Scorecard"),
    "fatal-error": Text.of("Fatal error"),
    "response-time": Text.of("Response time"),
    "discipline": Text.of("Discipline"),
    "commission": Text.of("Commission"),
    "full-attendance": Text.of("Full attendance"),
    "star": Text.of("Star bonus"),
    "part-month": Text.of("Part month"),
    "probation-pay": Text.of("Probation pay"),
    "absence-limit": Text.of("Absence limit"),
    "guard": Text.of("Deduction cap"),
}
KINDS: Mapping[str, Text] = {
    "charge": Text.of("Charge"),
    "addition": Text.within("kind of line", "Addition"),
    "wage": Text.of("Part of the wage"),
    "notice": Text.of("Notice"),
    "relief": Text.of("Relief"),
    "correction": Text.of("Correction"),
    "waiver": Text.of("Waiver"),
}
ABOUT_OTHERS: Mapping[str, Text] = {
    "correction": Text.of("Corrections"),
    "waiver": Text.of("Waivers"),
}
"""The kinds of line that change what another line came to, as sums of their own are called."""
VERDICTS: Mapping[str, Text] = {
    "ok": Text.of("OK"),
    "late": Text.of("Late"),
    "early": Text.of("Left early"),
    "missing-in": Text.of("No arrival punch"),
    "missing-out": Text.of("No departure punch"),
    "absent": Text.of("Absent"),
    "leave": Text.of("On leave"),
    "unclear": Text.of("To be checked"),
}
REASONS: Mapping[str, Text] = {
    "unknown-person": Text.of("Unknown person"),
    "not-employed": Text.of("Not employed"),
    "unclear": Text.of("To be checked"),
    "leave": Text.within("reason", "Leave"),
    "swap": Text.of("Swap"),
    "rest-day": Text.of("Day off"),
    "no-shift": Text.of("No shift"),
    "missing-punch": Text.of("Missing punch"),
    "other-rule": Text.of("Other rule"),
}
"""Why a clock may say something else than we do."""
CHANGES: Mapping[str, Text] = {
    "changed": Text.of("Changed"),
    "gone": Text.of("Gone"),
    "new": Text.of("New"),
}
"""What becomes of a ledger line under another policy."""
LAW_STATUSES: Mapping[str, Text] = {
    "allowed": Text.of("No limit found"),
    "cut": Text.within("status", "Cut"),
    "refused": Text.of("Refused"),
    "review": Text.of("To be reviewed"),
    "not-checked": Text.of("Not checked"),
}
"""What the check against the law says of a line. Not legal advice."""
CHARGE_KINDS: Mapping[str, Text] = {
    "absence": Text.of("Time not worked"),
    "loss": Text.of("Loss"),
    "discipline": Text.of("Discipline"),
}
DECISIONS: Mapping[str, Text] = {
    "yes": Text.of("Yes"),
    "no": Text.of("No"),
    "postponed": Text.of("Postponed"),
    "waive": Text.of("Waive"),
}
"""What a person decides of a line."""
ACTION_QUESTIONS: Mapping[str, Text] = {
    "dismissal-review": Text.of("Dismiss?"),
    "probation-review": Text.of("End the employment in probation?"),
    "probation-decision": Text.of("Confirm the employment?"),
    "warning": Text.of("Give a warning?"),
    "oral-warning": Text.of("Give an oral warning?"),
    "written-warning": Text.of("Give a written warning?"),
    "demotion-review": Text.of("Demote?"),
    "discipline-review": Text.of("Take disciplinary action?"),
    "scorecard-review": Text.of("Act on the score?"),
    "response-time-review": Text.of("Act on the response times?"),
    "full-attendance-review": Text.of("Pay the award for full attendance?"),
}
"""What a person is asked where a line proposes an action."""
METHODS: Mapping[str, Text] = {
    "free": Text.of("No charge"),
    "each": Text.of("Fixed amount"),
    "percent": Text.of("Base × rate%"),
    "daily": Text.of("Daily wage × rate"),
    "hourly": Text.of("Hourly wage × rate"),
    "part": Text.of("Share of the month"),
    "tiers": Text.of("By tiers"),
    "": Text.of("As in the ledger"),
}
"""How an amount is worked out in the workbook."""
SEVERITIES: Mapping[str, Text] = {
    "error": Text.of("Error"),
    "warning": Text.within("severity", "Warning"),
}


def rule_word(rule: str, language: Language) -> str:
    """Return the name of a rule: ``lateness`` is ``迟到``."""
    return _word(RULES, rule, language)


def rule_of(written: str) -> str:
    """Return the rule that a code, or a word in either language, names: ``迟到`` is ``lateness``; else ``written``."""
    meant = written.strip().casefold()
    named = (rule for rule, words in RULES.items() if meant in (rule, *map(str.casefold, words)))
    return next(named, written)


def kind_word(kind: str, language: Language) -> str:
    """Return the name of a kind of ledger line: ``charge`` is ``扣款``."""
    return _word(KINDS, kind, language)


def change_word(change: str, language: Language) -> str:
    """Return what becomes of a line under another policy: ``gone`` is ``不再有``."""
    return _word(CHANGES, change, language)


def law_status_word(status: str, language: Language) -> str:
    """Return what the check against the law says of a line: ``not-checked`` is ``未检查``."""
    return _word(LAW_STATUSES, status, language)


def charge_kind_word(kind: str, language: Language) -> str:
    """Return the name of a kind of charge: ``loss`` is ``损失赔偿``."""
    return _word(CHARGE_KINDS, kind, language)


def decision_word(decision: str, language: Language) -> str:
    """Return the name of a decision: ``waive`` is ``免除``."""
    return _word(DECISIONS, decision, language)


def severity_word(severity: str, language: Language) -> str:
    """Return the name of a problem's severity: ``error`` is ``错误``."""
    return _word(SEVERITIES, severity, language)


def verdict_words(verdict: str, language: Language) -> str:
    """Return a verdict, its parts one by one: ``late+missing-out`` is ``迟到、缺下班卡``."""
    first, *others = (_word(VERDICTS, part, language) for part in verdict.split("+"))
    return COMMA.to(language).join((first, *(part[:1].lower() + part[1:] for part in others)))


def verdicts_words(verdicts: str, language: Language) -> str:
    """Return the verdicts of several shifts, joined with ``; ``, by their names."""
    return SEMICOLON.to(language).join(verdict_words(part, language) for part in verdicts.split("; "))


def reason_word(reason: str, language: Language) -> str:
    """Return the name of a reason why a clock says something else: ``leave`` is ``有请假``."""
    return _word(REASONS, reason, language)


def action_words(actions: str, language: Language) -> str:
    """Return actions joined with ``; `` by their names, joined in the same way."""
    return SEMICOLON.to(language).join(_word(ACTIONS, part, language) for part in actions.split("; "))


def _word(words: Mapping[str, Text], word: str, language: Language) -> str:
    return words[word].to(language) if word in words else word
