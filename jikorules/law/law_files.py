"""Files of laws: a whole law, an answer of the e-Gov API, or a single article or paragraph."""

import re
from datetime import date

from attrs import frozen

from jikorules.law.egov import LawText, read_law

_FRAGMENT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*(?=<)", re.DOTALL
)
_ROOT = re.compile(rb"<(Article|Paragraph)(?=[\s/>])[^>]*>")
_NUM = re.compile(rb"""\sNum\s*=\s*["'](\d{1,2})["']""")
_REVISION = re.compile(r"([0-9A-Z]{15})_(\d{4})(\d{2})(\d{2})_[0-9A-Z]{15}")
_HEAD = b"<Law><LawBody><MainProvision>"
_TAIL = b"</MainProvision></LawBody></Law>"


@frozen
class LawFile:
    """A file of a law, or of a part of it.

    Attributes:
        name: its name.
        text: what it holds; a paragraph alone stands in an article without a number.
        law_id: the id of the law on e-Gov, if the file or its name tells it.
        day: the first day of the revision, if the file or its name tells it.
        is_part: whether it is an article or a paragraph, and no whole law.
        is_paragraph: whether it is a paragraph.
    """

    name: str
    text: LawText
    law_id: str | None
    day: date | None
    is_part: bool
    is_paragraph: bool = False


def read_law_file(data: bytes, name: str) -> LawFile:
    """Read a file; a name such as <law id>_<day>_<amendment>.xml tells the law and its day.

    Raises:
        InvalidInput: as `jikorules.law.egov.read_law`.

    Example:
        >>> file = read_law_file(
        ...     b"<Article Num='58'><ArticleTitle>Art. 58</ArticleTitle></Article>",
        ...     "360M50001000025_20260401_508M60000008021.xml")
        >>> list(file.text.articles), file.law_id, str(file.day)
        (['58'], '360M50001000025', '2026-04-01')
    """
    whole, root = _wrapped(data)
    text = read_law(whole, name)
    told = _REVISION.search(text.revision or "") or _REVISION.search(name)
    day = None
    if told:
        try:
            day = date(int(told[2]), int(told[3]), int(told[4]))
        except ValueError:  # such as 20261301: no day is told
            told = None
    return LawFile(
        name, text, text.id or (told[1] if told else None), day, bool(root), root == "Paragraph"
    )


def _wrapped(data: bytes) -> tuple[bytes, str]:
    """Give a single article or paragraph as a law, so that it is read with the same care.

    And what it is; empty if it is none.
    """
    start = _FRAGMENT.match(data[:10_000])
    root = _ROOT.match(data, start.end()) if start else None
    if not start or not root:
        return data, ""
    head, tail = _HEAD, _TAIL
    if root[1] == b"Paragraph":
        number = _NUM.search(root[0])
        before = b"<Paragraph/>" * (int(number[1]) - 1 if number else 0)
        head, tail = head + b"<Article>" + before, b"</Article>" + tail
    return data[: start.end()] + head + data[start.end() :] + tail, root[1].decode()
