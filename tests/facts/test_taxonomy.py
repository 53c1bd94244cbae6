"""The names of causes, failed facilities and services."""

import pytest

from jikorules import CATALOGUE, Kind, Service
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup, service_group


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


@pytest.mark.parametrize("name", CATALOGUE)
def test_services_of_the_catalogue(name: str) -> None:
    group = service_group(CATALOGUE[name])
    by_name = [each for each in ServiceGroup if each.name_ja == name]
    by_kind = {Kind.INTERNET_ACCESS: ServiceGroup.DATA}.get(CATALOGUE[name].kind)
    assert group is (by_name[0] if by_name else by_kind)


def test_a_name_that_the_kind_contradicts_tells_nothing() -> None:
    assert service_group(Service("email", name="携帯電話")) is ServiceGroup.EMAIL
    assert service_group(Service("other", name="携帯電話")) is None
    assert service_group(Service("internet_access", name="電子メール")) is ServiceGroup.DATA
