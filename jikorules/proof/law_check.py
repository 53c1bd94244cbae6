"""Is the rule data still up to date? When each provision was last checked, and what has changed.

"Today" is a day that the caller gives: nothing here looks at a clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from attrs import frozen
from dateutil.relativedelta import relativedelta

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown
from jikorules.basics.validation import check_day, refuse
from jikorules.law.citation import Citation
from jikorules.law.data_facts import provisions_of
from jikorules.law.egov import LawText, RecordedText, read_law, recorded_texts
from jikorules.law.provision import Provision
from jikorules.law.ruleset import Law, guideline, load_law
from jikorules.words.numbers import day
from jikorules.words.rules import place

_ONE_EACH = Words("1つの法令につき1つのファイル", "one file for a law")
_TAKE_ONE = Words("どちらかを除いてください。", "Leave one of them out.")
_OUR_LAWS = Words("規定のある法令の全文を与えてください。", "Give a law that the rules stand in.")


class Comparison(StrEnum):
    """How an article in a file of e-Gov compares with the text that was recorded."""

    SAME = "same"
    """It is the text recorded."""
    CHANGED = "changed"
    """It is another text."""
    NO_TEXT = "no_text"
    """No text is recorded yet for the version of the provision that is in force."""
    NO_ARTICLE = "no_article"
    """The law in the file has no such article."""
    NO_FILE = "no_file"
    """No file of the law was given."""


@frozen(kw_only=True)
class Checked:
    """A provision in force on a day: when it was last checked, and whether its article changed.

    Attributes:
        provision: its short name in this library; "notice" is the guideline on public notice.
        law: the name of the law that it stands in, or of the guideline.
        article: the number of the article; None for the guideline.
        source: address of the text; None for the guideline.
        in_force: the first day of the version in force.
        until: its last day, if an end or a later version is recorded.
        checked: the day on which somebody last held it against the source.
        on: the day that is asked about.
        comparison: how the article compares; None if no files were given or it is the guideline.
        file: the name of the file that holds the law, if one does.
        revision: the revision of the law that this file tells of itself, if it does.
        sha256: the hash of the article in the file.
        recorded: the text recorded for the version in force.
    """

    provision: str
    law: str
    article: str | None = None
    source: str | None = None
    in_force: date
    until: date | None = None
    checked: date
    on: date
    comparison: Comparison | None = None
    file: str | None = None
    revision: str | None = None
    sha256: str | None = None
    recorded: RecordedText | None = None

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

    @property
    def is_changed(self) -> bool:
        """Whether the article reads otherwise than recorded, or is gone."""
        return self.comparison in (Comparison.CHANGED, Comparison.NO_ARTICLE)

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look at it: it is stale or changed."""
        return self.is_stale or self.is_changed


def law_check(
    on: date,
    xml: Mapping[str, bytes] | None = None,
    *,
    law: Law | None = None,
    texts: Sequence[RecordedText] | None = None,
) -> tuple[Checked, ...]:
    """Tell of every provision in force on a day when it was last checked, and whether it changed.

    A provision that is not in force on that day (the near-misses before 2023-06-16) is left out.

    Args:
        on: the day, normally today in Japan.
        xml: XML files of laws from e-Gov to compare with: their bytes by their names.
        law: provisions other than those that come with the library.
        texts: recorded texts other than those that come with the library.

    Raises:
        NotCovered: no rule set is known for that day.
        InvalidInput: `on` is no day, or a file is no such file, is of another law, or is the second
            of its law. All files are looked at before this is raised.

    Example:
        >>> found = law_check(date(2026, 12, 1))
        >>> [(each.provision, each.article, each.is_stale) for each in found]  # doctest: +ELLIPSIS
        [('serious', '58', False), ('reports', '57', False), ('near_miss', '58-2', False), ...]
        >>> any(each.needs_attention for each in law_check(date(2040, 1, 1)))
        True
    """
    refuse(*check_day("on", on))
    law = load_law() if law is None else law
    texts = recorded_texts() if texts is None else texts
    law.ruleset(on)  # raises NotCovered
    everything = provisions_of(law)
    files = _by_law(xml or {}, {each.law_id: each.law for each in everything})
    found = [
        _checked(each, on, texts, files if xml else None) for each in everything if each.covers(on)
    ]
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


