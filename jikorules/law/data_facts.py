"""The facts that the rule data tell of an article, in the same form as those of its text."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.vocabulary import Reason
from jikorules.law.law_files import LawFile
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.provision import CitedAs, Provision
from jikorules.law.reports import ReportsVersion
from jikorules.law.ruleset import Law
from jikorules.law.serious import SeriousVersion
from jikorules.law.text_facts import LawFact, Value, excluded_rows
from jikorules.law.tower_providers import TowerProvidersVersion

Told = Iterator[LawFact]
_OUR_LAWS = Words("規定のある法令の全文を与えてください。", "Give a law that the rules stand in.")


def provision_in(law: Law, law_id: str, article: str, day: date) -> Provision[Any] | None:
    """Give the provision that stands in an article on a day; None if there is none.

    Example:
        >>> from jikorules import load_law
        >>> found = provision_in(load_law(), "363M50001000046", "7-3", date(2026, 4, 1))
        >>> found.provision
        'periodic'
    """
    for each in provisions_of(law):
        if each.law_id == law_id and each.covers(day) and each.cited(day).article == article:
            return each
    return None


def provision_of_article(law: Law, law_id: str | None, article: str) -> Provision[Any] | None:
    """Give the provision that has stood in an article on any day; None if none has.

    Args:
        law: the provisions.
        law_id: the id of the law; if None, the number of the article alone tells.
        article: the number of the article.

    Example:
        >>> from jikorules import load_law
        >>> found = provision_of_article(load_law(), None, "58-2")
        >>> found.provision
        'near_miss'
    """
    for each in provisions_of(law):
        places = (place.article for version in each.version for place in version.cited_as)
        if law_id in (None, each.law_id) and article in places:
            return each
    return None


def law_id_of(law: Law, file: LawFile) -> str | None:
    """Give the id of the law that a file is of: as the file or its name tells, or by its title.

    None if nothing tells it, as is allowed of a part of a law.

    Raises:
        InvalidInput: it is a whole law, and none in which a provision stands.

    Example:
        >>> from jikorules import load_law
        >>> from jikorules.law.law_files import read_law_file
        >>> law = "<Law><LawBody><LawTitle>電気通信事業報告規則</LawTitle></LawBody></Law>"
        >>> law_id_of(load_law(), read_law_file(law.encode(), "law.xml"))
        '363M50001000046'
    """
    ours = {each.law_id: each.law for each in provisions_of(law)}
    title = file.text.title
    law_id = file.law_id or next((id_ for id_, name in ours.items() if name == title), None)
    if file.is_part:
        return law_id
    if law_id not in ours or title not in ("", ours[law_id]):
        names = list(dict.fromkeys(ours.values()))
        expected = Words("又は".join(names), " or ".join(names))
        raise InvalidInput([Problem(file.name, expected, shown(title), _OUR_LAWS)])
    return law_id


def provisions_of(law: Law) -> tuple[Provision[Any], ...]:
    """Give the provisions of a law."""
    return law.serious, law.reports, law.near_miss, law.tower_providers, law.periodic


def data_facts(law: Law, provision: str, day: date) -> tuple[LawFact, ...]:
    """Give the facts that the rule data in force on a day tell of the article of a provision.

    Example:
        >>> from jikorules import load_law
        >>> facts = data_facts(load_law(), "serious", date(2026, 4, 1))
        >>> [str(fact.value) for fact in facts if fact.thing == "row 四の項"]
        ['四', '一から三まで', '10000000', '4:00:00', '100000', '2:00:00', '1000000']
    """
    reports = law.reports.at(day)
    if provision == "serious":
        return tuple(_serious(law.serious.at(day), law.serious.cited(day), reports))
    if provision == "reports":
        return tuple(_reports(reports))
    if provision == "periodic":
        return tuple(_periodic(law.periodic.at(day), law.periodic.cited(day)))
    if provision == "tower_providers":
        return tuple(_tower_providers(law.tower_providers.at(day)))
    return tuple(_near_miss(law.near_miss.at(day)))


def _tower_providers(version: TowerProvidersVersion) -> Told:
    thing, of = "tower provider", version.accident
    for what, number in (("article", of.article), ("paragraph", of.paragraph), ("item", of.item)):
        yield LawFact(thing, what, number, "第1項")
    yield LawFact(thing, "first_contents", " ".join(version.first_contents), "第2項")
    yield LawFact(thing, "form", version.form, "第2項")
    yield LawFact(thing, "counted_from", version.counted_from, "第2項")
    yield LawFact(thing, "detailed_days", version.detailed_days, "第2項")


def _serious(version: SeriousVersion, cited: CitedAs, reports: ReportsVersion) -> Told:
    paragraph = f"第{cited.paragraph or 1}項"
    table = f"{paragraph}第{version.table_item}号"
    yield LawFact("table", "item", version.table_item, table)
    if cited.paragraph:
        yield LawFact("table", "paragraph", cited.paragraph, table)
    yield LawFact("table", "supplementary_left_out", version.supplementary_left_out, table)
    critical = version.critical_facility
    place = f"{paragraph}第{critical.item}号"
    yield LawFact("critical", "item", critical.item, place)
    yield LawFact("critical", "time", critical.duration, place)
    leak = reports.rule(Reason.USER_INFORMATION_LEAK)
    if leak is not None and leak.more_users_than is not None:
        yield LawFact(
            "user_information_leak", "more_users_than", leak.more_users_than, "第1項第1号"
        )
    for row in version.row:
        thing, place = f"row {row.number}の項", f"{table}表{row.number}の項"
        if row.number is not None:
            yield LawFact(thing, "number", row.number, place)
        excluded = excluded_rows(row.name)
        if excluded:
            yield LawFact(thing, "excluded", excluded.shown, place)
        if row.service.monthly_users is not None:
            yield LawFact(thing, "monthly_users", row.service.monthly_users, place)
        for i, limit in enumerate(row.thresholds):
            yield LawFact(thing, f"{i + 1} time", limit.duration or timedelta(0), place)
            yield LawFact(thing, f"{i + 1} users", limit.users or 0, place)


def _reports(version: ReportsVersion) -> Told:
    contents = " ".join(version.first_contents)
    yield LawFact("first report", "first_contents", contents, "第1項")
    for rule in version.report:
        thing = f"report {rule.reason}"
        if rule.paragraph is not None:
            yield LawFact(thing, "paragraph", rule.paragraph, "")
        yield LawFact(thing, "form", rule.form, "")
        yield LawFact(thing, "counted_from", rule.counted_from, "")
        yield LawFact(thing, "detailed_days", rule.detailed_days, "")
        if rule.reason is Reason.NEAR_MISS:
            near = " ".join(version.contents(rule.reason))
            yield LawFact("first report of near-misses", "first_contents", near, "")
        if rule.short_form is not None:
            thing = f"short form {rule.reason}"
            yield LawFact(thing, "paragraph", rule.short_form.paragraph, "")
            yield LawFact(thing, "origin", rule.short_form.origin, "")
            # The text says what takes the place of the other items; その他参考となる事項 stays.
            short = [each for each in rule.short_form.first_contents if each != "other_matters"]
            yield LawFact(thing, "first_contents", " ".join(short), "")
            yield LawFact(thing, "form", rule.short_form.form, "")


def _periodic(version: PeriodicVersion, cited: CitedAs) -> Told:
    paragraph = f"第{cited.paragraph or 1}項"
    reports = version.reports
    told: dict[str, Value] = {
        "paragraph": cited.paragraph or "1",
        "form": reports.form,
        "every": reports.every,
        "due_months": reports.due_months,
        "to": reports.to,
        "serious_left_out": not reports.serious_included,
    }
    yield from (LawFact("report", what, value, paragraph) for what, value in told.items())
    yield LawFact("simple form", "allowed", True, paragraph)
    for item in version.item:
        thing, place = f"item {item.number}", f"{paragraph}第{item.number}号"
        yield LawFact(thing, "number", item.number, place)
        yield LawFact(thing, "facility", item.facility, place)
        yield LawFact(thing, "supplementary_left_out", item.supplementary_left_out, place)
        for limit in item.thresholds:
            if limit.users is not None:
                yield LawFact(thing, "users", limit.users, place)
            if limit.duration is not None:
                yield LawFact(thing, "time", limit.duration, place)
    for unjudged in version.unjudged:
        thing, place = f"item {unjudged.number}", f"{paragraph}第{unjudged.number}号"
        yield LawFact(thing, "number", unjudged.number, place)
        yield LawFact(thing, "facility", "unjudged", place)
    yield LawFact("minor", "paragraph", version.minor_paragraph, f"第{version.minor_paragraph}項")


def _near_miss(version: NearMissVersion) -> Told:
    network = f"第1項第{version.network_item}号"
    yield LawFact("network", "item", version.network_item, network)
    labels = {limb.asks: limb.number for limb in version.limb}
    told: dict[str, tuple[str, Value]] = {
        "users": ("users", version.users),
        "prefectures": ("prefectures", version.prefectures),
        "part": ("parts_left_out", " ".join(version.parts_excluded)),
    }
    for limb in version.limb:
        place = f"{network}{limb.number}"
        yield LawFact(f"limb {limb.asks}", "number", limb.number, place)
        if limb.asks in told:
            yield LawFact(f"limb {limb.asks}", *told[limb.asks], place)
    for function in version.functions:
        yield LawFact(f"function {function}", "counts", True, f"{network}{labels['function']}")
    for each in version.event:
        thing, place = f"event {each.event}", f"{network}{labels['event']}({each.number})"
        yield LawFact(thing, "number", each.number, place)
        if each.unless_noticed:
            yield LawFact(thing, "unless_noticed", True, place)
    despite = " ".join(each.number for each in version.event if each.despite_disaster)
    if despite:
        place = f"{network}{labels['exceptions']}"
        yield LawFact("exceptions", "event_despite_disaster", despite, place)
    critical = version.critical_item
    yield LawFact("critical", "item", critical, f"第1項第{critical}号")
