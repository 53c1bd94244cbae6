"""A version of a provision drafted out of the text of an amendment, to be finished by a person.

Rows, limits, days, limbs and events come from the text; what the text does not tell in a way that
can be read (which services a row takes) is taken over from the row, event or reason of the same
words. Where a person has to decide, a mark stands that loading refuses.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import define, field, frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.law.article import row_label
from jikorules.law.data_facts import data_facts, law_id_of, provision_of_article, provisions_of
from jikorules.law.egov import RecordedText, recorded_texts
from jikorules.law.fact_comparison import (
    ComparedFact,
    ComparedWording,
    compare_facts,
    compare_wordings,
)
from jikorules.law.law_files import LawFile
from jikorules.law.loading import own_file
from jikorules.law.provision import Provision
from jikorules.law.ruleset import Law, load_law
from jikorules.law.text_facts import (
    ArticleFacts,
    ExcludedRows,
    Value,
    Wording,
    excluded_rows,
    text_facts,
)

MARK = "要決定"
"""With what a value begins that a person has to decide."""

_DAY = Words("最後の版より後の施行日", "a day after the last version")
_APPENDED = Words(
    "改正は最後の版の後に加えます。施行日を確かめてください。",
    "An amendment goes behind the last version. Check the day.",
)
_OUR_ARTICLE = Words("規定のある条", "an article in which a provision stands")
_NAME_IT = Words(
    "条が移ったときは --provision で規定を指定してください。",
    "If the article was moved, name the provision with --provision.",
)
_UNTOLD = "条文：事項にも文にも現れない変更。記録した条文と見比べること"
_DROPPED = ("ends", "amended_by", "promulgated", "likely", "note", "not_established")


def drafts(  # noqa: PLR0913 (the text, the days, and against what it is held)
    file: LawFile,
    in_force: date,
    checked: date,
    provision: str | None = None,
    *,
    own: Mapping[str, Path] = MappingProxyType({}),
    texts: Sequence[RecordedText] | None = None,
) -> dict[str, str]:
    """Draft a version of every provision of which the text says something else than the record.

    Args:
        file: the text of the amended law, or of one article.
        in_force: the first day of the amendment.
        checked: the day of the draft.
        provision: the short name of the provision to be drafted, whether it changed or not.
        own: provision files other than those that come with the library, by their short names.
        texts: recorded texts other than those that come with the library.

    Returns:
        The TOML to be put behind the provision's file, by the provision's short name.

    Raises:
        InvalidInput: the file is of another law, or no provision stands in any article of it, or
            the day is not after the
            last version.

    Example:
        >>> from jikorules.law.law_files import read_law_file
        >>> article = "<Article Num='58'><Paragraph><Item><ItemTitle>二</ItemTitle><ItemSentence>"
        >>> article += "<Sentence>衛星が三時間以上使えない事故</Sentence></ItemSentence></Item>"
        >>> file = read_law_file(f"{article}</Paragraph></Article>".encode(), "58.xml")
        >>> text = drafts(file, date(2030, 4, 1), date(2029, 12, 1))["serious"]
        >>> [line for line in text.splitlines() if "in_force" in line or "critical" in line]
        ['in_force = 2030-04-01', 'critical_facility = { item = "2", hours = 3 }']
    """
    law = load_law(**own)
    texts = recorded_texts() if texts is None else texts
    found: dict[str, str] = {}
    for number, each in _articles(file, law, provision):
        name = each.provision
        if in_force <= each.version[-1].in_force:
            raise InvalidInput([Problem(name, _DAY, in_force.isoformat(), _APPENDED)])
        source = own.get(name) or own_file(f"{name}.toml")
        versions = tomllib.loads(source.read_text(encoding="utf-8-sig"))["version"]
        read, sha256 = text_facts(name, file.text.articles[number]), file.text.sha256(number)
        draft = _Draft(each, law, versions, texts, read, sha256)
        if provision is not None or draft.is_changed:
            found[name] = version_toml(draft.version_of(in_force, checked, number))
    return found


def text_entries(
    file: LawFile,
    in_force: date,
    checked: date,
    provision: str | None = None,
    *,
    texts: Sequence[RecordedText] | None = None,
) -> tuple[str, ...]:
    """Write the records of articles for texts.toml: the hash, and the wording of every sentence.

    Args:
        file: the file in which they were read.
        in_force: the first day of these texts.
        checked: the day on which they were read.
        provision: the short name of the only provision wanted.
        texts: recorded texts other than those that come with the library.

    Returns:
        A record for every article in which a provision stands, and which is not recorded yet.

    Raises:
        InvalidInput: no provision stands in any article of the file.

    Example:
        >>> from jikorules.law.law_files import read_law_file
        >>> article = b"<Article Num='58'><ArticleTitle>Art. 58</ArticleTitle></Article>"
        >>> file = read_law_file(article, "360M50001000025_20300401_509M60000008001.xml")
        >>> entry, = text_entries(file, date(2030, 4, 1), date(2029, 12, 1))
        >>> print(entry.splitlines()[5])
        source = "https://laws.e-gov.go.jp/law/360M50001000025/20300401_509M60000008001"
    """
    articles = _articles(file, load_law(), provision)
    known = {each.sha256 for each in (recorded_texts() if texts is None else texts)}
    return tuple(
        _entry(file, in_force, checked, each, number)
        for number, each in articles
        if file.text.sha256(number) not in known
    )


def _entry(
    file: LawFile, in_force: date, checked: date, provision: Provision[Any], number: str
) -> str:
    read = text_facts(provision.provision, file.text.articles[number])
    head: dict[str, Any] = {
        "law": provision.law,
        "law_id": provision.law_id,
        "article": number,
        "in_force": in_force,
        "source": _source(file, provision),
        "checked": checked,
        "sha256": file.text.sha256(number),
    }
    lines = ["[[text]]", *(f"{key} = {_inline(value)}" for key, value in head.items())]
    lines += [
        "",
        "[text.words]",
        *(f"{_quoted(each.place)} = {_quoted(each.sha)}" for each in read.wordings),
    ]
    return "\n".join(lines) + "\n"


def _source(file: LawFile, provision: Provision[Any]) -> str:
    revision = re.search(r"_(\d{8}_[0-9A-Z]{15})", file.text.revision or file.name)
    return f"https://laws.e-gov.go.jp/law/{provision.law_id}" + (
        f"/{revision[1]}" if revision else ""
    )


def _articles(file: LawFile, law: Law, provision: str | None) -> list[tuple[str, Provision[Any]]]:
    """Give the articles of a file in which the provisions stand, or the one that is named."""
    law_id, found = law_id_of(law, file), []
    if law_id is not None and law_id not in {each.law_id for each in provisions_of(law)}:
        law_id, provision = "", None  # an article of another law, whatever its number
    for number in file.text.articles:
        each = provision_of_article(law, law_id, number)
        if each is None and file.is_part and provision is not None:
            each = next((one for one in provisions_of(law) if one.provision == provision), None)
        if each is not None and provision in (None, each.provision):
            found.append((number, each))
    if not found:
        numbers = shown([*file.text.articles])
        raise InvalidInput([Problem(file.name, _OUR_ARTICLE, numbers, _NAME_IT)])
    return found


@define
class _Draft:
    """A version on the way: the last one, and what the text says instead.

    Attributes:
        provision: the provision.
        law: the provisions that there are.
        versions: the versions of the provision, as its file has them.
        texts: the texts recorded.
        read: what the text tells.
        sha256: its hash.
        facts: its facts.
        version: the draft.
        undecided: what a person has to decide.
    """

    provision: Provision[Any]
    law: Law
    versions: Sequence[Mapping[str, Any]]
    texts: Sequence[RecordedText]
    read: ArticleFacts
    sha256: str | None
    facts: dict[tuple[str, str], Value] = field(init=False)
    version: dict[str, Any] = field(init=False)
    undecided: list[str] = field(factory=list)
    _facts: tuple[ComparedFact, ...] = field(init=False)
    _wordings: tuple[ComparedWording, ...] = field(init=False)
    _new_texts: dict[str, str] = field(init=False)
    _used: set[tuple[str, str]] = field(factory=set)
    _marked: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.facts = {(each.thing, each.what): each.value for each in self.read.facts}
        self.version = {
            key: deepcopy(value) for key, value in self.versions[-1].items() if key not in _DROPPED
        }
        place = self.provision.version[-1].cited_as[-1]
        self.texts = sorted(
            (
                each
                for each in self.texts
                if (each.law_id, each.article) == (self.provision.law_id, place.article)
            ),
            key=lambda each: each.in_force,
        )
        newest = self.texts[-1].words if self.texts else {}
        known = [Wording(at, "", sha) for at, sha in newest.items()]
        self._wordings = compare_wordings(known, self.read.wordings)
        self._new_texts = {
            each.new.place: each.new.text
            for each in self._wordings
            if each.new and not each.is_unchanged
        }
        data = data_facts(self.law, self.provision.provision, place.since)
        self._facts = compare_facts(data, self.read.facts, self._wordings)

    @property
    def is_changed(self) -> bool:
        """Whether the text says something else than the last version and its text."""
        return (
            not all(each.is_same for each in self._facts)
            or not all(each.is_same for each in self._wordings)
            or self._is_untold
        )

    @property
    def _is_untold(self) -> bool:
        """Whether it is another text than the one recorded, and nothing read of it tells how."""
        if not self.texts or self.texts[-1].sha256 == self.sha256:
            return False
        # The values of the text recorded are those of its day, whatever the last version says.
        then = data_facts(self.law, self.provision.provision, self.texts[-1].in_force)
        facts = compare_facts(then, self.read.facts, self._wordings)
        return all(each.is_same for each in facts) and all(each.is_same for each in self._wordings)

    def version_of(self, in_force: date, checked: date, number: str) -> dict[str, Any]:
        """Finish the draft."""
        last = self.versions[-1]["cited_as"][-1]
        _FILL[self.provision.provision](self)
        cited = {"since": in_force, "article": number}
        paragraph = self.value("table", "paragraph", self.value("report", "paragraph"))
        if paragraph:
            cited["paragraph"] = paragraph
        if "under" in last:
            cited["under"] = last["under"]
        self._leave_the_rest()
        head: dict[str, Any] = {
            "in_force": in_force,
            "not_established": ["amended_by", "promulgated"],
        }
        if self.undecided:
            head["undecided"] = self.undecided
        own = {
            "in_force": in_force,
            "checked": checked,
            "revision_read": in_force,  # the text is that of its first day
            "cited_as": [cited],
        }
        return {**head, **self.version, **own}

    def value(self, thing: str, what: str, other: Any = None) -> Any:
        """Give a fact of the text; another value if it tells none."""
        self._used.add((thing, what))
        return self.facts.get((thing, what), other)

    def number(self, thing: str, what: str) -> Any:
        """Give a number of the text, or a mark if it cannot be read."""
        value = self.value(thing, what)
        return value if isinstance(value, int) else self.mark(f"数「{value or ''}」")

    def hours(self, thing: str, what: str) -> Any:
        """Give a time of the text in whole hours, or a mark if it has none."""
        value = self.value(thing, what)
        if isinstance(value, timedelta) and value % timedelta(hours=1) == timedelta(0):
            return value // timedelta(hours=1)
        return self.mark(f"時間「{value or ''}」")

    def words(self, thing: str, what: str, name: str) -> str:
        """Give words of the text; if it tells none, a mark, and a person is asked."""
        return self.value(thing, what) or self.missing(name)

    def missing(self, what: str) -> str:
        """Give a mark where any words would be taken, and ask a person, which loading refuses."""
        self.undecided.append(what)
        return self.mark(what)

    def mark(self, what: str) -> str:
        """Give a mark where loading takes no such words."""
        return f"{MARK}：{what}"

    def new_text(self, place: str) -> str | None:
        """Give the words of a place; None if they are as recorded."""
        return self._new_texts.get(place)

    def marked(self, place: str) -> None:
        """Remember that a mark stands for what is new at a place."""
        self._marked.add(place)

    def _leave_the_rest(self) -> None:
        """Ask a person about every fact and wording that no key of the version holds."""
        for pair in self._facts:
            fact = pair.fact
            if not pair.is_same and (fact.thing, fact.what) not in self._used:
                now = "なし" if pair.new is None else pair.new.value
                self.undecided.append(f"{fact.place}：{fact.thing} {fact.what} = {now}")
        if self._is_untold:
            self.undecided.append(_UNTOLD)
        lengths = {len(each) for each in self._marked}
        for wording in self._wordings:
            place = wording.wording.place
            is_marked = any(place[:n] in self._marked for n in lengths)
            if not wording.is_unchanged and not is_marked:
                text = wording.new.text if wording.new else "なくなった文"
                self.undecided.append(f"{place}：{text}")

    def rows(self) -> Mapping[str, "_Known"]:
        """Give the rows of all versions by the hash of their names, the newest of one name."""
        rows: dict[str, _Known] = {}
        for text in self.texts:
            begun = [each for each in self.versions if each["in_force"] <= text.in_force]
            numbers = {row.get("number"): row for each in begun[-1:] for row in each["row"]}
            for place, sha in text.words.items():
                label = row_label(place) or ""
                if label.removesuffix("の項") in numbers:
                    rows[sha] = _Known(begun[-1]["row"], numbers[label.removesuffix("の項")])
        return rows


@frozen(eq=False)
class _Known:
    """A row of the rule data, among those of its version."""

    among: Sequence[Mapping[str, Any]]
    row: Mapping[str, Any]


def _fill_serious(draft: _Draft) -> None:
    version = draft.version
    version["table_item"] = draft.words("table", "item", "表の号")
    version["supplementary_left_out"] = draft.value(
        "table", "supplementary_left_out", draft.mark("付加的な機能の除外")
    )
    version["critical_facility"] = {
        **version["critical_facility"],
        "item": draft.words("critical", "item", "衛星等の号"),
        "hours": draft.hours("critical", "time"),
    }
    shas = {each.place: each.sha for each in draft.read.wordings}
    names, rows = draft.rows(), []
    known = {place: names.get(shas.get(place, "")) for place in draft.read.rows}
    for place, name in draft.read.rows.items():
        thing, row = f"row {row_label(place)}", known[place]
        if row is None:
            draft.marked(place)
        rows.append(_row(draft, thing, name, row.row if row else None))
    version["row"] = rows
    _ask_what_is_excluded(draft, list(draft.read.rows.values()), list(known.values()))


def _ask_what_is_excluded(
    draft: _Draft, names: Sequence[str], known: Sequence[_Known | None]
) -> None:
    """Ask a person about rows left out, unless these are all earlier ones, or those of before.

    A service is in the first row that takes it, so to leave out all earlier rows is no more than
    their order says. Those of before may have other numbers now.
    """
    rows = list(draft.read.rows)
    numbers = [draft.facts.get((f"row {row_label(place)}", "number")) for place in rows]
    at = _at(numbers)
    now = {id(each.row): i for i, each in enumerate(known) if each}
    for i, (place, name) in enumerate(zip(rows, names, strict=True)):
        excluded = excluded_rows(name)
        if excluded is None:
            continue
        left_out, each = _positions(excluded, at), known[i]
        before: list[int] = []
        if each is not None and (old := excluded_rows(each.row["name"])):
            then = _positions(old, _at([row.get("number") for row in each.among]))
            before = sorted(now.get(id(each.among[j]), -1) for j in then)
        are_before = len(before) == len(left_out) and before == list(left_out)
        if not left_out or not (are_before or left_out == range(i)):
            draft.undecided.append(f"{place}：除く項 = {excluded.shown}")


def _at(numbers: Sequence[Value | None]) -> Mapping[Value | None, int]:
    """Give where the rows stand by their numbers, without those of which there are two."""
    times = Counter(numbers)
    return {number: i for i, number in enumerate(numbers) if times[number] == 1}


def _positions(excluded: ExcludedRows, at: Mapping[Value | None, int]) -> Sequence[int]:
    """Give where the rows left out stand, in order; nothing if that cannot be told."""
    first, last = at.get(excluded.first), at.get(excluded.last)
    if first is None or last is None or first >= last:
        return ()
    following = excluded.is_range or last == first + 1
    return range(first, last + 1) if following else (first, last)


def _row(draft: _Draft, thing: str, name: str, known: Mapping[str, Any] | None) -> dict[str, Any]:
    number = draft.words(thing, "number", "項の番号")
    monthly = draft.value(thing, "monthly_users")
    draft.value(thing, "excluded")
    service: Any = draft.mark("この項に入る電気通信役務")
    if known is not None:
        service = dict(known["service"])
        if monthly is not None:
            service["monthly_users"] = monthly
        if known["service"].get("monthly_users") == monthly:
            name = _renumbered(known["name"], name)
    limits = []
    i = 0
    while (thing, f"{(i := i + 1)} time") in draft.facts:
        time, users = draft.value(thing, f"{i} time"), draft.number(thing, f"{i} users")
        limit: dict[str, Any] = {"hours": draft.mark(f"時間「{time}」")}
        if isinstance(time, timedelta):
            hours, minutes = divmod(time, timedelta(hours=1))
            parts = {"hours": hours, "minutes": minutes // timedelta(minutes=1)}
            limit = {unit: n for unit, n in parts.items() if n}
        limits.append({**limit, "users": users})
    return {"number": number, "name": name, "service": service, "thresholds": limits}


def _renumbered(known: str, name: str) -> str:
    """Give a name of the data with the rows that the name in the text leaves out."""
    old, new = excluded_rows(known), excluded_rows(name)
    if old is None or new is None:
        return known if old == new else name
    return known.replace(old.text, new.text)


def _fill_reports(draft: _Draft) -> None:
    version = draft.version
    contents = draft.value("first report", "first_contents")
    if contents:
        version["first_contents"] = contents.split()
    known = {f"report {each['reason']}": each for each in version["report"]}
    things = dict.fromkeys(thing for thing, _ in draft.facts if thing.startswith("report "))
    order = [*(thing for thing in known if thing in things), *things]
    places = {each.text: each.place for each in reversed(draft.read.wordings)}
    version["report"] = [
        _report(draft, thing, known.get(thing), places) for thing in dict.fromkeys(order)
    ]


def _report(
    draft: _Draft, thing: str, known: Mapping[str, Any] | None, places: Mapping[str, str]
) -> dict[str, Any]:
    reason = thing.partition(" ")[2]
    report: dict[str, Any] = {"reason": draft.mark("報告の事由"), "name": reason}
    if known is not None:
        report = {key: value for key, value in known.items() if key != "short_form"}
    else:
        draft.marked(places[reason])
    if (thing, "paragraph") in draft.facts:
        report["paragraph"] = draft.value(thing, "paragraph")
    near = draft.value("first report of near-misses", "first_contents")
    if reason == "near_miss" and near:
        report["first_contents"] = near.split()
    report["counted_from"] = draft.value(thing, "counted_from", draft.mark("起算の日"))
    report["detailed_days"] = draft.number(thing, "detailed_days")
    report["form"] = draft.words(thing, "form", "様式")
    short = f"short form {reason}"
    if (short, "form") in draft.facts:
        report["short_form"] = {
            "origin": draft.value(short, "origin"),
            "form": draft.value(short, "form"),
            "first_contents": [
                *str(draft.value(short, "first_contents", "")).split(),
                *(each for each in draft.version["first_contents"] if each == "other_matters"),
            ],
            "paragraph": draft.value(short, "paragraph"),
        }
    return report


def _fill_periodic(draft: _Draft) -> None:
    version = draft.version
    version["reports"] = {
        key: value for key, value in version["reports"].items() if key != "due_from"
    } | {
        "every": draft.value("report", "every", draft.mark("報告の期間")),
        "due_months": draft.number("report", "due_months"),
        "form": draft.words("report", "form", "様式"),
        "serious_included": not draft.value("report", "serious_left_out", False),
        "to": draft.words("report", "to", "提出先"),
    }
    version["minor_paragraph"] = draft.words("minor", "paragraph", "軽微な事故の項")
    known = {each["facility"]: each for each in version["item"]}
    gone = {each["number"]: each for each in version.pop("unjudged", ())}
    items, unjudged = [], []
    for thing in dict.fromkeys(thing for thing, _ in draft.facts if thing.startswith("item ")):
        number = draft.value(thing, "number")
        facility = draft.value(thing, "facility")
        if facility in known:
            limits = (
                [{"users": draft.number(thing, "users")}] if (thing, "users") in draft.facts else []
            )
            limits += (
                [{"hours": draft.hours(thing, "time")}] if (thing, "time") in draft.facts else []
            )
            items.append(
                {
                    **known[facility],
                    "number": number,
                    "supplementary_left_out": draft.value(
                        thing, "supplementary_left_out", draft.mark("付加的な機能の除外")
                    ),
                    "thresholds": limits,
                }
            )
        else:
            name = gone[number]["name"] if number in gone else draft.missing("号の名")
            unjudged.append({"number": number, "name": name})
    version["item"] = items
    if unjudged:
        version["unjudged"] = unjudged


def _fill_near_miss(draft: _Draft) -> None:
    version = draft.version
    version["network_item"] = draft.words("network", "item", "イからヘまでの号")
    version["critical_item"] = draft.words("critical", "item", "衛星等の号")
    version["users"] = draft.number("limb users", "users")
    version["prefectures"] = draft.number("limb prefectures", "prefectures")
    version["parts_excluded"] = str(draft.value("limb part", "parts_left_out", "")).split()
    places = {each.thing: each.place for each in draft.read.facts}
    functions = [thing for thing in places if thing.startswith("function ")]
    for thing in functions:
        draft.value(thing, "counts")
    version["functions"] = [thing.partition(" ")[2] for thing in functions]
    despite = str(draft.value("exceptions", "event_despite_disaster", "")).split()
    known = {f"event {each['event']}": each for each in version["event"]}
    events = []
    for thing in (each for each in places if each.startswith("event ")):
        number = draft.value(thing, "number")
        text = draft.new_text(places[thing])
        event = dict(known.get(thing, {"event": draft.mark("事象"), "name": text}))
        if thing not in known:
            draft.marked(places[thing])
        elif text is not None:
            event["name"] = text
        flags = {
            "unless_noticed": draft.value(thing, "unless_noticed", False),
            "despite_disaster": number in despite,
        }
        kept = {key: value for key, value in event.items() if key not in (*flags, "number")}
        events.append(
            {"number": number, **kept, **{key: True for key, is_ in flags.items() if is_}}
        )
    version["event"] = events
    _name_limbs(draft)


def _name_limbs(draft: _Draft) -> None:
    """Give the limbs their numbers of the text, and names that hold its numbers."""
    version = draft.version
    old = draft.provision.version[-1]
    places = {each.thing: each.place for each in draft.read.facts}
    texts = {each.place: each.text for each in draft.read.wordings}
    changed = {
        "users": version["users"] != old.users,
        "prefectures": version["prefectures"] != old.prefectures,
        "part": version["parts_excluded"] != [str(part) for part in old.parts_excluded],
        "function": version["functions"] != [str(each) for each in old.functions],
    }
    limbs = []
    for each in version["limb"]:
        thing = f"limb {each['asks']}"
        name = each["name"]
        if changed.get(each["asks"]) and each["asks"] != "function":
            name = texts.get(places.get(thing, ""), name)
        if each["asks"] == "event":
            name = re.sub(r"\(\d+\)まで", f"({len(version['event'])})まで", name)
        if each["asks"] == "function" and changed["function"]:
            name = draft.missing("機能の名")
        limbs.append({**each, "number": draft.value(thing, "number", each["number"]), "name": name})
    version["limb"] = limbs


def _fill_tower_providers(draft: _Draft) -> None:
    version, thing = draft.version, "tower provider"
    names = {"article": "条", "paragraph": "項", "item": "号"}
    version["accident"] = {
        what: draft.words(thing, what, f"事故の{name}の番号") for what, name in names.items()
    }
    contents = draft.value(thing, "first_contents")
    if contents:
        version["first_contents"] = contents.split()
    version["counted_from"] = draft.value(thing, "counted_from", draft.mark("起算の時"))
    version["detailed_days"] = draft.number(thing, "detailed_days")
    version["form"] = draft.words(thing, "form", "様式")


_FILL = {
    "serious": _fill_serious,
    "reports": _fill_reports,
    "periodic": _fill_periodic,
    "near_miss": _fill_near_miss,
    "tower_providers": _fill_tower_providers,
}


def version_toml(version: Mapping[str, Any]) -> str:
    """Write a version as its provision's file has it: tables that have a name below the rest.

    Example:
        >>> row = {"name": "甲", "n": 30_000}
        >>> print(version_toml({"in_force": date(2030, 4, 1), "row": [row]}))
        [[version]]
        in_force = 2030-04-01
        <BLANKLINE>
        [[version.row]]
        name = "甲"
        n = 30_000
        <BLANKLINE>
    """
    below = {key: value for key, value in version.items() if _is_table(value)}
    lines = ["[[version]]"]
    lines += [f"{key} = {_inline(value)}" for key, value in version.items() if key not in below]
    for key, tables in below.items():
        for table in tables:
            lines += ["", f"[[version.{key}]]"]
            lines += [f"{name} = {_inline(value)}" for name, value in table.items()]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], dict)
        and "name" in value[0]
    )


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{key} = {_inline(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
