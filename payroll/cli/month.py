"""What every command does that needs a month: computing it, and showing it in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from payroll.cli.options import say
from payroll.cli.screen import check_period, refuse, show, show_table, working
from payroll.language import COLON, PAUSE, Language, Text
from payroll.places import is_url
from payroll.problems import stopping

if TYPE_CHECKING:
    from payroll.reports.overview import Overview
    from payroll.run import Begun, Computed


def begun_month(
    period: str, data: Path, policies: Path, accept: Sequence[str], lang: Language, *, with_book: bool = False
) -> Begun:
    """Compute a month up to its attendance, or say what is wrong with the command.

    ``with_book`` says that the book is opened next, so its libraries are loaded beside the reading as well.
    """
    if accept:
        check_codes(accept, lang)
    check_period(period, lang)
    from payroll.intake.ahead import begin_largest

    with working(say("reading …")), ThreadPoolExecutor(3) as threads:
        begun = begin_largest(data, threads)
        from payroll.intake.files import read_files  # the libraries load while the files are read

        reading = threads.submit(read_files, data, begun=begun)
        from payroll.policy.load import load_policies
        from payroll.run import begin_files

        if with_book:
            import payroll.bookkeeping.months  # noqa: F401
        return begin_files(period, *load_policies(policies), reading.result())


def check_codes(accept: Sequence[str], lang: Language) -> None:
    """Refuse codes that --accept does not know."""
    from payroll.run import error_codes

    unknown = sorted(set(accept) - error_codes())
    if unknown:
        codes = ", ".join(sorted(error_codes()))
        refuse(
            Text.of("--accept: no error code {unknown}; there are: {codes}", unknown=", ".join(unknown), codes=codes),
            lang,
        )


def refuse_inputs_as_out(
    out: Path | str, lang: Language, data: Path | str | None = None, policies: Sequence[Path | None] = ()
) -> None:
    """Refuse results that would lie among the files that are read: they could replace them, and be read as tables."""
    from payroll.intake.found import lies_among_tables

    folders = [folder.resolve() for folder in policies if folder is not None and not is_url(str(out))]
    if any(Path(out).resolve().is_relative_to(folder) for folder in folders) or (
        data is not None and lies_among_tables(str(out), str(data))
    ):
        refuse(
            Text.of(
                "--out {out} holds files to be read, which the results could replace; name another folder", out=out
            ),
            lang,
        )


def month_or_refuse(period: str, data: Path, policies: Path, accept: Sequence[str], lang: Language) -> Computed:
    """Compute a month that is only looked at: errors stop it, and nothing is written."""
    from payroll.run import finish

    computed = finish(begun_month(period, data, policies, accept, lang))
    refuse_errors(computed, accept, lang)
    return computed


def refuse_errors(computed: Computed, accept: Sequence[str], lang: Language) -> None:
    """Refuse a month that is only looked at if errors stop it; nothing happens without any."""
    stops = stopping(computed.problems, accept)
    if stops:
        refuse(
            Text.counted(
                "{count} error; correct and try again, or set the rows aside with --accept CODE",
                "{count} errors; correct and try again, or set the rows aside with --accept CODE",
                len(stops),
            ),
            lang,
            stops,
        )


def show_summary(month: Overview, accept: Sequence[str]) -> None:
    """Print the month in a few lines: what was read, what each rule came to, what waits for a person."""
    from payroll.local_forms import month_name
    from payroll.money import plain
    from payroll.reports.words import ABOUT_OTHERS, action_words, rule_word, severity_word, verdict_words

    lang, sums = month.language, month.sums
    heads = Text.of(
        "{period}: employees {people}, shifts {shifts}, ledger lines {lines}",
        period=month_name(month.period, lang),
        people=sums.people,
        shifts=sums.shifts,
        lines=sums.lines,
    )
    show(heads.to(lang))
    rows = [(rule_word(rule, lang), lines, plain(amount, month.places)) for rule, lines, amount in sums.by_rule()]
    rows += [
        (ABOUT_OTHERS[kind].to(lang), lines, plain(amount, month.places))
        for kind, lines, amount in sums.about_others()
        if lines
    ]
    rows.append((Text.of("Total").to(lang), sums.lines, plain(sums.total, month.places)))
    headings = Text.of("Rule|Lines|Amount").to(lang).split("|")
    show_table("", [*headings[:2], f"{headings[2]} {month.currency}"], rows, right=(1, 2))
    for action, count in sorted(sums.waiting.items()):
        show(Text.of("{count} to decide: ", count=count).to(lang) + action_words(str(action), lang))
    told = (f"{verdict_words(verdict, lang)} {count}" for verdict, count in sorted(sums.verdicts.items()))
    if sums.verdicts:
        show(Text.of("Attendance: ").to(lang) + PAUSE.to(lang).join(told))
    if sums.verdicts or sums.differences:  # without a shift there is nothing to agree about
        _show_clock_differences(month)
    found = Counter((problem.severity, problem.code) for problem in month.problems)
    first = {problem.code: problem for problem in reversed(month.problems)}
    for (severity, code), count in sorted(found.items()):
        accepted = (
            Text.of(" (accepted, the rows are set aside)").to(lang) if code in accept and severity == "error" else ""
        )
        example = Text.of(", such as ").to(lang) if count > 1 else COLON.to(lang)
        text = f"{first[code].place()} {first[code].message(lang)}".strip()
        show(f"{severity_word(severity, lang)} {code} × {count}{accepted}{example}{text}")
    _show_law(month)
    if not month.profile_checked:
        show(Text.of("Note: the deductions were not checked against any law.").to(lang))


def _show_law(month: Overview) -> None:
    """Say in one line what the check against the law came to, if one was made."""
    from payroll.money import plain
    from payroll.reports.words import law_status_word

    sums, lang = month.sums, month.language
    if sums.law is None or not sums.law_profiles:
        return
    comma = PAUSE.to(lang)
    told = comma.join(f"{law_status_word(status, lang)} {count}" for status, count in sorted(sums.law.items()))
    cut = plain(sums.law_cut, month.places)
    show(Text.of("The law: {told}; {cut} cut in all, see law.csv (not legal advice)", told=told, cut=cut).to(lang))


def _show_clock_differences(month: Overview) -> None:
    """Say in one line how often the clocks' own verdicts differ, and why."""
    from payroll.reports.columns import CLOCK_DIFFERENCES
    from payroll.reports.words import reason_word

    lang, found = month.language, month.sums.differences
    if found is None:
        return
    if not found:
        show(Text.of("The clock's own verdicts: no difference").to(lang))
        return
    reasons = (f"{reason_word(reason, lang)} {count}" for reason, count in sorted(found.items()))
    told = PAUSE.to(lang).join(reasons)
    text = Text.counted(
        "The clock's own verdicts: {count} difference ({told}), see {file}",
        "The clock's own verdicts: {count} differences ({told}), see {file}",
        found.total(),
        told=told,
        file=CLOCK_DIFFERENCES.file,
    )
    show(text.to(lang))
