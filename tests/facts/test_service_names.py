"""The file of the services' names: as data, against the law's words, and against the guide."""

import re
import tomllib
from pathlib import Path

import pytest
from support.places import ROOT

import jikorules
from jikorules import CATALOGUE, Kind, RuleSet, Service, rulesets, services_named
from jikorules.basics.spelling import spelled_alike
from jikorules.facts.service_names import ServiceName, find_name, meant_by, near_name, service_names
from jikorules.facts.taxonomy import ServiceGroup
from jikorules.judgement.limbs import limbs_of

FILE = Path(jikorules.__file__).parent / "facts" / "service_names.toml"
NAMES = service_names()

# The file as data


def test_every_key_of_the_file_is_known_and_no_table_beside_the_names() -> None:
    document = tomllib.loads(FILE.read_text("utf-8"))
    assert list(document) == ["name"]
    assert len(document["name"]) == len(NAMES)
    for each in document["name"]:
        assert all(each.values()), each  # what is empty is left out
        assert {"kind"} <= each.get("service", {"kind": 1}).keys() <= {
            "kind", "emergency_calls", "paid", "voice_calls"
        }  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=lambda each: each.name)
def test_a_name_settles_one_thing_and_says_why(name: ServiceName) -> None:
    assert sum(map(bool, (name.service, name.means, name.may_be))) == 1
    assert name.reason or name.source
    for text in filter(None, (name.reason, name.source)):
        assert re.search("[ぁ-んァ-ヶ一-龠]", text)
    if name.means:
        assert len(set(name.means)) == len(name.means) > 1
        assert all(each in CATALOGUE for each in name.means)
    if name.may_be:
        assert len(set(name.may_be)) == len(name.may_be) > 1
        assert name.reason is not None
        assert name.reason.endswith("。")  # it stands in the message
    groups = {each.name_ja for each in ServiceGroup}
    assert name.statistics is None or name.statistics in groups


def test_no_spelling_stands_for_two_names_and_none_for_nothing() -> None:
    seen: dict[str, str] = {}
    for each in NAMES:
        for spelling in (each.name, *each.spelled):
            key = spelled_alike(spelling).removesuffix("サービス")
            assert len(key) > 1
            assert key not in seen, f"{spelling}: {seen[key]}, {each.name}"
            seen[key] = each.name
            assert find_name(spelling) is each
            assert find_name(f" {spelling.removesuffix('サービス')} サービス") is each


def test_a_slip_is_answered_with_a_name_that_is_shown() -> None:
    assert near_name("VoLET") == "VoLTE"
    assert near_name("携帯電話(音性)") == "携帯電話（音声）"
    assert near_name("糸") is None


def test_the_names_that_people_use_are_there() -> None:
    """Those that the statistics print, the ministry's report, and carriers."""
    for name in (
        *("アナログ電話", "IP電話", "携帯電話", "固定電話", "電子メール", "インターネット接続"),
        *("インターネット接続サービス（固定）", "固定アクセスサービス", "移動アクセスサービス"),
        *("音声サービス", "データ通信サービス", "LTE音声", "パケット通信", "J:COM PHONE プラス"),
        *("加入電話", "ひかり電話", "ISDN", "VoLTE", "050", "フレッツ光", "auひかり", "ケータイ"),
        *("データ通信", "SMS", "+メッセージ", "メール", "ISP", "Wi-Fi スポット", "ローカル5G"),
        *("専用線", "広域イーサ", "LPWA", "LINE"),
    ):
        assert find_name(name) is not None, name


# Against the law: the rows of Art. 58 (para. 2) item 1 by the words of each version

ROWS = {
    "緊急通報を取り扱う音声伝送役務": ("一", "一", "一"),
    "音声伝送役務": ("一二", "一二", "一二"),
    "セルラーLPWAを使用する携帯電話、アンライセンスLPWAサービス": ("四", "三", "三"),
    "インターネット接続サービス": ("四", "五", "六"),
    "電子メールサービス": ("三四", "四五", "四五七"),
    "料金の支払を受ける電子メールサービス": ("四", "五", "七"),
    "料金の支払を受けない電子メールサービス": ("三", "四", "四五"),
    "メッセージングサービス": ("二三四", "二四五", "二四五七"),
    "その他の電気通信役務": ("四", "五", "七"),
}
"""Under the tables of 2015-04-01, 2019-04-01 and 2026-04-01; before there were no rows.

Voice calls in a messaging service may be voice without emergency calls.
"""