def _checked(
    provision: Provision[Any],
    on: date,
    texts: Sequence[RecordedText],
    files: Mapping[str, tuple[str, LawText]] | None,
) -> Checked:
    version = provision.at(on)
    article = provision.cited(on).article
    later = [each.in_force for each in provision.version if each.in_force > on]
    recorded = max(
        (
            each
            for each in texts
            if (each.law_id, each.article) == (provision.law_id, article)
            and version.in_force <= each.in_force <= on
        ),
        key=lambda each: each.in_force,
        default=None,
    )
    name, text = (files or {}).get(provision.law_id, (None, None))
    sha256 = text.sha256(article) if text else None
    comparison = None
    if files is not None:
        comparison = Comparison.NO_FILE if text is None else compare_hash(sha256, recorded)
    return Checked(
        provision=provision.provision,
        law=provision.law,
        article=article,
        source=version.source,
        in_force=version.in_force,
        until=version.ends or (min(later) - timedelta(days=1) if later else None),
        checked=version.checked,
        on=on,
        comparison=comparison,
        file=name,
        revision=text.revision if text else None,
        sha256=sha256,
        recorded=recorded,
    )


def compare_hash(sha256: str | None, recorded: RecordedText | None) -> Comparison:
    """Compare the hash of an article, None if the file has no such article, with the record."""
    if sha256 is None:
        return Comparison.NO_ARTICLE
    if recorded is None:
        return Comparison.NO_TEXT
    return Comparison.SAME if sha256 == recorded.sha256 else Comparison.CHANGED


def other_law(name: str, text: LawText, titles: Iterable[str]) -> Problem:
    """Say that a file is of another law than those in which the provisions stand."""
    ours = list(dict.fromkeys(titles))
    expected = Words("又は".join(ours), " or ".join(ours))
    return Problem(name, expected, shown(text.title), _OUR_LAWS)


def _by_law(files: Mapping[str, bytes], known: Mapping[str, str]) -> dict[str, tuple[str, LawText]]:
    """Read the files, and find by id (by title, where a file tells no id) of which law each is."""
    found: dict[str, tuple[str, LawText]] = {}
    problems: list[Problem] = []
    for name, data in files.items():
        try:
            text = read_law(data, name)
        except InvalidInput as error:
            problems += error.problems
            continue
        key = text.id or next((id_ for id_, title in known.items() if title == text.title), "")
        if key not in known:
            problems.append(other_law(name, text, known.values()))
        elif key in found:
            problems.append(Problem(name, _ONE_EACH, found[key][0], _TAKE_ONE))
        else:
            found[key] = (name, text)
    refuse(*problems)
    return found


