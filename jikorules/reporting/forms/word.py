"""様式第50の3 as a Word file (docx), as the ministry's filled sample looks.

The library python-docx is needed only here, and is loaded only when a file is made. It gives the
package and reads the file's parts; the text itself is plain WordprocessingML.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jikorules.basics.errors import Lang, missing_library
from jikorules.reporting.forms.blocks import Block, Field, Form, FormRow, Style
from jikorules.reporting.forms.layout import form
from jikorules.reporting.forms.report import SeriousAccidentReport

_XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = "MS Mincho"
# Lengths are in twentieths of a point, as the format has them: A4, and 2 cm on each side.
_EM, _WIDTH, _HEIGHT, _MARGIN = 210, 11906, 16838, 1134
_COLUMNS = (1871, 2608, 1361, 3798)
# A row of so many lines stays on one page; a longer one may break, or it would leave a page half
# empty. About so many signs make a line.
_SHORT, _LINE = 6, 30
_DEFAULTS = f"""<w:docDefaults {_XMLNS}><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
<w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="{{lang}}" w:eastAsia="ja-JP" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:before="0" w:after="0" w:line="264" w:lineRule="auto"/>
</w:pPr></w:pPrDefault></w:docDefaults>"""
_SECTION = f"""<w:sectPr {_XMLNS}><w:pgSz w:w="{_WIDTH}" w:h="{_HEIGHT}"/>
<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}"
 w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"""
_PAGE = f"""<w:p {_XMLNS}><w:pPr><w:jc w:val="center"/></w:pPr>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"""
_OLDEST = date(2000, 1, 1)


def to_docx(report: SeriousAccidentReport, lang: Lang = "ja") -> bytes:
    """Write a report as 様式第50の3 in Word; a gap stands on yellow.

    Returns:
        The file. With one release of python-docx the same report gives the same bytes; the file
        says that it was made on the day of the report.

    Raises:
        JikorulesError: the library python-docx is not installed.

    Example:
        >>> to_docx(SeriousAccidentReport())[:2]
        b'PK'
    """
    sheet = form(report, lang)
    try:
        from docx import Document  # noqa: PLC0415
        from docx.oxml import parse_xml  # noqa: PLC0415
    except ImportError as error:
        raise missing_library("python-docx", "forms") from error

    document = Document()
    # Word wants a paragraph after a table, whether something follows it or not.
    parts = [*_head(sheet), _table(sheet.lines), _paragraph("")]
    parts += [*(_set(each, 0) for each in sheet.attachments), _SECTION]
    document.element.body[:] = map(parse_xml, parts)
    styles = document.styles.element
    language = "ja-JP" if lang == "ja" else "en-US"
    styles.replace(styles[0], parse_xml(_DEFAULTS.format(lang=language)))
    document.sections[0].footer._element[:] = [parse_xml(_PAGE)]
    properties = document.core_properties
    properties.title, properties.language = sheet.title, language
    properties.author = properties.comments = properties.last_modified_by = ""
    made = datetime.combine(max(report.day or _OLDEST, _OLDEST), time(tzinfo=UTC))
    properties.created = properties.modified = made
    file = BytesIO()
    document.save(file)
    return _timeless(file)


def _timeless(file: BytesIO) -> bytes:
    """Pack a file anew, without the time at which each of its parts was packed."""
    packed = BytesIO()
    with ZipFile(file) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name)  # of 1980
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            new.writestr(info, old.read(name))
    return packed.getvalue()


def _head(sheet: Form) -> Iterator[str]:
    spacing = '<w:spacing w:val="100"/>' if sheet.lang == "ja" else ""
    yield _paragraph(_run(sheet.number))
    title = _run(sheet.title, f'{spacing}<w:sz w:val="28"/><w:szCs w:val="28"/>')
    yield _paragraph(title, _above(_EM) + '<w:jc w:val="center"/>')
    yield _paragraph(_runs(sheet.day), _above(_EM) + '<w:jc w:val="right"/>')
    yield _paragraph(_runs(sheet.addressee), _above(_EM))
    yield from _fields(sheet.reporter, _WIDTH // 2 - _MARGIN - _EM)
    yield _paragraph("")
    yield from _fields(sheet.registration, 0)
    yield _paragraph("")


def _fields(fields: Sequence[Field], left: int) -> Iterator[str]:
    """Set labels and values in two columns."""
    wide = max(_width(_spread(label)) for label, _ in fields) + _EM
    for label, value in fields:
        yield _paragraph(_run(_spread(label)) + _TAB + _runs(value), _hanging(left, wide))


def _spread(label: str) -> str:
    """Space a short Japanese label, as forms do: 住　　所."""
    is_short = len(label) < 4 and _width(label) == len(label) * _EM
    return {2: "　　", 3: " "}.get(len(label), "").join(label) if is_short else label


def _width(text: str) -> int:
    return sum(_EM if unicodedata.east_asian_width(sign) in "WFA" else _EM // 2 for sign in text)


def _table(lines: Iterable[Sequence[FormRow]]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _COLUMNS)
    return (
        f'<w:tbl {_XMLNS}><w:tblPr><w:tblW w:w="{sum(_COLUMNS)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(map(_line, lines))}</w:tbl>"
    )


def _line(rows: Sequence[FormRow]) -> str:
    """Set a line of the table: a row of the form, or two halves."""
    widths = iter(_COLUMNS if len(rows) > 1 else (_COLUMNS[0], sum(_COLUMNS[1:])))
    span = "" if len(rows) > 1 else '<w:gridSpan w:val="3"/>'
    cells = ""
    for row in rows:
        cells += _cell(_paragraph(_run(row.label)), next(widths))
        cells += _cell(_value(row), next(widths), span)
    length = max(sum(1 + len(block.text) // _LINE for block in row.blocks) for row in rows)
    # The least height of a row that may break keeps its first lines, and its label, together.
    look = "<w:cantSplit/>" if length <= _SHORT else f'<w:trHeight w:val="{_EM * _SHORT}"/>'
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def _value(row: FormRow) -> str:
    paragraphs: list[str] = []
    left = under = 0
    for block in row.blocks:
        if block.style in _HANGING:
            under = left + _HANGING[block.style]
        is_under = block.style in (Style.DETAIL, Style.REMARK)
        above = _EM // 3 if paragraphs else 0
        paragraphs.append(_set(block, under if is_under else left, above))
        if block.style is Style.HEADING:
            left = _EM
    return "".join(paragraphs)


def _cell(content: str, width: int, span: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{content}</w:tc>'


_HANGING = {Style.ITEM: _EM * 3 // 2, Style.STEP: _EM * 6}
_TAB = "<w:r><w:tab/></w:r>"


def _set(block: Block, left: int, above: int = 0) -> str:
    if block.style in _HANGING:
        look = _hanging(left, _HANGING[block.style])
        return _paragraph(_run(block.mark) + _TAB + _runs(block), look)
    is_heading = block.style is Style.HEADING
    keep = "<w:keepNext/>" + _above(above) if is_heading or block.style is Style.GROUP else ""
    return _paragraph(_runs(block), keep + _indent(0 if is_heading else left))


def _above(space: int) -> str:
    return f'<w:spacing w:before="{space}"/>'


def _indent(left: int) -> str:
    return f'<w:ind w:left="{left}"/>' if left else ""


def _hanging(left: int, wide: int) -> str:
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{left + wide}"/></w:tabs>'
    return f'{stop}<w:ind w:left="{left + wide}" w:hanging="{wide}"/>'


def _paragraph(runs: str, look: str = "") -> str:
    return f"<w:p {_XMLNS}><w:pPr>{look}</w:pPr>{runs}</w:p>"


def _runs(block: Block) -> str:
    return "".join(
        _run(span.text, '<w:highlight w:val="yellow"/>' if span.is_gap else "")
        for span in block.spans
    )


def _run(text: str, look: str = "") -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    # The hint has signs that both scripts share, such as ① and ～, set in the Japanese font.
    font = '<w:rFonts w:hint="eastAsia"/>'
    return f"<w:r><w:rPr>{font}{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"
