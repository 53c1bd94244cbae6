"""Is the rule data still up to date? When each provision was last held against its source.

"Today" is a day that the caller gives: nothing here looks at a clock. Whether a text has changed
since is told by `jikorules.proof.text_check`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen
from dateutil.relativedelta import relativedelta

from jikorules.basics.errors import Lang, Words
from jikorules.basics.validation import check_day, refuse
from jikorules.law.citation import Citation
from jikorules.law.data_facts import provisions_of
from jikorules.law.provision import Provision
from jikorules.law.ruleset import Law, guideline, load_law
from jikorules.words.numbers import day
from jikorules.words.rules import place

__all__ = ["Checked", "law_check", "law_check_text"]


@frozen(kw_only=True)
class Checked:
    """A provision in force on a day, and when it was last checked.

    Attributes:
        provision: its short name in this library; "notice" is the guideline on public notice.
        law: the name of the law that it stands in, or of the guideline.
        article: the number of the article; None for the guideline.
        source: address of the text; None for the guideline.
        in_force: the first day of the version in force.
        until: its last day, if an end or a later version is recorded.
        checked: the day on which somebody last held it against the source.
        revision_read: the day up to which amendments are in the text that was read; None if no
            text of its time was, and for the guideline.
        on: the day that is asked about.
    """

    provision: str
    law: str
    article: str | None = None
    source: str | None = None
    in_force: date
    until: date | None = None
    checked: date
    revision_read: date | None = None
    on: date

    @property
    def days(self) -> int:
        """Days since it was last checked; negative if that was after the day asked about."""
        return (self.on - self.checked).days

    @property
    def good_until(self) -> date:
        """The last day on which the check is not stale: the same day one year later.

        A check of 29 February is good until 28 February.
        """
        return self.checked + relativedelta(years=1)

    @property
    def is_stale(self) -> bool:
        """Whether more than a year has passed: the day is after `good_until`."""
        return self.on > self.good_until


def law_check(on: date, *, law: Law | None = None) -> tuple[Checked, ...]:
    """Tell of every provision in force on a day when it was last checked.

    A provision that is not in force on that day (the near-misses before 2023-06-16) is left out.

    Args:
        on: the day, normally today in Japan.
        law: provisions other than those that come with the library.

    Raises:
        NotCovered: no rule set is known for that day.
        InvalidInput: `on` is no day.

    Example:
        >>> found = law_check(date(2026, 12, 1))
        >>> [(each.provision, each.article, each.is_stale) for each in found]  # doctest: +ELLIPSIS
        [('serious', '58', False), ('reports', '57', False), ('near_miss', '58-2', False), ...]
        >>> any(each.is_stale for each in law_check(date(2040, 1, 1)))
        True
    """
    refuse(*check_day("on", on))
    law = load_law() if law is None else law
    law.ruleset(on)  # raises NotCovered
    found = [_checked(each, on) for each in provisions_of(law) if each.covers(on)]
    advice = guideline()
    if advice.applied_from <= on:
        found.append(
            Checked(
                provision="notice",
                law=advice.name,
                in_force=advice.applied_from,
                checked=advice.checked,
                on=on,
            )
        )
    return tuple(found)


def _checked(provision: Provision[Any], on: date) -> Checked:
    version = provision.at(on)
    later = [each.in_force for each in provision.version if each.in_force > on]
    return Checked(
        provision=provision.provision,
        law=provision.law,
        article=provision.cited(on).article,
        source=version.source,
        in_force=version.in_force,
        until=version.ends or (min(later) - timedelta(days=1) if later else None),
        checked=version.checked,
        revision_read=version.revision_read,
        on=on,
    )


_HEAD = Words("{}現在の規定", "The provisions in force on {}")
_TITLE = Words("{}（{}から{}）", "{} (from {}{})")
_TO = Words("{}まで", " to {}")
_WHEN = Words("照合した日：{}", "last checked: {}")
_READ = Words(
    "照合した条文：{}までに施行された改正を含む", "text read: with the amendments in force by {}"
)
_UNREAD = Words(
    "照合した条文：入手できていない（公表された説明による）",
    "text read: none of its time (taken from what was published about it)",
)
_AGO = Words("（{}日前）", " ({} days ago)")
_STALE = Words(
    "1年を過ぎています。条文と照合し、規定の checked を改めてください。",
    "That is more than a year ago. Hold it against the text, then renew `checked`.",
)
_SOURCE = Words("条文の所在：{}", "The text: {}")
_STALE_ONES = Words("照合から1年を過ぎた規定：{}", "Checked more than a year ago: {}")
_NO_XML = Words(
    "条文は比較していません。e-Gov の XML ファイルを与えると、条文の変更を確かめます。",
    "The texts were not compared. With XML files of e-Gov, changes of the texts are looked for.",
)
_NONE = Words("なし", "none")
_COMMA = Words("、", "; ")


def law_check_text(found: Sequence[Checked], lang: Lang = "ja") -> str:
    """Write what `law_check` found for the terminal, with what is to be done.

    Example:
        >>> one = Checked(
        ...     provision="serious", law="電気通信事業法施行規則", article="58",
        ...     in_force=date(2026, 4, 1), checked=date(2026, 11, 21),
        ...     revision_read=date(2026, 8, 10), on=date(2026, 12, 1))
        >>> print(law_check_text([one], "en"))
        The provisions in force on 2026-12-01
        <BLANKLINE>
        Enforcement Rules of the Telecommunications Business Act, Art. 58 (from 2026-04-01)
          last checked: 2026-11-21 (10 days ago)
          text read: with the amendments in force by 2026-08-10
        <BLANKLINE>
        Checked more than a year ago: none
        The texts were not compared. With XML files of e-Gov, changes of the texts are looked for.
    """
    lines = [_HEAD.text(lang).format(day(found[0].on, lang)), ""] if found else []
    for each in found:
        until = _TO.text(lang).format(day(each.until, lang)) if each.until else ""
        title = _TITLE.text(lang).format(_place(each, lang), day(each.in_force, lang), until)
        lines += [title, *(f"  {line}" for line in _told(each, lang)), ""]

    stale = _COMMA.text(lang).join(_place(each, lang) for each in found if each.is_stale)
    lines.append(_STALE_ONES.text(lang).format(stale or _NONE.text(lang)))
    return "\n".join([*lines, _NO_XML.text(lang)])


def _told(each: Checked, lang: Lang) -> Iterator[str]:
    """Tell when a provision was checked, and where its text is if that is too long ago."""
    ago = _AGO.text(lang).format(each.days) if each.days > 0 else ""
    yield _WHEN.text(lang).format(day(each.checked, lang)) + ago
    if each.revision_read is not None:
        yield _READ.text(lang).format(day(each.revision_read, lang))
    elif each.article is not None:
        yield _UNREAD.text(lang)
    if each.is_stale:
        yield _STALE.text(lang)
        if each.source:
            yield _SOURCE.text(lang).format(each.source)


def _place(each: Checked, lang: Lang) -> str:
    return each.law if each.article is None else place(Citation(each.law, each.article), lang)