_HEAD = Words("{}現在の規定", "The provisions in force on {}")
_TITLE = Words("{}（{}から{}）", "{} (from {}{})")
_TO = Words("{}まで", " to {}")
_WHEN = Words("照合した日：{}", "last checked: {}")
_AGO = Words("（{}日前）", " ({} days ago)")
_STALE = Words(
    "1年を過ぎています。条文と照合し、規定の checked を改めてください。",
    "That is more than a year ago. Hold it against the text, then renew `checked`.",
)
_OF_FILE = Words("条文（{}）：", "article ({}): ")
_SAYS = {
    Comparison.SAME: Words("記録した条文と同じです。", "the same as recorded."),
    Comparison.CHANGED: Words(
        "{place}が、記録した条文（{in_force}施行）から変わっています。何が改正されたかを e-Gov の"
        "改正履歴で確かめ、規定に及ぶときは新しい版を加え、及ばないときも照合した日を改めてから、"
        "新しい条文を texts.toml に記録してください。"
        "ファイルが{on}現在のものかも確かめてください。",
        "{place} reads otherwise than recorded (text in force from {in_force}). Find out on e-Gov "
        "what was amended. If it concerns the rule, add a version; if not, renew `checked` all the "
        "same. Then record the new text in texts.toml. "
        "Make sure, too, that the file is the law of {on}.",
    ),
    Comparison.NO_TEXT: Words(
        "この版の条文はまだ記録されていないため、比較していません。条文を読み、規定と合うことを"
        "確かめてから、texts.toml に記録してください。",
        "no text is recorded yet for this version, so nothing was compared. Read the article, hold "
        "it against the rule, then record it in texts.toml.",
    ),
    Comparison.NO_ARTICLE: Words(
        "{place}が、ファイルの本則にありません。条の移動又は削除がないかを、e-Gov の改正履歴で"
        "確かめてください。",
        "{place} is not in the main provision of the file. Find out on e-Gov whether it was moved "
        "or deleted.",
    ),
    Comparison.NO_FILE: Words(
        "この法令のファイルが与えられていないため、比較していません。",
        "no file of this law was given, so nothing was compared.",
    ),
}
_HASH = Words("ファイルの条文：sha256 = {}", "the article in the file: sha256 = {}")
_SOURCE = Words("条文の所在：{}", "The text: {}")
_STALE_ONES = Words("照合から1年を過ぎた規定：{}", "Checked more than a year ago: {}")
_CHANGED_ONES = Words("変わった条文：{}", "Changed articles: {}")
_UNCOMPARED = Words("比較していない条文：{}", "Articles not compared: {}")
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
        ...     in_force=date(2026, 4, 1), checked=date(2026, 11, 21), on=date(2026, 12, 1))
        >>> print(law_check_text([one], "en"))
        The provisions in force on 2026-12-01
        <BLANKLINE>
        Enforcement Rules of the Telecommunications Business Act, Art. 58 (from 2026-04-01)
          last checked: 2026-11-21 (10 days ago)
        <BLANKLINE>
        Checked more than a year ago: none
        The texts were not compared. With XML files of e-Gov, changes of the texts are looked for.
    """
    lines = [_HEAD.text(lang).format(day(found[0].on, lang)), ""] if found else []
    for each in found:
        until = _TO.text(lang).format(day(each.until, lang)) if each.until else ""
        title = _TITLE.text(lang).format(_place(each, lang), day(each.in_force, lang), until)
        lines += [title, *(f"  {line}" for line in _told(each, lang)), ""]

    def listed(words: Words, some: Iterable[Checked]) -> str:
        names = _COMMA.text(lang).join(_place(each, lang) for each in some)
        return words.text(lang).format(names or _NONE.text(lang))

    lines.append(listed(_STALE_ONES, (each for each in found if each.is_stale)))
    compared = [each for each in found if each.comparison is not None]
    if not compared:
        return "\n".join([*lines, _NO_XML.text(lang)])
    unread = (Comparison.NO_TEXT, Comparison.NO_FILE)
    lines.append(listed(_CHANGED_ONES, (each for each in compared if each.is_changed)))
    lines.append(listed(_UNCOMPARED, (each for each in compared if each.comparison in unread)))
    return "\n".join(lines)


def _told(each: Checked, lang: Lang) -> Iterator[str]:
    """Tell when a provision was checked, how its text compares, and where the text is."""
    ago = _AGO.text(lang).format(each.days) if each.days > 0 else ""
    yield _WHEN.text(lang).format(day(each.checked, lang)) + ago
    if each.is_stale:
        yield _STALE.text(lang)
    if each.comparison is not None:
        name = f"{each.file}, {shown(each.revision)}" if each.revision else each.file
        file = _OF_FILE.text(lang).format(name) if name else ""
        in_force = day(each.recorded.in_force, lang) if each.recorded else ""
        places = {"place": _place(each, lang), "in_force": in_force, "on": day(each.on, lang)}
        yield file + _SAYS[each.comparison].text(lang, **places)
    if each.comparison in (Comparison.CHANGED, Comparison.NO_TEXT):
        yield _HASH.text(lang).format(f'"{each.sha256}"')
    if each.source and (each.needs_attention or each.comparison is Comparison.NO_TEXT):
        yield _SOURCE.text(lang).format(each.source)


def _place(each: Checked, lang: Lang) -> str:
    return each.law if each.article is None else place(Citation(each.law, each.article), lang)
