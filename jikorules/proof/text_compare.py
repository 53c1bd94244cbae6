"""What an amendment changed: two revisions of a law, article by article, the facts first."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown, visible
from jikorules.basics.validation import refuse
from jikorules.law.data_facts import provision_of_article, provisions_of
from jikorules.law.fact_comparison import (
    ComparedFact,
    ComparedWording,
    compare_facts,
    compare_wordings,
    moves,
)
from jikorules.law.law_files import LawFile, read_law_file
from jikorules.law.ruleset import load_law
from jikorules.law.text_facts import LawFact, text_facts
from jikorules.wire.values import write_duration
from jikorules.words.law_facts import article_name, fact_name, fact_place, fact_value

__all__ = ["ComparedArticle", "text_compare", "text_compare_json", "text_compare_text"]


@frozen(kw_only=True)
class ComparedArticle:
    """An article in two revisions of a law.

    Attributes:
        law: the name of the law, its id if the files tell no name.
        article: its number; empty for a single paragraph.
        is_new: whether only the new revision has it.
        is_gone: whether only the old revision has it.
        paragraphs: how many paragraphs it has, in the revision that has more.
        facts: the facts that changed.
        wordings: the sentences that changed, are new or gone, or stand elsewhere.
        is_layout: whether all words are the same, one after another.
    """

    law: str
    article: str
    is_new: bool = False
    is_gone: bool = False
    paragraphs: int = 2
    facts: tuple[ComparedFact, ...] = ()
    wordings: tuple[ComparedWording, ...] = ()
    is_layout: bool = False


def text_compare(
    old: bytes, new: bytes, old_name: str = "old", new_name: str = "new"
) -> tuple[ComparedArticle, ...]:
    """Compare two revisions of a law: whole ones, or the same article or paragraph of both.

    Args:
        old: the bytes of the earlier revision.
        new: the bytes of the later one.
        old_name: the name of its file.
        new_name: the name of its file.

    Returns:
        Every article in which something changed. A sentence in which only a fact changed is told
        as that fact.

    Raises:
        InvalidInput: a file is no such file, or they are of two laws.

    Example:
        >>> text = '''<Article Num="58"><Paragraph><Item><ItemTitle>二</ItemTitle>
        ...     <ItemSentence><Sentence>衛星の故障が二時間以上続く事故</Sentence></ItemSentence>
        ...     </Item></Paragraph></Article>'''
        >>> found = text_compare(text.encode(), text.replace("二時間", "三時間").encode())
        >>> print(text_compare_text(found))
        電気通信事業法施行規則第58条
        事項
          第2号　時間：2時間 → 3時間
        <BLANKLINE>
        変わった条：1
    """
    files: list[LawFile] = []
    problems: list[Problem] = []
    for data, name in ((old, old_name), (new, new_name)):
        try:
            files.append(read_law_file(data, name))
        except InvalidInput as error:
            problems += error.problems
    refuse(*problems)
    one, other = files
    laws = [(each.law_id, each.text.title) for each in files]
    for a, b in zip(*laws, strict=True):
        if a and b and a != b:
            raise InvalidInput([Problem(new_name, _SAME_LAW, shown(b), _TWO_REVISIONS)])
    return tuple(_compared(one, other))


def _compared(old: LawFile, new: LawFile) -> Iterator[ComparedArticle]:
    law = load_law()
    law_id = new.law_id or old.law_id
    ours = {each.law: each.law_id for each in provisions_of(law)}
    for each in (old, new):
        if each.text.title:  # of another law, an article has no provision, whatever its number
            law_id = ours.get(each.text.title, "")
    title = new.text.title or old.text.title or law_id or ""
    for number in dict.fromkeys([*old.text.articles, *new.text.articles]):
        was, now = old.text.articles.get(number), new.text.articles.get(number)
        if was == now:
            continue
        provision = provision_of_article(law, law_id, number)
        name = provision.law if provision else title
        if was is None or now is None:
            yield ComparedArticle(law=name, article=number, is_new=was is None, is_gone=now is None)
            continue
        kind = provision.provision if provision else ""
        before, after = text_facts(kind, was), text_facts(kind, now)
        wordings = compare_wordings(before.wordings, after.wordings)
        facts = compare_facts(before.facts, after.facts, wordings)
        moved = set(moves(wordings))
        yield ComparedArticle(
            law=name,
            article=number,
            paragraphs=max(before.paragraphs, after.paragraphs),
            facts=tuple(each for each in facts if not each.is_same),
            wordings=tuple(each for each in wordings if not each.is_unchanged or each in moved),
            is_layout=_words(was) == _words(now),
        )


def _words(text: str) -> str:
    """Give the words of a canonical text one after another."""
    return "".join(line.partition("\t")[2] for line in text.split("\n"))


_SAME_LAW = Words("同じ法令のファイル", "a file of the same law")
_TWO_REVISIONS = Words(
    "一つの法令の改正の前と後のファイルを与えてください。", "Give two revisions of one law."
)
_NEW, _GONE = (
    Words("新設された条", "a new article"),
    Words("なくなった条", "an article that is gone"),
)
_FACTS, _SENTENCES = Words("事項", "Facts"), Words("文", "Sentences")
_FACT = Words("  {place}　{name}：{old} → {new}", "  {place}: {name}: {old} -> {new}")
_NOTHING = Words("定めなし", "nothing")
_ADDED = Words("  {place}　加わる「{new}」", '  {place}: new: "{new}"')
_REMOVED = Words("  {place}　除かれる「{old}」", '  {place}: gone: "{old}"')
_MOVED = Words("  {place}　{before}から移る", "  {place}: moved from {before}")
_CHANGED = (
    Words("  {place}　改正前「{old}」", '  {place}: before: "{old}"'),
    Words("  {place}　改正後「{new}」", '  {place}: after: "{new}"'),
)
_LAYOUT = Words(
    "  文字の変更はない（表の形など）。", "  No words changed (the form of a table, or the like)."
)
_UNTOLD = Words(
    "  事項にも文にも現れない文字の変更がある。二つの条文を見比べてください。",
    "  Words changed that neither a fact nor a sentence tells. Compare the two texts by eye.",
)
_COUNT = Words("変わった条：{n}", "Articles that changed: {n}")


def text_compare_text(found: Sequence[ComparedArticle], lang: Lang = "ja") -> str:
    """Write what changed for the terminal: the facts of an article, then its sentences."""
    lines: list[str] = []
    for each in found:
        lines += [*_article_lines(each, lang), ""]
    return "\n".join([*lines, _COUNT.text(lang, n=len(found))])


def _article_lines(each: ComparedArticle, lang: Lang) -> Iterator[str]:
    yield article_name(each.law, each.article, lang)
    if each.is_new or each.is_gone:
        yield f"  {(_NEW if each.is_new else _GONE).text(lang)}"
    elif not each.facts and not each.wordings:
        yield (_LAYOUT if each.is_layout else _UNTOLD).text(lang)
    if each.facts:
        yield _FACTS.text(lang)
    for fact in each.facts:
        old, new = (
            fact_value(one.what, one.value, lang) if one else _NOTHING.text(lang)
            for one in (fact.old, fact.new)
        )
        where = fact_place(fact.fact.place, lang, each.paragraphs)
        yield _FACT.text(lang, place=where, name=fact_name(fact.fact, lang), old=old, new=new)
    if each.wordings:
        yield _SENTENCES.text(lang)
    for wording in each.wordings:
        yield from _wording_lines(wording, each.paragraphs, lang)


def _wording_lines(pair: ComparedWording, paragraphs: int, lang: Lang) -> Iterator[str]:
    if pair.old is None:
        lines = [_ADDED]
    elif pair.new is None:
        lines = [_REMOVED]
    else:
        lines = [_MOVED] if pair.is_unchanged else list(_CHANGED)
    old, new = (_printable(each.text) if each else "" for each in (pair.old, pair.new))
    before = fact_place(pair.old.place, lang, paragraphs) if pair.old else ""
    where = fact_place(pair.wording.place, lang, paragraphs)
    for line in lines:
        yield line.text(lang, place=where, before=before, old=old, new=new)


def _printable(text: str) -> str:
    return visible(text, len(text))


def text_compare_json(found: Sequence[ComparedArticle]) -> list[dict[str, Any]]:
    """Write what changed as plain JSON data.

    Example:
        >>> text_compare_json([ComparedArticle(law="甲", article="1", is_gone=True)])[0]["is_gone"]
        True
    """
    return [
        {
            "law": each.law,
            "article": each.article,
            "is_new": each.is_new,
            "is_gone": each.is_gone,
            "is_layout": each.is_layout,
            "facts": [
                {
                    "place": pair.fact.place,
                    "thing": pair.fact.thing,
                    "what": pair.fact.what,
                    "old": _plain(pair.old),
                    "new": _plain(pair.new),
                }
                for pair in each.facts
            ],
            "sentences": [
                {
                    "old_place": pair.old.place if pair.old else None,
                    "new_place": pair.new.place if pair.new else None,
                    "old": pair.old.text if pair.old else None,
                    "new": pair.new.text if pair.new else None,
                }
                for pair in each.wordings
            ],
        }
        for each in found
    ]


def _plain(fact: LawFact | None) -> str | int | None:
    if fact is None:
        return None
    return write_duration(fact.value) if isinstance(fact.value, timedelta) else fact.value
