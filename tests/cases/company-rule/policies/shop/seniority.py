"""Years of service 工龄奖: so much for each full year, paid in the pay period of the anniversary's month."""

from collections.abc import Iterator

import pandas as pd

from payroll.company_rule import Entry, Facts, Text, add_months, entries, iso_day, place_of, plain, records, settings_of

NAME = "seniority"


def rule(facts: Facts) -> pd.DataFrame:
    """Return one addition for everyone whose anniversary of a full year lies in the period."""
    return entries(_awards(facts))


def _awards(facts: Facts) -> Iterator[Entry]:
    month = facts.month
    for employee, row in enumerate(records(month.tables.employees)):
        for years in range(1, 60):
            day = add_months(row["hire_date"], 12 * years)
            if not month.period.first <= day <= min(month.period.last, row["termination_date"]):
                continue
            version = month.facts.one_version(employee, day)
            settings = settings_of(month, version, NAME)
            if settings is None:
                continue
            each_year = settings["each_year"]
            assert isinstance(each_year, int), "each_year is a whole number of minor units"
            amount = years * each_year
            yield Entry(
                employee=employee,
                date=day,
                rule=f"company:{NAME}",
                event=iso_day(day),
                clause=month.facts.rules(version).company_rules[NAME].clause,
                amount=amount,
                version=version,
                evidence=place_of(month, row),
                explanation=Text(
                    f"{iso_day(row['hire_date'])} 入职，满 {years} 年：工龄奖 {plain(amount, month.places)}",
                    f"hired {iso_day(row['hire_date'])}, {years} full years: {plain(amount, month.places)}",
                ),
            )
