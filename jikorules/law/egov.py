"""The texts of articles: as an XML file of e-Gov 法令標準XML gives them, and as they were recorded.

The file comes from outside, so it is read with care: UTF-8 only, no document type and no entities,
limits on size and depth, and nothing kept but the articles of the main provision 本則.
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from attrs import evolve, field, frozen
from cattrs import BaseValidationError

from jikorules.basics.errors import InvalidInput, InvalidLaw, Problem, Words, shown, visible
from jikorules.basics.strict_reading import problems_of, read_exactly, strict_converter
from jikorules.law.loading import no_toml, own_file
from jikorules.law.provision import ADDRESS, wrong

MOST_BYTES = 64 * 1024 * 1024  # the ordinances concerned have about 18 million bytes and 10 million
MOST_ELEMENTS = 1_000_000  # a law has about one for every 80 bytes
MOST_DEPTH = 200  # the schema of the laws needs about 40 levels

MOST_PLACES = 100_000_000  # letters of the places in the articles; a law has about 20 million

_CHUNK = 64 * 1024
_CUT_OFF = {3, 5, 20}  # expat: no element found, unclosed token, unclosed CDATA section
_IDS = {"LawId", "law_id", "law_revision_id"}  # told beside the law by the e-Gov API
_WANTED = {"Article", "LawNum", "LawTitle", *_IDS}
_DIVISIONS = {"Part", "Chapter", "Section", "Subsection", "Division"}  # 編、章、節、款、目
_INLINE = {"Line", "Link", "Rt", "Ruby", "Sub", "Sup"}
_SPANS = ("rowspan", "colspan")

_XML = Words("e-Gov の法令の XML ファイル", "an XML file of a law from e-Gov")
_AGAIN = Words(
    "e-Gov法令検索から、法令の全文を XML 形式でダウンロードし直してください。",
    "Download the whole law again from e-Gov, as XML.",
)
_UNPACK = Words(
    "展開して、中の XML ファイルを与えてください。", "Unpack it and give the XML inside."
)
_ENCODING = Words("文字コードが UTF-8 のファイル", "a file in UTF-8")
_AS_IS = Words(
    "ダウンロードしたファイルを、変換せずに与えてください。",
    "Give the file as it was downloaded, not converted.",
)
_PLAIN = Words("文書型宣言も実体宣言もない XML", "XML without a document type or entities")
_DECLARED = Words("DOCTYPE 又は ENTITY の宣言があります", "it declares DOCTYPE or ENTITY")
_HTML = Words("HTML の画面です", "it is an HTML page")
_NOTHING = Words("空です", "it is empty")
_ZIP = Words("圧縮されています（ZIP）", "it is a ZIP archive")
_CUT = Words("途中で切れています", "it is cut off")
_NO_XML = Words("XML ではありません", "it is no XML")
_NO_LAW = Words("法令（Law）がありません", "there is no law (Law) in it")
_LEVELS = Words(f"入れ子が{MOST_DEPTH}段以内の XML", f"XML of at most {MOST_DEPTH} levels")
_DEEPER = Words("それより深くなっています", "it is deeper")
_ELEMENTS = Words(f"要素が{MOST_ELEMENTS}個以下の XML", f"XML of at most {MOST_ELEMENTS} elements")
_PLACES = Words(
    f"条の中の要素の位置が合わせて{MOST_PLACES}字以下の XML",
    f"XML whose elements have places of at most {MOST_PLACES} letters in all",
)
_SPAN = Words("欄の行数又は列数（4桁以内の数字）", "rows or columns of a cell (at most 4 digits)")
_MORE = Words("それを超えています", "there are more")
_SEVERAL = Words("2つ以上の法令（Law）があります", "there is more than one law (Law) in it")

ARTICLE = r"[1-9][0-9]*(-[1-9][0-9]*)*"
"""How the number of an article is written, with a hyphen for の."""

_FORMS = {
    "law": (r"\S.*", "法令名", "the name of a law"),
    "law_id": (r"[0-9A-Z]{15}", "e-Gov の法令ID", "the id of a law on e-Gov"),
    "article": (ARTICLE, "条番号（58-2 など）", "an article such as 58-2"),
    "source": ADDRESS,
    "sha256": (r"[0-9a-f]{64}", "SHA-256 の16進表記（小文字64字）", "64 small hexadecimal digits"),
}
_SHA_16 = ("小文字の16進数16字", "16 small hexadecimal digits")


@frozen
class LawText:
    """A law as a file gives it.

    Attributes:
        title: its name 法令名.
        number: its number 法令番号; empty if the file does not tell it.
        id: its id on e-Gov 法令ID, if the file tells it (answers of the e-Gov API do).
        revision: the id of the revision 改正, if the file tells it.
        articles: the canonical text (see `canonical_text`) of each article of the main provision,
            by its number with a hyphen for の ("58-2" is 第58条の2).
    """

    title: str
    number: str
    id: str | None
    revision: str | None
    articles: Mapping[str, str] = field(repr=False)

    def sha256(self, article: str) -> str | None:
        r"""Give the SHA-256 of an article's canonical text in UTF-8; None if there is no such one.

        Example:
            >>> law = LawText("例示規則", "", None, None, {"1": "ArticleTitle[1]\t第一条\n"})
            >>> law.sha256("1")[:8], law.sha256("2")
            ('175aa2d9', None)
        """
        text = self.articles.get(article)
        return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def read_law(data: bytes, name: str) -> LawText:
    r"""Read an XML file of e-Gov: the law alone, or an answer of the e-Gov API that holds it.

    Its name is for messages. Articles of supplementary provisions 附則, and those quoted in a table
    or in an amending provision, are left out.

    Raises:
        InvalidInput: it is no such file: another format or encoding, cut off, too large, too deep,
            with a document type or entities, or with no law or several.

    Example:
        >>> law = read_law(
        ...     b"<Law><LawBody><LawTitle>Test</LawTitle><MainProvision><Article Num='1_2'>"
        ...     b"<ArticleTitle>Art. 1-2</ArticleTitle></Article></MainProvision></LawBody></Law>",
        ...     "law.xml")
        >>> law.title, law.articles
        ('Test', {'1-2': 'ArticleTitle[1]\tArt.1-2\n'})
    """
    text = _text_of(data, name)
    target = _Target(name)
    parser = XMLParser(target=target)  # noqa: S314 (`_text_of` refuses what makes it unsafe)
    try:
        for i in range(0, len(text), _CHUNK):
            parser.feed(text[i : i + _CHUNK])
        parser.close()
    except ParseError as error:
        line, column = error.position
        why = visible(error.msg.partition(":")[0])
        wrong = Words(
            f"{line}行{column + 1}文字目が XML の形になっていません（{why}）",
            f"it is no XML at line {line}, column {column + 1} ({why})",
        )
        _refuse(name, _XML, _CUT if error.code in _CUT_OFF else wrong, _AGAIN)
    if target.laws == 0:
        _refuse(name, _XML, _NO_LAW, _AGAIN)
    told = target.told
    return LawText(
        title=told.get("LawTitle", ""),
        number=told.get("LawNum", ""),
        id=told.get("LawId") or told.get("law_id"),
        revision=told.get("law_revision_id"),
        articles=target.articles,
    )


def canonical_text(article: Element) -> str:
    r"""Give an article as the text that is hashed: one line for each piece of text, in order.

    A line is the place (the elements from the article down, each numbered among those of its name),
    a tab, and the text. So the caption, the title, the numbers of paragraphs and items, and tables
    row by row and cell by cell are all part of it. Left out are white space of every kind
    (U+3000 too), the readings of ruby, comments, elements without text, and attributes, save the
    number of rows and columns that a cell spans. Characters are taken as they are, without any
    normalisation: a full-width letter is another than a narrow one.

    Example:
        >>> from xml.etree.ElementTree import fromstring
        >>> canonical_text(fromstring(
        ...     '<Article Num="1"><ArticleTitle>Art. 1</ArticleTitle><Paragraph Num="1">'
        ...     '<ParagraphNum/><Table><TableRow><TableColumn rowspan="2">A b</TableColumn>'
        ...     '<TableColumn>c</TableColumn></TableRow></Table></Paragraph></Article>'
        ... )).splitlines()[1]
        'Paragraph[1]/Table[1]/TableRow[1]/TableColumn[1,rowspan=2]\tAb'
    """
    return "".join(f"{'/'.join(place)}\t{text}\n" for place, text in _lines(article, ()))


def _lines(element: Element, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if _is_text(element):
        text = _flat(element)
        if text:
            yield place, text
        return
    seen = Counter[str]()
    for child in element:
        seen[child.tag] += 1
        spans = [f",{key}={child.get(key)}" for key in _SPANS if child.get(key, "1") != "1"]
        yield from _lines(child, (*place, f"{child.tag}[{seen[child.tag]}{''.join(spans)}]"))


def _is_text(element: Element) -> bool:
    own = [element.text or "", *(child.tail or "" for child in element)]
    return all(child.tag in _INLINE for child in element) or "".join(own).strip() != ""


def _flat(element: Element) -> str:
    """Join the text of an element; raised and lowered text is marked (10² is not 102)."""
    text = element.text or ""
    for child in element:
        inner = "" if child.tag == "Rt" else _flat(child)
        text += f"<{child.tag}>{inner}</{child.tag}>" if child.tag in ("Sub", "Sup") else inner
        text += child.tail or ""
    return "".join(text.split())


class _Target:
    """Takes what the parser reports, and keeps nothing of the file but what is wanted of it."""

    def __init__(self, name: str) -> None:
        self.laws = 0
        self.told: dict[str, str] = {}
        self._articles: dict[str, list[str]] = {}
        self._name = name
        self._path: list[str] = []
        self._elements = 0
        self._kept: TreeBuilder | None = None
        self._kept_from = 0
        self._place = 0  # the letters of the place of the element that is open
        self._places = 0

    @property
    def articles(self) -> dict[str, str]:
        # A number that is there twice is hashed as a whole, so that neither goes unseen.
        return {number: "".join(texts) for number, texts in self._articles.items()}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        self._elements += 1
        if len(self._path) > MOST_DEPTH:
            _refuse(self._name, _LEVELS, _DEEPER, _AGAIN)
        if self._elements > MOST_ELEMENTS:
            _refuse(self._name, _ELEMENTS, _MORE, _AGAIN)
        if tag == "Law":
            self.laws += 1
            if self.laws > 1:
                _refuse(self._name, _XML, _SEVERAL, _AGAIN)
        if self._kept is None and tag in _WANTED and self._is_wanted(tag):
            self._kept, self._kept_from = TreeBuilder(), len(self._path)
        if self._kept is not None:
            self._place += len(tag) + 4
            self._places += self._place
            if self._places > MOST_PLACES:
                _refuse(self._name, _PLACES, _MORE, _AGAIN)
            for span in map(attributes.get, _SPANS):
                if span is not None and not re.fullmatch("[0-9]{0,4}", span):
                    _refuse(self._name, _SPAN, shown(span), _AGAIN)
            self._kept.start(tag, attributes)

    def data(self, text: str) -> None:
        if self._kept is not None:
            self._kept.data(text)

    def end(self, tag: str) -> None:
        if self._kept is not None:
            self._kept.end(tag)
            self._place -= len(tag) + 4
            if len(self._path) == self._kept_from:
                self._keep(self._kept.close())
                self._kept = None
        self._path.pop()

    def close(self) -> None:
        """End the file; the parser asks for this."""

    def _is_wanted(self, tag: str) -> bool:
        if "Law" not in self._path:
            return tag in _IDS
        inside = self._path[self._path.index("Law") + 1 :]
        if tag == "Article":
            return inside[:2] == ["LawBody", "MainProvision"] and set(inside[2:-1]) <= _DIVISIONS
        return inside in (["LawNum"], ["LawBody", "LawTitle"])

    def _keep(self, element: Element) -> None:
        if element.tag != "Article":
            self.told[element.tag] = _flat(element)
        else:
            number = element.get("Num", "").replace("_", "-")
            self._articles.setdefault(number, []).append(canonical_text(element))


def _text_of(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        most = Words(f"{MOST_BYTES}バイト以下のファイル", f"a file of at most {MOST_BYTES} bytes")
        size = Words(f"{len(data)}バイトあります", f"it has {len(data)} bytes")
        _refuse(name, most, size, _AGAIN)
    if data.startswith(b"PK\x03\x04"):
        _refuse(name, _XML, _ZIP, _UNPACK)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(name, _ENCODING, shown(data[error.start : error.start + 4]), _AS_IS)
    if not text.strip():
        _refuse(name, _XML, _NOTHING, _AGAIN)
    head = text[:1000].lower()
    if "<!doctype html" in head or "<html" in head:
        _refuse(name, _XML, _HTML, _AGAIN)
    if not text.lstrip().startswith("<"):
        _refuse(name, _XML, _NO_XML, _AGAIN)
    declared = re.match(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)", text[:1000])
    if declared and declared[1].lower() not in ("utf-8", "utf8"):
        _refuse(name, _ENCODING, shown(declared[1]), _AS_IS)
    # Before the parser sees them: it would expand entities. No text of a law holds these words.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        _refuse(name, _PLAIN, _DECLARED, _AGAIN)
    return text


def _refuse(name: str, expected: Words, given: str | Words, hint: Words) -> NoReturn:
    raise InvalidInput([Problem(name, expected, given, hint)]) from None


@frozen(kw_only=True)
class RecordedText:
    """The text of an article that somebody has read and held against the rule data, as a hash.

    Attributes:
        law: the name of the law.
        law_id: its id on e-Gov.
        article: the number of the article, with a hyphen for の.
        in_force: the first day of this text.
        source: address of the revision in which it was read.
        checked: the day on which it was read.
        sha256: SHA-256 of its canonical text (`canonical_text`).
        mirror: from where it was read, if not from e-Gov itself: a text still to be confirmed.
        words: the wording of every sentence, by its place (`jikorules.law.text_facts.Wording`).
    """

    law: str
    law_id: str
    article: str
    in_force: date
    source: str
    checked: date
    sha256: str
    mirror: str | None = None
    words: Mapping[str, str] = field(factory=dict, repr=False)


@frozen
class _Texts:
    text: tuple[RecordedText, ...] = ()


def recorded_texts(path: Path | str | None = None) -> tuple[RecordedText, ...]:
    """Read recorded texts; those that come with the library, if no file is named.

    Raises:
        InvalidLaw: a value is missing, unknown or of another form, or a text is there twice.
        OSError: the file cannot be read.

    Example:
        >>> all(len(each.sha256) == 64 for each in recorded_texts())
        True
    """
    file = own_file("texts.toml") if path is None else Path(path)
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise no_toml(file.name, error) from None
    converter = strict_converter()
    converter.register_structure_hook(str, read_exactly)
    converter.register_structure_hook(date, read_exactly)
    try:
        texts: tuple[RecordedText, ...] = converter.structure(document, _Texts).text
        problems = list(_problems(texts))
    except BaseValidationError as error:
        problems = problems_of(error)
    if problems:
        raise InvalidLaw(evolve(each, path=f"{file.name}, {each.path}") for each in problems)
    return texts


def _problems(texts: Sequence[RecordedText]) -> Iterator[Problem]:
    seen = set[tuple[str, str, date]]()
    for i, each in enumerate(texts):
        for name, (form, ja, en) in _FORMS.items():
            if not re.fullmatch(form, getattr(each, name)):
                yield wrong(f"text[{i}].{name}", ja, en, getattr(each, name))
        if each.mirror is not None and not re.fullmatch(ADDRESS[0], each.mirror):
            yield wrong(f"text[{i}].mirror", *ADDRESS[1:], each.mirror)
        for place, sha in each.words.items():
            if not re.fullmatch("[0-9a-f]{16}", sha):
                yield wrong(f"text[{i}].words.{place}", *_SHA_16, sha)
        key = (each.law_id, each.article, each.in_force)
        if key in seen:
            yield wrong(
                f"text[{i}]", "他にない条文", "a text that is not there before", each.article
            )
        seen.add(key)
