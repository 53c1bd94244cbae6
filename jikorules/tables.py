"""The tables of a rule set, with their citations, as text or as Markdown."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from jikorules.errors import Lang, Words
from jikorules.law import RuleSet
from jikorules.law.provisions import Version
from jikorules.phrases import amendment, day, place, requirement, row_name
from jikorules.plan import plan_of
from jikorules.terms import Facility
from jikorules.verdict import Limb

_CRITICAL = Words(
    "自ら設置した衛星、海底ケーブルその他これに準ずる重要な電気通信設備の故障"
    "（全ての通信の疎通が不能）",
    "a satellite, submarine cable or equally important facility that the carrier installed itself: "
    "all communication through it impossible",
)
_OR = Words(" 又は ", ", or ")
_EVERY = {
    "quarter": Words("四半期ごと", "each quarter"),
    "fiscal_year": Words("年度ごと", "each fiscal year"),
}


@frozen
class Line:
    """A row of a table: its number in the law, what it takes, and its alternative limits."""

    number: str
    name: str
    limits: tuple[str, ...]


@frozen
class Table:
    """A provision of a rule set.

    Attributes:
        title: the word for an accident that meets it, and where it stands.
        notes: its citation and dates, and what a reader has to know.
        lines: its rows.
    """

    title: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


def tables(rules: RuleSet, lang: Lang = "ja") -> tuple[Table, ...]:
    """Give the tables of a rule set."""
    return _serious(rules, lang), _periodic(rules, lang)


def rules_text(rules: RuleSet, lang: Lang = "ja") -> str:
    """Write a rule set for the terminal."""
    return "\n".join(_text(rules, lang))


def rules_markdown(rules: RuleSet, lang: Lang = "ja") -> str:
    """Write a rule set as Markdown, one table for each provision."""
    return "\n".join(_markdown(rules, lang))


def _text(rules: RuleSet, lang: Lang) -> Iterator[str]:
    yield _heading(rules, lang)
    yield f"  {rules.digest}"
    for table in tables(rules, lang):
        yield ""
        yield table.title
        for line in table.lines:
            yield f"  {line.number}　{line.name}"
            yield f"      {_OR.text(lang).join(line.limits)}"
        yield from (f"  {note}" for note in table.notes)


def _markdown(rules: RuleSet, lang: Lang) -> Iterator[str]:
    names = ("号・項", "対象", "基準") if lang == "ja" else ("Row", "What it takes", "Limits")
    yield f"## {_heading(rules, lang)}"
    for table in tables(rules, lang):
        yield f"\n### {table.title}\n"
        yield f"| {' | '.join(names)} |"
        yield "|---|---|---|"
        for line in table.lines:
            limits = f"<br>{_OR.text(lang).lstrip(', ')}".join(line.limits)
            yield f"| {line.number} | {line.name} | {limits} |"
        yield ""
        yield from (f"- {note}" for note in table.notes)
    yield f"\n`{rules.digest}`\n"


def _heading(rules: RuleSet, lang: Lang) -> str:
    first = day(rules.in_force, lang)
    last = day(rules.until, lang) if rules.until else ""
    if lang == "ja":
        return f"{rules.id} の規定（{first}から{f'{last}まで' if last else '適用中'}）"
    return f"Rule set {rules.id} (in force from {first}{f' to {last}' if last else ''})"


def _serious(rules: RuleSet, lang: Lang) -> Table:
    plan, serious = plan_of(rules), rules.serious
    item = Words(f"第{serious.table_item}号", f"item {serious.table_item}").text(lang)
    lines = [
        Line(
            item if row.number is None else row_name(row.number, lang),
            row.name,
            _limits(limbs, lang),
        )
        for row, limbs in zip(serious.row, plan.rows, strict=True)
    ]
    critical = serious.critical_facility.item
    number = f"第{critical}号" if lang == "ja" else f"item {critical}"
    lines.append(Line(number, _CRITICAL.text(lang), (requirement(plan.critical, lang),)))
    under = next(each.under for each in reversed(serious.cited_as) if each.since <= rules.in_force)
    title = f"{serious.label}　{place(rules.serious_place, lang)}"
    made = [f"根拠：{under}" if lang == "ja" else f"made under {under}"] if under else []
    return Table(title, (*made, *_citation(serious, lang)), tuple(lines))


def _periodic(rules: RuleSet, lang: Lang) -> Table:
    plan, periodic = plan_of(rules), rules.periodic
    lines = tuple(
        Line(
            f"第{item.number}号" if lang == "ja" else f"item {item.number}",
            item.name,
            _limits(plan.periodic[Facility(item.facility)], lang),
        )
        for item in periodic.item
    )
    reports = periodic.reports
    every = _EVERY[reports.every].text(lang)
    if lang == "ja":
        serious = "含む" if reports.serious_included else "除く"
        within = f"経過後{reports.due_months}月以内"
        how = f"報告：{every}、{within}、{reports.form}（重大な事故を{serious}）"
        others = [f"第{each.number}号（{each.name}）は判定の対象外" for each in periodic.unjudged]
    else:
        serious = "included" if reports.serious_included else "excluded"
        how = (
            f"reported {every}, within {reports.due_months} months after it, on {reports.form} "
            f"(serious accidents {serious})"
        )
        others = [
            f"item {each.number} ({each.name}) is not judged here" for each in periodic.unjudged
        ]
    title = f"{periodic.label}　{place(rules.periodic_place, lang)}"
    return Table(title, (how, *others, *_citation(periodic, lang)), lines)


def _limits(limbs: Iterable[Limb], lang: Lang) -> tuple[str, ...]:
    return tuple(requirement(limb, lang) for limb in limbs)


def _citation(version: Version, lang: Lang) -> Iterator[str]:
    ja = lang == "ja"
    unknown = "未確認" if ja else "not established"
    by = amendment(version, lang)
    promulgated = day(version.promulgated, lang) if version.promulgated else unknown
    in_force, checked = day(version.in_force, lang), day(version.checked, lang)
    if ja:
        yield f"改正：{by}（公布 {promulgated}、施行 {in_force}）"
        yield f"照合：{checked}　{version.source}"
    else:
        yield f"{by} (promulgated {promulgated}, in force {in_force})"
        yield f"checked {checked} against {version.source}"
    if version.note is not None:
        yield ("注：" if ja else "note: ") + version.note.text(lang)
