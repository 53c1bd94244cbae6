"""The names of causes, failed facilities and services."""

from typing import Any

import pytest

from jikorules import (
    CATALOGUE,
    InvalidInput,
    Kind,
    Service,
    from_wire,
    services_named,
    to_wire,
)
from jikorules.basics.vocabulary import member
from jikorules.facts.taxonomy import (
    Cause,
    FailedFacility,
    ServiceGroup,
    Taxon,
    service_group,
)


def test_every_name_has_its_place() -> None:
    for taxa in (Cause, FailedFacility, ServiceGroup):
        for each in taxa:
            above = each.parent
            assert each in (above.children if above else taxa)
            assert above is None or above.parent is None
            assert each.name_ja
            assert each.words.en
        names = [(each.parent, each.name_ja) for each in taxa]
        assert len(set(names)) == len(names)
    assert [each.name_ja for each in Cause.EQUIPMENT.children] == [
        "自然故障",
        "機器の故障",
        "ソフトウェアの不具合",
    ]


@pytest.mark.parametrize("taxa", [Cause, FailedFacility, ServiceGroup])
def test_a_document_may_write_the_names_of_the_report(taxa: type[Taxon]) -> None:
    """その他 stands in several places, and is told with the name above it there."""
    for name, each in taxa.names().items():
        assert member(taxa, name) is each is taxa.named(name)
    assert {each.path_ja for each in taxa} <= {*taxa.names()}
    for name in ("自然", "設備要因/自然故障", ""):
        assert member(taxa, name) == name
        assert not isinstance(member(taxa, name), Taxon)
    start = "2026-05-10T01:00:00+09:00"
    impact = {"service": {"kind": "voice"}, "users": 5, "start": start}
    told = from_wire({"impacts": [impact], "cause": "設備要因／自然故障", "failed": "電源設備"})
    assert (told.cause, told.failed) == (Cause.NATURAL_FAILURE, FailedFacility.POWER)
    assert to_wire(told)["cause"] == "equipment.natural_failure"


BY_OTHER_NAMES = {
    ServiceGroup.IP_PHONE: ("0AB-J IP電話", "ひかり電話", "光電話", "auひかり電話", "050 IP電話"),
    ServiceGroup.MOBILE_PHONE: ("携帯電話（音声）", "VoLTE"),
    ServiceGroup.EMAIL: ("キャリアメール", "フリーメール", "Webメール", "SMS"),
}
BY_KIND = {
    Kind.VOICE: ServiceGroup.VOICE,
    Kind.INTERNET_ACCESS: ServiceGroup.DATA,
    Kind.EMAIL: ServiceGroup.EMAIL,
}


@pytest.mark.parametrize("name", CATALOGUE)
def test_services_of_the_catalogue(name: str) -> None:
    group = service_group(CATALOGUE[name])
    by_name = [
        each for each in ServiceGroup
        if each.name_ja == name or name in BY_OTHER_NAMES.get(each, ())
    ]  # fmt: skip
    assert group is (by_name[0] if by_name else BY_KIND.get(CATALOGUE[name].kind))


def test_the_mobile_phone_of_the_statistics_is_the_voice() -> None:
    groups = [service_group(each) for each in services_named("携帯電話")]
    assert groups == [ServiceGroup.MOBILE_PHONE, ServiceGroup.DATA]
    for name in ("携帯電話", "ケータイ", "ｹｰﾀｲ"):
        assert service_group(Service("voice", name=name)) is ServiceGroup.MOBILE_PHONE
        assert service_group(Service("internet_access", name=name)) is ServiceGroup.DATA


@pytest.mark.parametrize("name", [None, "", "ローカル5G", "うちの電話"])
def test_of_another_name_the_kind_tells(name: str | None) -> None:
    assert service_group(Service("voice", name=name)) is ServiceGroup.VOICE


@pytest.mark.parametrize("taxa", [Cause, FailedFacility, ServiceGroup])
def test_every_taxon_is_found_by_its_japanese_name(taxa: type[Taxon]) -> None:
    for each in taxa:
        above = each.parent
        assert each.path_ja == (f"{above.name_ja}／{each.name_ja}" if above else each.name_ja)
        assert taxa.named(each.path_ja) is each
        assert taxa.named(each.path_ja.replace("／", " / ")) is each
        assert taxa.named(f"{above.name_ja}（{each.name_ja}）" if above else each.name_ja) is each
        alike = [other for other in taxa if other.name_ja == each.name_ja]
        found = taxa.named(each.name_ja)
        assert found is (each if len(alike) == 1 else FailedFacility.OTHER)


def test_names_of_taxa_may_be_written_in_other_ways() -> None:
    assert FailedFacility.named("ﾚｲﾔ3ｽｲｯﾁ･ﾙｰﾀ") is FailedFacility.LAYER_3
    assert (
        FailedFacility.named("レイヤ3スイッチ、ルータ".replace("、", "")) is FailedFacility.LAYER_3
    )
    assert Cause.named("設備要因/自然故障") is Cause.NATURAL_FAILURE


@pytest.mark.parametrize(
    "name", ["", "故障", "人為要因／自然故障", "設備要因／", "equipment", None, 5, []]
)
def test_a_name_that_no_taxon_has(name: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        Cause.named(name)
    assert "設備要因／自然故障" in caught.value.text("ja")
    assert "設備要因／自然故障" in caught.value.text("en")


def test_a_name_that_the_kind_contradicts_tells_nothing() -> None:
    assert service_group(Service("email", name="携帯電話")) is ServiceGroup.EMAIL
    assert service_group(Service("other", name="携帯電話")) is None
    assert service_group(Service("internet_access", name="電子メール")) is ServiceGroup.DATA
