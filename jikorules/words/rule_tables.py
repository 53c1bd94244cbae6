"""The tables of a rule set, with their citations, as text or as Markdown."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Facility
from jikorules.judgement.limbs import plan_of
from jikorules.judgement.verdict import Limb
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.provision import Citation, Version
from jikorules.law.reports import ShortForm
from jikorules.law.ruleset import RuleSet
from jikorules.words.lists import series
from jikorules.words.names import BASES, CONTENTS, EQUIPMENT, REASONS
from jikorules.words.numbers import day, number
from jikorules.words.rules import amendment, place, requirement, row_name

_CRITICAL = Words(
    "自ら設置した衛星、海底ケーブルその他これに準ずる重要な電気通信設備の故障"
    "（全ての通信の疎通が不能）",
    "a satellite, submarine cable or equally important facility that the carrier installed itself: "
    "all communication through it impossible",
)
OR_ELSE = Words(" 又は ", ", or ")
_COMMA = Words("、", ", ")
_LOSS = Words(
    "衛星、海底ケーブルその他これに準ずる重要な電気通信設備の重大な機能の喪失又は重大な損壊",
    "serious loss of function of, or serious damage to, a satellite, submarine cable or the like",
)
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
        joint: what stands between the limits of a row.
    """

    title: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    joint: Words = OR_ELSE


def tables(rules: RuleSet, lang: Lang = "ja") -> tuple[Table, ...]:
    """Give the tables of a rule set."""
    made = [_serious(rules, lang), _periodic(rules, lang), _reports(rules, lang)]
    if rules.near_miss is not None and rules.near_miss_place is not None:
        made.append(_near_miss(rules.near_miss, rules.near_miss_place, lang))
    return tuple(made)


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
            yield "  " + "　".join(each for each in (line.number, line.name) if each)
            if line.limits:
                yield f"      {table.joint.text(lang).join(line.limits)}"
        yield from (f"  {note}" for note in table.notes)


def _markdown(rules: RuleSet, lang: Lang) -> Iterator[str]:
    names = ("号・項", "対象", "基準") if lang == "ja" else ("Row", "What it takes", "Limits")
    yield f"## {_heading(rules, lang)}"
    for table in tables(rules, lang):
        yield f"\n### {table.title}\n"
        yield f"| {' | '.join(names)} |"
        yield "|---|---|---|"
        for line in table.lines:
            limits = f"<br>{table.joint.text(lang).lstrip('、, ')}".join(line.limits)
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
    simple = series([EQUIPMENT[each].text(lang) for each in periodic.simple_form.equipment], lang)
    if lang == "ja":
        may = f"告示による{periodic.simple_form.name}：{simple}の故障"
    else:
        may = f"a simple form is allowed by the notice for failures of: {simple}"
    title = f"{periodic.label}　{place(rules.periodic_place, lang)}"
    return Table(title, (how, may, *others, *_citation(periodic, lang)), lines)


def _reports(rules: RuleSet, lang: Lang) -> Table:
    reports = rules.reports
    lines = []
    for rule in reports.report:
        days, basis = rule.detailed_days, BASES[rule.counted_from].text(lang)
        more = rule.more_users_than
        if lang == "ja":
            name = rule.name + (
                f"（{number(more)}人を超えるもの又は外国政府に提供したもの）" if more else ""
            )
            limits = ["速報：速やかに", f"詳報：{basis}から{days}日以内、{rule.form}"]
        else:
            name = REASONS[rule.reason].text(lang)
            name += (
                f" (of more than {number(more, lang)} users, or to a foreign state)" if more else ""
            )
            limits = ["first: promptly", f"detailed: within {days} days from {basis}, {rule.form}"]
        lines.append(Line("", name, tuple(limits)))
    title = f"{reports.label}　{place(rules.reports_place, lang)}"
    short = [_short_form(rule.short_form, lang) for rule in reports.report if rule.short_form]
    return Table(title, (*short, *_citation(reports, lang)), tuple(lines), _COMMA)


def _short_form(short: ShortForm, lang: Lang) -> str:
    contents = series([CONTENTS[each].text(lang) for each in short.first_contents], lang)
    if lang == "ja":
        return (
            f"卸元の重大な事故による場合は{short.form}によることができる（速報の内容は{contents}）"
        )
    return (
        f"if the wholesaler's own serious accident caused it, {short.form} may be used "
        f"(the first report: {contents})"
    )


def _near_miss(version: NearMissVersion, cited: Citation, lang: Lang) -> Table:
    ja = lang == "ja"
    lines = []
    for limb in version.limb:
        lines.append(Line(limb.number, limb.name, ()))
        if limb.asks == "event":
            events = version.event
            lines += [Line(f"{limb.number}({each.number})", each.name, ()) for each in events]
    item = f"第{version.critical_item}号" if ja else f"item {version.critical_item}"
    lines.append(Line(item, _LOSS.text(lang), ()))
    title = f"{version.label}　{place(cited, lang)}"
    all_of = f"第{version.network_item}号はイからヘまでの全てに該当するもの"
    asks = all_of if ja else f"item {version.network_item} asks for all of イ to ヘ"
    return Table(title, (asks, *_citation(version, lang)), tuple(lines))


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
