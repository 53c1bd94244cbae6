"""The rule data held against the text of the law: every number, row, time and limb of an article.

What the reader of the text does not know is told, never passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown, visible
from jikorules.basics.validation import check_day, refuse
from jikorules.law.data_facts import data_facts, law_id_of, provision_in, provisions_of
from jikorules.law.egov import ARTICLE, RecordedText, recorded_texts
from jikorules.law.fact_comparison import (
    ComparedFact,
    ComparedWording,
    compare_facts,
    compare_wordings,
    moves,
)
from jikorules.law.law_files import LawFile, read_law_file
from jikorules.law.provision import Provision
from jikorules.law.ruleset import Law, load_law
from jikorules.law.text_facts import Wording, text_facts
from jikorules.words.law_facts import article_name, fact_name, fact_place, fact_value
from jikorules.words.numbers import day

__all__ = ["CheckedText", "Comparison", "text_check", "text_check_text"]


class Comparison(StrEnum):
    """How an article in a file of e-Gov compares with the text that was recorded."""

    SAME = "same"
    """It is the text recorded."""
    CHANGED = "changed"
    """It is another text."""
    NO_TEXT = "no_text"
    """No text is recorded yet that had begun by the day."""
    NO_ARTICLE = "no_article"
    """The law in the file has no such article."""


@frozen(kw_only=True)
class CheckedText:
    """An article of a file, held against the rule data in force on a day.

    Attributes:
        file: the name of the file.
        law: the name of the law, as the rule data or the file tell it.
        article: the number of the article, as the file has it; empty if it tells none.
        on: the day.
        provision: the short name of the provision that stands in it; None if none does.
        is_recorded: whether the rule data or the texts recorded know the article, be it of other
            days.
        is_assigned: whether it can be told of which article it is.
        comparison: how its hash compares with the text recorded; None if that cannot be told,
            because no provision stands in it or only a paragraph is there.
        sha256: its hash.
        recorded: the text recorded.
        paragraphs: how many paragraphs it has.
        facts: every fact, as recorded and as the text tells it.
        wordings: every wording, as recorded and as it stands in the text.
    """

    file: str
    law: str
    article: str
    on: date
    provision: str | None = None
    is_recorded: bool = True
    is_assigned: bool = True
    comparison: Comparison | None = None
    sha256: str | None = None
    recorded: RecordedText | None = None
    paragraphs: int = 0
    facts: tuple[ComparedFact, ...] = ()
    wordings: tuple[ComparedWording, ...] = ()

    @property
    def other_facts(self) -> tuple[ComparedFact, ...]:
        """The facts that differ."""
        return tuple(each for each in self.facts if not each.is_same)

    @property
    def other_wordings(self) -> tuple[ComparedWording, ...]:
        """The wordings that differ; what only moved along with something else is left out."""
        told = {each.fact.place for each in self.other_facts if each.fact.what == "number"}
        moved = set(moves(self.wordings))
        return tuple(
            each
            for each in self.wordings
            if not each.is_unchanged or (each in moved and each.new and each.new.place not in told)
        )

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.differences > 0

    @property
    def differences(self) -> int:
        """How many facts and wordings differ, and besides the hash, or the rule or article gone.

        What could be of any article is one too: nothing was compared.
        """
        gone = self.is_recorded and self.provision is None
        other = self.comparison in (Comparison.CHANGED, Comparison.NO_ARTICLE)
        return (
            len(self.other_facts)
            + len(self.other_wordings)
            + (gone or other or not self.is_assigned)
        )


def text_check(
    files: Mapping[str, bytes],
    today: date,
    on: date | None = None,
    *,
    law: Law | None = None,
    texts: Sequence[RecordedText] | None = None,
) -> tuple[CheckedText, ...]:
    """Hold the rule data against files of the law: whole laws, or single articles or paragraphs.

    Args:
        files: their bytes by their names.
        today: the day for a file that tells none of itself.
        on: the day for all files, whatever they tell of themselves.
        law: provisions other than those that come with the library.
        texts: recorded texts other than those that come with the library.

    Raises:
        InvalidInput: a file is no such file, or a whole law in which no provision stands, or no
            rule set is known for its day. All files are looked at before this is raised.

    Example:
        >>> article = '''<Article Num="58"><Paragraph><ParagraphSentence><Sentence>A telegram.
        ...     </Sentence></ParagraphSentence></Paragraph></Article>'''
        >>> file = "360M50001000025_20260401_508M60000008021.xml"
        >>> found, = text_check({file: article.encode()}, date(2026, 12, 1))
        >>> found.provision, str(found.on), found.is_changed
        ('serious', '2026-04-01', True)
    """
    refuse(*check_day("today", today), *(() if on is None else check_day("on", on)))
    law = load_law() if law is None else law
    texts = recorded_texts() if texts is None else texts
    found: list[CheckedText] = []
    problems: list[Problem] = []
    for name, data in files.items():
        try:
            file = read_law_file(data, name)
            record = _Record(law, texts, on or file.day or today)
            found += record.check(file)
        except InvalidInput as error:
            problems += [evolve(each, path=name) for each in error.problems]
    refuse(*problems)
    return tuple(found)


@frozen
class _Record:
    """What is recorded of the law of a day: the rule data, and the texts that they rest on."""

    law: Law
    texts: Sequence[RecordedText]
    on: date

    def check(self, file: LawFile) -> Iterator[CheckedText]:
        """Check every article of a file in which a provision stands."""
        self.law.ruleset(self.on)  # raises NotCovered
        ours = {each.law_id: each.law for each in provisions_of(self.law)}
        law_id = law_id_of(self.law, file)
        if file.is_part:
            for number in file.text.articles:
                yield self._part(file, number, [law_id] if law_id else list(ours))
            return
        for each in provisions_of(self.law):
            if each.law_id == law_id and each.covers(self.on):
                yield self._article(file, each.cited(self.on).article, each)
        for number in file.text.articles:
            if not re.fullmatch(f"{ARTICLE}(:{ARTICLE})?", number):  # 5:7 are several, deleted
                yield self._unassigned(file, number, [law_id or ""])

    def _part(self, file: LawFile, number: str, laws: Sequence[str]) -> CheckedText:
        if not file.is_paragraph and not re.fullmatch(ARTICLE, number):
            return self._unassigned(file, number, laws)
        found = (provision_in(self.law, id_, number, self.on) for id_ in laws)
        provision = next(filter(None, found), None) if number else self._of_paragraph(file, laws)
        if provision is not None:
            return self._article(file, number, provision)
        if not number:
            return self._unassigned(file, number, laws)
        return CheckedText(
            file=file.name,
            law=self._names(laws),
            article=number,
            on=self.on,
            is_recorded=any(
                (law_id, number) in ((each.law_id, each.article) for each in self.texts)
                for law_id in laws
            ),
        )

    def _unassigned(self, file: LawFile, number: str, laws: Sequence[str]) -> CheckedText:
        return CheckedText(
            file=file.name,
            law=self._names(laws),
            article=number,
            on=self.on,
            is_recorded=False,
            is_assigned=False,
        )

    def _names(self, laws: Sequence[str]) -> str:
        ours = {each.law_id: each.law for each in provisions_of(self.law)}
        return "又は".join(ours.get(law_id, law_id) for law_id in laws)

    def _article(self, file: LawFile, number: str, provision: Provision[Any]) -> CheckedText:
        text = file.text.articles.get(number)
        sha256 = file.text.sha256(number)
        recorded = self.recorded(provision)
        checked = CheckedText(
            file=file.name,
            law=provision.law,
            article=provision.cited(self.on).article,
            on=self.on,
            provision=provision.provision,
            comparison=_compare_hash(sha256, recorded) if number else None,
            sha256=sha256,
            recorded=recorded,
        )
        if text is None:
            return checked
        read = text_facts(provision.provision, text)
        known = recorded.words if recorded else {}
        wordings = compare_wordings(
            [Wording(at, "", sha) for at, sha in known.items()], read.wordings
        )
        data = data_facts(self.law, provision.provision, self.on)
        facts = compare_facts(data, read.facts, wordings)
        if not number:  # what stands in other paragraphs is not asked for
            at = tuple({each.place[:3] for each in read.wordings})
            facts = tuple(each for each in facts if each.fact.place.startswith(at))
            wordings = tuple(each for each in wordings if each.wording.place.startswith(at))
        return evolve(checked, paragraphs=read.paragraphs, facts=facts, wordings=wordings)

    def recorded(self, provision: Provision[Any]) -> RecordedText | None:
        """Give the newest text of a provision's article that had begun by the day."""
        key = provision.law_id, provision.cited(self.on).article
        begun = (
            each
            for each in self.texts
            if (each.law_id, each.article) == key and each.in_force <= self.on
        )
        return max(begun, key=lambda each: each.in_force, default=None)

    def _of_paragraph(self, file: LawFile, laws: Sequence[str]) -> Provision[Any] | None:
        """Find by its words of which article a single paragraph is."""
        best, most = None, 0
        for each in provisions_of(self.law):
            if each.law_id in laws and each.covers(self.on):
                recorded = self.recorded(each)
                words = set(recorded.words.items() if recorded else ())
                read = text_facts(each.provision, file.text.articles[""]).wordings
                same = len(words & {(one.place, one.sha) for one in read})
                if same > most:
                    best, most = each, same
        return best


