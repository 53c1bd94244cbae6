"""``law check --xml``, ``law compare``, ``law draft`` and ``replay --law``."""

import json
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from support.documents import GOOD
from support.law_texts import OFFICIAL
from support.law_xml import RULES, edition, whole_law, xml

from jikorules import load_law
from jikorules.cli.app import main
from jikorules.law import draft
from jikorules.law.data_facts import provisions_of
from jikorules.proof import text_check

Capture = pytest.CaptureFixture[str]
OURS = load_law()
LAST = max(each.version[-1].in_force for each in provisions_of(OURS))
NEWEST = edition(OURS, LAST)
NEXT = f"{LAST.year + 1}-10-01"


@pytest.fixture(autouse=True)
def our_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Record the invented articles, as those of the law are."""
    for module in (draft, text_check):
        monkeypatch.setattr(module, "recorded_texts", lambda: NEWEST.texts)


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def folder(path: Path, articles: dict[str, Element]) -> Path:
    """Write articles as files of a folder, each in a folder of its own."""
    for number, element in articles.items():
        file = path / f"article-{number}" / NEWEST.file(number)
        file.parent.mkdir(parents=True)
        file.write_bytes(xml(element))
    return path


def changed(old: str, new: str) -> dict[str, Element]:
    articles = deepcopy(NEWEST.articles)
    for element in articles.values():
        for each in element.iter():
            each.text = (each.text or "").replace(old, new)
    return articles


def test_a_folder_is_checked(tmp_path: Path, capsys: Capture) -> None:
    """Every XML file in it and below; 0 if all is the same, 1 if anything differs."""
    status, out, err = run(capsys, "law", "check", "--xml", folder(tmp_path / "a", NEWEST.articles))
    assert (status, err) == (0, "")
    assert out.endswith("相違：0\n")
    assert "照合した条：5" in out
    other = folder(tmp_path / "b", changed("衛星が二時間", "衛星が三時間"))
    status, out, _ = run(capsys, "law", "check", "--xml", other, "--lang", "en")
    assert status == 1
    assert out.endswith("Differences: 2\n")


def test_no_file_of_a_folder_is_passed_over(tmp_path: Path, capsys: Capture) -> None:
    """*.XML is read, a folder of such a name is gone into, and a dead link is told."""
    (tmp_path / "b.xml").mkdir()
    upper = tmp_path / NEWEST.file("58").replace(".xml", ".XML")
    upper.write_bytes(xml(changed("衛星が二時間", "衛星が三時間")["58"]))
    inside = tmp_path / "b.xml" / NEWEST.file("57").replace(".xml", ".Xml")
    inside.write_bytes(xml(NEWEST.articles["57"]))
    status, out, err = run(capsys, "law", "check", "--xml", tmp_path)
    assert (status, err, "照合した条：2" in out) == (1, "", True)
    (tmp_path / "dead.xml").symlink_to(tmp_path / "nowhere")
    status, _, err = run(capsys, "law", "check", "--xml", tmp_path)
    assert (status, "dead.xml" in err) == (2, True)


def test_a_draft_out_of_another_law_is_refused(tmp_path: Path, capsys: Capture) -> None:
    """道路交通法 has an article 58 too: whole, or alone with the id of the law in its name."""
    whole = tmp_path / "whole.xml"
    whole.write_bytes(whole_law("道路交通法", [NEWEST.articles["58"]]))
    named = tmp_path / NEWEST.file("58")
    named.write_bytes(whole.read_bytes())
    untold = tmp_path / "untold.xml"
    untold.write_bytes(whole_law("", [NEWEST.articles["58"]]))
    alone = tmp_path / "335AC0000000105_20260401_508M60000008021.xml"
    alone.write_bytes(xml(NEWEST.articles["58"]))
    for file in (whole, named, untold, alone):
        for more in ((), ("--text",), ("--provision", "serious")):
            status, out, err = run(capsys, "law", "draft", file, "--in-force", NEXT, *more)
            assert (status, out, file.name in err) == (2, "", True)
    status, out, _ = run(capsys, "law", "check", "--xml", named)
    assert (status, out) == (2, "")


def test_files_are_checked_on_a_day(tmp_path: Path, capsys: Capture) -> None:
    """--on names another day than that of the file; several paths may follow --xml."""
    files = sorted(folder(tmp_path, NEWEST.articles).rglob("*.xml"))
    status, out, _ = run(capsys, "law", "check", "--xml", *files, "--on", LAST)
    assert (status, out.count(f"（{LAST.year}年{LAST.month}月{LAST.day}日現在）")) == (0, 5)
    (article,) = (each for each in files if each.parent.name == "article-58")
    status, out, _ = run(capsys, "law", "check", "--on", "2023-06-16", "--xml", article)
    assert (status, out.count("2023年6月16日現在")) == (1, 1)
    status, _, err = run(capsys, "law", "check", "--on", "2009-01-01", "--xml", files[0])
    assert (status, "収録期間" in err) == (2, True)


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: Capture) -> None:
    """An empty folder, a file that is not there, a file that is no law: 2."""
    (tmp_path / "empty").mkdir()
    bad = tmp_path / "bad.xml"
    bad.write_text("<!DOCTYPE x><Article/>", "utf-8")
    for path in (tmp_path / "empty", tmp_path / "none.xml", bad):
        status, out, err = run(capsys, "law", "check", "--xml", path)
        assert (status, out, path.name in err) == (2, "", True)


def test_two_revisions_are_compared(tmp_path: Path, capsys: Capture) -> None:
    """In Japanese, in English and as JSON; also of whole laws."""
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    rules = [number for number in NEWEST.articles if number != "7-3"]
    old.write_bytes(whole_law(RULES, [NEWEST.articles[number] for number in rules]))
    other = changed("衛星が二時間", "衛星が三時間")
    new.write_bytes(whole_law(RULES, [other[number] for number in rules]))
    status, out, _ = run(capsys, "law", "compare", old, new)
    assert (status, "第2項第2号　時間：2時間 → 3時間" in out) == (0, True)
    assert "time: 2 h -> 3 h" in run(capsys, "law", "compare", old, new, "--lang", "en")[1]
    (article,) = json.loads(run(capsys, "law", "compare", old, new, "--json")[1])
    assert article["facts"][0]["new"] == "PT3H"
    assert run(capsys, "law", "compare", old, tmp_path / "none.xml")[0] == 2


def test_an_amendment_is_drafted_and_tried(tmp_path: Path, capsys: Capture) -> None:
    """The draft is put behind the rules, and the same accidents are judged under it."""
    new = tmp_path / NEWEST.file("58")
    new.write_bytes(xml(changed("三万", "四万")["58"]))
    status, out, err = run(capsys, "law", "draft", new, "--in-force", NEXT)
    assert (status, err) == (0, "")
    own = tmp_path / "serious.toml"
    own.write_text(OFFICIAL["serious"] + "\n" + out, "utf-8")
    incident = {
        "impacts": [
            {
                "service": {"kind": "internet_access", "paid": True},
                "users": 35_000,
                "start": "2027-05-01T00:00:00+09:00",
                "end": "2027-05-01T04:00:00+09:00",
            }
        ]
    }
    file = tmp_path / "incident.json"
    file.write_text(json.dumps(incident), "utf-8")
    days = f"{LAST},{NEXT}"
    status, out, _ = run(capsys, "replay", file, "--rules", days, "--law", own, "--json")
    assert [each["grade"] for each in json.loads(out)] == ["serious", "periodic"]
    status, out, _ = run(capsys, "replay", file, "--rules", days, "--json")
    assert [each["grade"] for each in json.loads(out)] == ["serious", "serious"]
    again = run(capsys, "law", "draft", new, "--in-force", f"{LAST.year + 2}-10-01", "--law", own)
    assert "同じです" in again[2]  # the draft says what the text says


def test_a_draft_that_is_not_decided_is_refused(tmp_path: Path, capsys: Capture) -> None:
    """A mark stops the trial, and tells where it stands."""
    new = tmp_path / NEWEST.file("58")
    new.write_bytes(xml(changed("架空の役務甲", "架空の役務乙丙丁")["58"]))
    out = run(capsys, "law", "draft", new, "--in-force", NEXT)[1]
    own = tmp_path / "own.toml"
    own.write_text(OFFICIAL["serious"] + "\n" + out, "utf-8")
    file = tmp_path / "incident.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    status, _, err = run(capsys, "replay", file, "--rules", NEXT, "--law", own)
    assert status == 2
    assert f"own.toml, version {NEXT}.row[" in err
    assert "要決定" in err
    missing = run(capsys, "replay", file, "--rules", NEXT, "--law", tmp_path / "none.toml")
    assert (missing[0], "none.toml" in missing[2]) == (2, True)


def test_several_provisions_are_drafted_one_after_another(tmp_path: Path, capsys: Capture) -> None:
    """A whole law in which two of ours changed asks which one; the record is for both."""
    new = tmp_path / "law.xml"
    other = changed("三十日", "二十日") | {"58": changed("三万", "四万")["58"]}
    new.write_bytes(whole_law(RULES, [other[number] for number in ("57", "58", "58-2")]))
    status, out, err = run(capsys, "law", "draft", new, "--in-force", NEXT)
    assert (status, out) == (2, "")
    assert "1つの規定（reports, serious）が必要" in err
    name = ("--provision", "reports")
    out = run(capsys, "law", "draft", new, "--in-force", NEXT, *name)[1]
    assert out.count("detailed_days = 20") == 5
    out = run(capsys, "law", "draft", new, "--in-force", NEXT, "--text")[1]
    assert out.count("[[text]]") == out.count(f"in_force = {NEXT}") == 2


def test_nothing_to_be_drafted_is_told(tmp_path: Path, capsys: Capture) -> None:
    """The text says what is recorded."""
    new = tmp_path / NEWEST.file("58")
    new.write_bytes(xml(NEWEST.articles["58"]))
    status, out, err = run(capsys, "law", "draft", new, "--in-force", NEXT)
    assert (status, out) == (0, "")
    assert "条文は、規定のデータ及び記録と同じです。" in err
