"""The fiscal year 年度, which begins in April, and its quarters 四半期."""

from datetime import date

from jikorules.basics.errors import Words
from jikorules.basics.wareki import format_date


def months_over(day: date) -> int:
    """Give how many months of its fiscal year are over before the month of a day.

    Example:
        >>> months_over(date(2019, 4, 1)), months_over(date(2019, 3, 31))
        (0, 11)
    """
    return (day.month - 4) % 12


def quarter(day: date) -> int:
    """Give the number of the quarter of a day: 1 from April on, 4 from January on.

    Example:
        >>> quarter(date(2019, 6, 30)), quarter(date(2019, 7, 1)), quarter(date(2019, 3, 31))
        (1, 2, 4)
    """
    return months_over(day) // 3 + 1


def fiscal_year(day: date) -> int:
    """Give the fiscal year of a day, by the year in which its April falls.

    Example:
        >>> fiscal_year(date(2019, 3, 31)), fiscal_year(date(2019, 4, 1))
        (2018, 2019)
    """
    return day.year - (day.month < 4)


def fiscal_year_name(year: int) -> Words:
    """Name a fiscal year, in Japanese by the era of its autumn (令和元年度, not 平成31年度).

    Example:
        >>> fiscal_year_name(2018).ja, fiscal_year_name(2019).ja
        ('平成30年度', '令和元年度')
    """
    return Words(f"{format_date(date(year, 10, 1)).removesuffix('10月1日')}度", f"fiscal {year}")