BY_THE_LAWS_WORDS = {
    "緊急通報を取り扱う音声伝送役務": (
        "緊急通報 アナログ電話 加入電話 ISDN メタルIP電話 0AB-J␣IP電話 ひかり電話 J:COM␣PHONE "
        "公衆電話 携帯電話（音声） VoLTE"
    ),
    "音声伝送役務": (
        "電話 音声通話 固定電話 ワイヤレス固定電話 IP電話 光電話 auひかり電話 おうちのでんわ "
        "ホームプラス電話 050␣IP電話 中継電話 国際電話 PHS（音声）"
    ),
    "セルラーLPWAを使用する携帯電話、アンライセンスLPWAサービス": (
        "LPWA セルラーLPWA アンライセンスLPWA"
    ),
    "インターネット接続サービス": (
        "携帯電話（データ通信） データ通信 PHS（データ通信） インターネット接続サービス "
        "インターネット接続サービス（固定） 固定アクセスサービス 移動アクセスサービス FTTH "
        "フレッツ光 auひかり ドコモ光 ソフトバンク光 メガ・エッグ DSL CATV J:COM␣NET FWA "
        "ワイヤレス固定ブロードバンド SoftBank␣Air BWA WiMAX 公衆無線LAN"
    ),
    "電子メールサービス": "電子メール Webメール SMS",
    "料金の支払を受ける電子メールサービス": "キャリアメール",
    "料金の支払を受けない電子メールサービス": "フリーメール",
    "メッセージングサービス": "メッセージングサービス +メッセージ LINE",
    "その他の電気通信役務": "専用線 IP-VPN 広域イーサネット",
}
"""Where the law's words put the services of each name, told by hand (␣ is a space)."""


BY_HAND = [
    (name.replace("␣", " "), words)
    for words, names in BY_THE_LAWS_WORDS.items()
    for name in names.split()
]


def test_every_name_of_one_service_is_told_by_hand() -> None:
    assert sorted(name for name, _ in BY_HAND) == sorted(CATALOGUE)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda each: each.id)
@pytest.mark.parametrize(("name", "words"), BY_HAND)
def test_every_service_falls_where_the_laws_words_put_it(
    name: str, words: str, rules: RuleSet
) -> None:
    tables = ("2015-04-01", "2019-04-01", "2026-04-01")
    begun = [day for day in tables if day <= rules.serious.in_force.isoformat()]
    rows: list[str | None] = [*ROWS[words][len(begun) - 1]] if begun else [None]
    found = limbs_of(rules).rows_of(CATALOGUE[name])
    assert [rules.serious.row[place].number for place in found] == rows


@pytest.mark.parametrize(("name", "rows"), [("携帯電話", ("一", "六")), ("PHS", ("一二", "六"))])
def test_a_name_of_several_services_falls_in_the_rows_of_each(
    name: str, rows: tuple[str, ...]
) -> None:
    """SoftBank's accident of 2018-12-06 has both rows in the ministry's table 3."""
    rules = rulesets()[-1]
    for service, expected in zip(services_named(name), rows, strict=True):
        found = limbs_of(rules).rows_of(service)
        assert "".join(str(rules.serious.row[place].number) for place in found) == expected


# Against the guide


def kind_and_traits(name: ServiceName) -> str:
    """Say in Japanese what a name settles."""
    if name.means:
        return "、".join(name.means)
    if name.may_be:
        return "定まらない（" + "、".join(f"`{each.value}`" for each in name.may_be) + "）"
    said = {
        ("emergency_calls", True): "緊急通報を取り扱う",
        ("paid", True): "料金の支払を受ける",
        ("paid", False): "料金の支払を受けない",
    }
    settled = dict(name.service or {})
    kind = Kind(settled.pop("kind"))
    return "、".join([f"`{kind.value}`", *(said[each] for each in settled.items())])


def row_of(name: ServiceName) -> str:
    why = " ".join(filter(None, (name.source, name.reason)))
    return f"| {name.name} | {'、'.join(name.spelled)} | {kind_and_traits(name)} | {why} |"


def test_the_guide_has_the_names_as_the_file_has_them() -> None:
    guide = (ROOT / "docs" / "service-names.md").read_text("utf-8")
    rows = [row for row in guide.splitlines() if row.startswith("| ")]
    (head,) = [place for place, row in enumerate(rows) if row.startswith("| 名称 |")]
    assert rows[head + 1 :] == [row_of(each) for each in NAMES]


def test_a_name_of_several_services_means_them() -> None:
    (phone,) = [each for each in NAMES if each.name == "携帯電話"]
    assert [each.name for each in meant_by(phone)] == ["携帯電話（音声）", "携帯電話（データ通信）"]
    (local,) = [each for each in NAMES if each.may_be == (Kind.INTERNET_ACCESS, Kind.OTHER)]
    assert list(meant_by(local)) == []


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
@pytest.mark.parametrize("paid", [None, True, False])
def test_it_does_not_matter_whether_a_short_message_is_an_email(
    rules: RuleSet, paid: bool | None
) -> None:
    """いずれであっても、全ての規定において同じ項に入る: without voice calls, that is."""
    limbs = limbs_of(rules)
    texts = Service("messaging", paid=paid, voice_calls=False)
    assert limbs.rows_of(Service("email", paid=paid)) == limbs.rows_of(texts)