def _compare_hash(sha256: str | None, recorded: RecordedText | None) -> Comparison:
    """Compare the hash of an article, None if the file has no such article, with the record."""
    if sha256 is None:
        return Comparison.NO_ARTICLE
    if recorded is None:
        return Comparison.NO_TEXT
    return Comparison.SAME if sha256 == recorded.sha256 else Comparison.CHANGED


_TITLE = Words("{article}　{file}（{on}現在）", "{article}: {file} (as of {on})")
_NO_PROVISION = Words(
    "この条の規定は収録していないため、比較していません。",
    "No provision of this article is recorded, so nothing was compared.",
)
_NO_RULE = Words(
    "この条の規定は、この日の規定のデータにありません。",
    "The rule data of that day have no provision of this article.",
)
_UNASSIGNED = Words(
    "どの条のものか、条番号（Num：{number}）からも語句からも判断できないため、何も比較していません。"
    "条（Article）の全部又は法令の全文を、e-Gov からダウンロードしたまま与えてください。",
    "Neither the number (Num: {number}) nor the words tell of which article it is, so nothing was "
    "compared. Give the whole article (Article) or the whole law, as downloaded from e-Gov.",
)
_HASHES = {
    Comparison.SAME: Words("条文の値：記録と同じです。", "hash: the same as recorded."),
    Comparison.CHANGED: Words(
        "条文の値：記録と異なります。sha256 = {sha256}",
        "hash: another one than recorded. sha256 = {sha256}",
    ),
    Comparison.NO_TEXT: Words(
        "条文の値：この日の条文は記録されていません。条文を読み、規定と合うことを確かめてから、"
        "texts.toml に記録してください。sha256 = {sha256}",
        "hash: no text of that day is recorded. Read the article, hold it against the rule, then "
        "record it in texts.toml. sha256 = {sha256}",
    ),
    Comparison.NO_ARTICLE: Words(
        "この条が、ファイルの本則にありません。条の移動又は削除がないかを、e-Gov の改正履歴で"
        "確かめてください。",
        "The article is not in the main provision of the file. Find out on e-Gov whether it was "
        "moved or deleted.",
    ),
}
_PART = Words(
    "条文の値：条の全部ではないため、比較していません。",
    "hash: not compared, as it is not the whole article.",
)
_MIRROR = Words(
    "未確認：記録した値は e-Gov そのものでなく写し（{mirror}）から読んだものです。"
    "このファイルを e-Gov から直接入手したときは、texts.toml の mirror を除いてください。",
    "To be confirmed: the record was read from a mirror ({mirror}), not from e-Gov itself. If you "
    "have this file from e-Gov, remove `mirror` in texts.toml.",
)
_SAME, _OTHER = Words("同じ", "same     "), Words("相違", "DIFFERENT")
_LINE = Words("{mark}　{place}　{name}：{told}", "{mark}  {place}: {name}: {told}")
_WORDING = Words("語句", "words")
_BOTH = Words("条文は{new}、規定は{old}", "the text has {new}, the rule data {old}")
_ONLY_NEW = Words("条文は{new}、規定にはない", "the text has {new}, the rule data nothing")
_ONLY_OLD = Words("規定は{old}、条文には見当たらない", "the rule data has {old}, the text nothing")
_AS_RECORDED = Words("記録のとおり", "as recorded")
_ELSEWHERE = Words("記録では{old}にある語句「{text}」", 'recorded for {old}: "{text}"')
_NOT_AS_RECORDED = Words("記録と異なる語句「{text}」", 'other words than recorded: "{text}"')
_NOT_RECORDED = Words("記録にない語句「{text}」", 'words that are not recorded: "{text}"')
_GONE = Words("記録した語句が見当たらない", "the words recorded are not there")
_SUMMARY = Words(
    "照合した条：{articles}、比較した事項：{facts}、比較した語句：{words}",
    "Articles held against the rule data: {articles}; facts: {facts}; wordings: {words}",
)
_UNRECORDED = Words("規定のない条：{n}", "Articles without a provision: {n}")
_NOT_ASSIGNED = Words("条を判断できないもの：{n}", "Of no article that could be told: {n}")
_UNCONFIRMED = Words("未確認の記録による条：{n}", "Articles whose record is to be confirmed: {n}")
_DIFFERENCES = Words("相違：{n}", "Differences: {n}")


