"""A text: read it as a day, as a year of an era, and as the name of a rule set."""

from datetime import date

from fuzz.claims import check_told, within_a_second
from jikorules import JikorulesError, ruleset
from jikorules.basics.wareki import ERAS, format_date, parse_date, parse_year


def one_input(data: bytes) -> None:
    """A day that is read is written and read again; what is none is refused."""
    text = data.decode(errors="surrogateescape")
    with within_a_second():
        for claim in (_day, _year, _rules):
            try:
                claim(text)
            except JikorulesError as error:
                check_told(error)


def _day(text: str) -> None:
    day = parse_date(text)
    assert parse_date(day.isoformat()) == day
    if day >= ERAS[0].first:
        assert parse_date(format_date(day)) == day


def _year(text: str) -> None:
    days = parse_year(text)
    if days is not None:
        first, last = days
        assert date(first.year, 1, 1) <= first <= last <= date(first.year, 12, 31)


def _rules(text: str) -> None:
    rules = ruleset(text)
    assert ruleset(rules.id) is rules
