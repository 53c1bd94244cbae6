"""The tables of a rule set, with their citations, as text or as Markdown."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Facility
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Limb
from jikorules.law.citation import Citation
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.provision import Version
from jikorules.law.reports import ReportRule, ShortForm
from jikorules.law.ruleset import RuleSet
from jikorules.law.tower_providers import TowerProvidersVersion
from jikorules.words.lists import COMMA, bracketed, series
from jikorules.words.names import BASES, CONTENTS, CRITICAL_LOSS, EQUIPMENT, REASONS
from jikorules.words.numbers import day, number
from jikorules.words.rules import ITEM, amendment, place, requirement, row_name

__all__ = ["ProvisionRow", "ProvisionTable", "rules_markdown", "rules_text", "tables"]

_CRITICAL = Words(
    "電気通信事業者が設置した衛星、海底ケーブルその他これに準ずる重要な電気通信設備の故障"
    "（全ての通信の疎通が不能）",
    "a satellite, submarine cable or equally important facility that a carrier installed: "
    "all communication through it impossible",
)
_EVERY = {
    "quarter": Words("四半期ごと", "each quarter"),
    "fiscal_year": Words("年度ごと", "each fiscal year"),
}
_IN_FORCE = Words("{rules} の規定（{first}から適用中）", "Rule set {rules} (in force from {first})")
_WAS_IN_FORCE = Words(
    "{rules} の規定（{first}から{last}まで）", "Rule set {rules} (in force from {first} to {last})"
)
_SIMPLE = Words(
    "告示による{form}：{equipment}の故障",
    "a simple form is allowed by the notice for failures of: {equipment}",
)
_UNJUDGED = Words("{item}（{name}）は判定の対象外", "{item} ({name}) is not judged here")
_MORE_USERS = Words(
    "{n}人を超えるもの又は外国政府に提供したもの", "of more than {n} users, or to a foreign state"
)
_DESIGNATED = Words(
    "{of}。電気通信事業法第27条の5の指定を受けた事業者に限る",
    "{of}; only of a carrier designated under Art. 27-5 of the Act",
)
_FIRST = Words("速報：速やかに", "first: promptly")
_DETAILED = Words(
    "詳報：{basis}から{days}日以内、{form}", "detailed: within {days} days from {basis}, {form}"
)
_SHORT_FORM = Words(
    "卸元の重大な事故による場合は{form}によることができる（速報の内容は{contents}）",
    "if the wholesaler's own serious accident caused it, {form} may be used (the first report: "
    "{contents})",
)
_LEAVES_OUT = Words("{item}は付加的な機能を除く", "{item} leaves supplementary functions out")
_TAKES_IN = Words("{item}は付加的な機能を除かない", "{item} takes supplementary functions in")
_CHECKED = Words("照合：{checked}　{source}", "checked {checked} against {source}")
_TEXT_READ = Words(
    "{day}までに施行された改正を含む条文", "the text with the amendments in force by {day}"
)
_TEXT_UNREAD = Words("条文は入手できていない", "no text of its time was read")
_CAUSED = Words(
    "認定鉄塔等提供事業に係る鉄塔等の損壊その他の事由に起因して生じた{accident}の事故",
    "accidents of {accident} caused by damage to towers or another cause in the certified business",
)
_TOLD = Words("速報の内容：{contents}", "the first report: {contents}")
_ALL_OF = Words("{item}はイからヘまでの全てに該当するもの", "{item} asks for all of イ to ヘ")


@frozen
class ProvisionRow:
    """A row of a table: its number in the law, what it takes, and its alternative limits."""

    number: str
    name: str
    limits: tuple[str, ...] = ()


@frozen
class ProvisionTable:
    """A provision of a rule set: its title, its rows, and its citation and dates as notes.

    The title is the word for an accident that meets it, and where it stands. `either` is whether
    one of the limits of a row is enough.
    """

    title: str
    notes: tuple[str, ...]
    lines: tuple[ProvisionRow, ...]
    either: bool = True


def tables(rules: RuleSet, lang: Lang = "ja") -> tuple[ProvisionTable, ...]:
    """Give the tables of a rule set."""
    made = [_serious(rules, lang), _periodic(rules, lang), _reports(rules, lang)]
    if rules.near_miss is not None and rules.near_miss_place is not None:
        made.append(_near_miss(rules.near_miss, rules.near_miss_place, lang))
    if rules.tower_providers is not None:
        made.append(_tower_providers(rules.tower_providers, rules, lang))
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
        joint = (Words(" 又は ", ", or ") if table.either else COMMA).text(lang)
        yield ""
        yield table.title
        for line in table.lines:
            yield "  " + "　".join(each for each in (line.number, line.name) if each)
            if line.limits:
                yield f"      {joint.join(line.limits)}"
        yield from (f"  {note}" for note in table.notes)


def _markdown(rules: RuleSet, lang: Lang) -> Iterator[str]:
    yield f"## {_heading(rules, lang)}"
    for table in tables(rules, lang):
        joint = "<br>" + (Words("又は ", "or ").text(lang) if table.either else "")
        yield f"\n### {table.title}\n"
        yield Words("| 号・項 | 対象 | 基準 |", "| Row | What it takes | Limits |").text(lang)
        yield "|---|---|---|"
        for line in table.lines:
            yield f"| {line.number} | {line.name} | {joint.join(line.limits)} |"
        yield ""
        yield from (f"- {note}" for note in table.notes)
    yield f"\n`{rules.digest}`\n"


def _heading(rules: RuleSet, lang: Lang) -> str:
    first = day(rules.in_force, lang)
    if rules.until is None:
        return _IN_FORCE.text(lang, rules=rules.id, first=first)
    return _WAS_IN_FORCE.text(lang, rules=rules.id, first=first, last=day(rules.until, lang))


def _title(version: Version, cited: Citation, lang: Lang) -> str:
    return f"{version.label}　{place(cited, lang)}"


def _serious(rules: RuleSet, lang: Lang) -> ProvisionTable:
    law, serious = limbs_of(rules), rules.serious
    item = ITEM.text(lang, n=serious.table_item)
    lines = [
        ProvisionRow(
            item if row.number is None else row_name(row.number, lang),
            row.name,
            _limits(limbs, lang),
        )
        for row, limbs in zip(serious.row, law.rows, strict=True)
    ]
    critical = ITEM.text(lang, n=serious.critical_facility.item)
    lines.append(ProvisionRow(critical, _CRITICAL.text(lang), (requirement(law.critical, lang),)))
    made = _under(serious, rules, lang)
    title = _title(serious, rules.serious_place, lang)
    taken = _supplementary(serious.table_item, serious.supplementary_left_out, lang)
    return ProvisionTable(title, (taken, *made, *_citation(serious, lang)), tuple(lines))


def _under(version: Version, rules: RuleSet, lang: Lang) -> list[str]:
    """Say under which provision of the Act it is made, if that is recorded."""
    under = next(each.under for each in reversed(version.cited_as) if each.since <= rules.in_force)
    return [Words(f"根拠：{under}", f"made under {under}").text(lang)] if under else []


def _periodic(rules: RuleSet, lang: Lang) -> ProvisionTable:
    law, periodic, reports = limbs_of(rules), rules.periodic, rules.periodic.reports
    lines = tuple(
        ProvisionRow(
            ITEM.text(lang, n=item.number),
            item.name,
            _limits(law.periodic[Facility(item.facility)], lang),
        )
        for item in periodic.item
    )
    every, within, on = _EVERY[reports.every], reports.due_months, reports.form
    has = Words("含む", "included") if reports.serious_included else Words("除く", "excluded")
    how = Words(
        f"報告：{every.ja}、経過後{within}月以内、{on}（重大な事故を{has.ja}）",
        f"reported {every.en}, within {within} months after it, on {on} "
        f"(serious accidents {has.en})",
    ).text(lang)
    form = periodic.simple_form
    equipment = series([EQUIPMENT[each].text(lang) for each in form.equipment], lang)
    may = _SIMPLE.text(lang, form=form.name, equipment=equipment)
    others = [
        _UNJUDGED.text(lang, item=ITEM.text(lang, n=each.number), name=each.name)
        for each in periodic.unjudged
    ]
    taken = [
        _supplementary(each.number, each.supplementary_left_out, lang) for each in periodic.item
    ]
    title = _title(periodic, rules.periodic_place, lang)
    notes = (*taken, how, may, *others, *_citation(periodic, lang))
    return ProvisionTable(title, notes, lines)


def _supplementary(item: str, left_out: bool, lang: Lang) -> str:
    """Tell whether an item leaves supplementary functions out."""
    words = _LEAVES_OUT if left_out else _TAKES_IN
    return words.text(lang, item=ITEM.text(lang, n=item))


def _reports(rules: RuleSet, lang: Lang) -> ProvisionTable:
    reports = rules.reports
    lines = tuple(_report(rule, lang) for rule in reports.report)
    short = [_short_form(rule.short_form, lang) for rule in reports.report if rule.short_form]
    title = _title(reports, rules.reports_place, lang)
    return ProvisionTable(title, (*short, *_citation(reports, lang)), lines, either=False)


def _report(rule: ReportRule, lang: Lang) -> ProvisionRow:
    name = Words(rule.name, REASONS[rule.reason].en).text(lang)
    users = rule.more_users_than
    more = _MORE_USERS.text(lang, n=number(users, lang)) if users else ""
    basis = BASES[rule.counted_from].text(lang)
    detailed = _DETAILED.text(lang, basis=basis, days=rule.detailed_days, form=rule.form)
    of = _DESIGNATED.text(lang, of=more) if rule.designated_only else more
    return ProvisionRow("", bracketed(name, of, lang), (_FIRST.text(lang), detailed))


def _short_form(short: ShortForm, lang: Lang) -> str:
    contents = series([CONTENTS[each].text(lang) for each in short.first_contents], lang)
    return _SHORT_FORM.text(lang, form=short.form, contents=contents)


def _near_miss(version: NearMissVersion, cited: Citation, lang: Lang) -> ProvisionTable:
    lines = []
    for limb in version.limb:
        lines.append(ProvisionRow(limb.number, limb.name))
        for each in version.event if limb.asks == "event" else ():
            lines.append(ProvisionRow(f"{limb.number}({each.number})", each.name))
    lines.append(ProvisionRow(ITEM.text(lang, n=version.critical_item), CRITICAL_LOSS.text(lang)))
    asks = _ALL_OF.text(lang, item=ITEM.text(lang, n=version.network_item))
    title = _title(version, cited, lang)
    return ProvisionTable(title, (asks, *_citation(version, lang)), tuple(lines))


def _tower_providers(version: TowerProvidersVersion, rules: RuleSet, lang: Lang) -> ProvisionTable:
    of = version.accident
    accident = Citation(rules.serious_place.law, of.article, of.paragraph, of.item)
    name = _CAUSED.text(lang, accident=place(accident, lang))
    basis = BASES[version.counted_from].text(lang)
    detailed = _DETAILED.text(lang, basis=basis, days=version.detailed_days, form=version.form)
    contents = series([CONTENTS[each].text(lang) for each in version.first_contents], lang)
    notes = (_TOLD.text(lang, contents=contents), *_under(version, rules, lang))
    cited = rules.tower_providers_place
    title = _title(version, cited, lang) if cited else version.label
    line = ProvisionRow("", name, (_FIRST.text(lang), detailed))
    return ProvisionTable(title, (*notes, *_citation(version, lang)), (line,), either=False)


def _limits(limbs: Iterable[Limb], lang: Lang) -> tuple[str, ...]:
    return tuple(requirement(limb, lang) for limb in limbs)


def _citation(version: Version, lang: Lang) -> Iterator[str]:
    by, since, told = amendment(version, lang), day(version.in_force, lang), version.promulgated
    made = day(told, lang) if told else Words("未確認", "not established").text(lang)
    yield Words(
        f"改正：{by}（公布 {made}、施行 {since}）", f"{by} (promulgated {made}, in force {since})"
    ).text(lang)
    read = version.revision_read
    text = _TEXT_UNREAD.text(lang) if read is None else _TEXT_READ.text(lang, day=day(read, lang))
    checked = bracketed(day(version.checked, lang), text, lang)
    yield _CHECKED.text(lang, checked=checked, source=version.source)
    if version.note is not None:
        yield Words(f"注：{version.note.ja}", f"note: {version.note.en}").text(lang)