def text_check_text(found: Sequence[CheckedText], lang: Lang = "ja") -> str:
    """Write what `text_check` found for the terminal: a line for every fact and every wording.

    Example:
        >>> one = CheckedText(file="a.xml", law="電気通信事業法施行規則", article="54-17",
        ...                   on=date(2026, 8, 10), is_recorded=False)
        >>> print(text_check_text([one]).splitlines()[1])
        この条の規定は収録していないため、比較していません。
    """
    lines: list[str] = []
    for each in found:
        lines += [*_article_lines(each, lang), ""]
    ours = [each for each in found if each.provision is not None]
    facts = sum(len(each.facts) for each in ours)
    words = sum(len(each.wordings) for each in ours)
    lines.append(_SUMMARY.text(lang, articles=len(ours), facts=facts, words=words))
    unassigned = sum(not each.is_assigned for each in found)
    if len(ours) + unassigned < len(found):
        lines.append(_UNRECORDED.text(lang, n=len(found) - len(ours) - unassigned))
    if unassigned:
        lines.append(_NOT_ASSIGNED.text(lang, n=unassigned))
    unconfirmed = [each for each in ours if each.recorded and each.recorded.mirror]
    if unconfirmed:
        lines.append(_UNCONFIRMED.text(lang, n=len(unconfirmed)))
    lines.append(_DIFFERENCES.text(lang, n=sum(each.differences for each in found)))
    return "\n".join(lines)


def _article_lines(each: CheckedText, lang: Lang) -> Iterator[str]:
    title = article_name(each.law, each.article if each.is_assigned else "", lang)
    yield _TITLE.text(lang, article=title, file=each.file, on=day(each.on, lang))
    if not each.is_assigned:
        yield _UNASSIGNED.text(lang, number=shown(each.article))
        return
    if each.provision is None:
        yield (_NO_RULE if each.is_recorded else _NO_PROVISION).text(lang)
        return
    said = _PART if each.comparison is None else _HASHES[each.comparison]
    yield said.text(lang, sha256=f'"{each.sha256}"')
    if each.recorded and each.recorded.mirror:
        yield _MIRROR.text(lang, mirror=each.recorded.mirror)
    for fact in each.facts:
        yield _fact_line(fact, each.paragraphs, lang)
    others = set(each.other_wordings)
    for wording in each.wordings:
        yield _wording_line(wording, wording not in others, each.paragraphs, lang)


def _fact_line(pair: ComparedFact, paragraphs: int, lang: Lang) -> str:
    old, new = (
        None if one is None else fact_value(one.what, one.value, lang)
        for one in (pair.old, pair.new)
    )
    words = _ONLY_OLD if new is None else _ONLY_NEW if old is None else _BOTH
    told = new if pair.is_same and new else words.text(lang, old=old, new=new)
    where = fact_place(pair.fact.place, lang, paragraphs)
    return _line(pair.is_same, where, fact_name(pair.fact, lang), told, lang)


def _wording_line(pair: ComparedWording, is_same: bool, paragraphs: int, lang: Lang) -> str:
    one = pair.wording
    told = _AS_RECORDED
    if not is_same:
        told = _NOT_AS_RECORDED
        if pair.new is None:
            told = _GONE
        elif pair.old is None:
            told = _NOT_RECORDED
        elif pair.is_unchanged:
            told = _ELSEWHERE
    old = fact_place(pair.old.place, lang, paragraphs) if pair.old else ""
    said = told.text(lang, old=old, text=_short(one.text))
    where = fact_place(one.place, lang, paragraphs)
    return _line(is_same, where, _WORDING.text(lang), said, lang)


def _short(text: str) -> str:
    text = text if len(text) <= 300 else text[:300] + "…"
    return visible(text, len(text))


def _line(is_same: bool, where: str, name: str, told: str, lang: Lang) -> str:
    mark = (_SAME if is_same else _OTHER).text(lang)
    return _LINE.text(lang, mark=mark, place=where, name=name, told=told)
