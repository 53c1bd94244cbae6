"""Services, and the catalogue of their names."""

from typing import Any

import pytest
from support.odd_facts import NOT_FLAGS, NOT_TEXTS, NOT_USERS, NOT_WORDS, paths

from jikorules import CATALOGUE, Bounds, Effect, Facility, InvalidInput, Kind, Service
from jikorules.basics.errors import shown

VOICE = Service("voice")


class TestService:
    def test_what_is_not_told_is_unknown(self) -> None:
        service = Service(Kind.VOICE)
        assert service.emergency_calls is None
        assert service.paid is None
        assert service.monthly_users == Bounds.unknown()
        assert service.name is None

    @pytest.mark.parametrize("kind", list(Kind))
    def test_the_name_of_a_kind_will_do(self, kind: Kind) -> None:
        service = Service(kind.value)
        assert service == Service(kind)
        assert type(service.kind) is Kind

    def test_the_kinds_are_those_of_the_design(self) -> None:
        assert [kind.value for kind in Kind] == [
            "voice",
            "lpwa",
            "internet_access",
            "email",
            "messaging",
            "internet_other",
            "other",
        ]

    def test_a_plain_count_will_do_for_the_monthly_users(self) -> None:
        counted = Service("email", monthly_users=10_000_000)
        assert counted.monthly_users == Bounds.exact(10_000_000)
        assert Service("email", monthly_users=0).monthly_users == Bounds.exact(0)
        assert Service("email", monthly_users=None).monthly_users == Bounds.unknown()
        few = Bounds.at_most(5)
        assert Service("email", monthly_users=few).monthly_users is few

    @pytest.mark.parametrize("value", [None, Effect.SUSPENSION, *NOT_WORDS])
    def test_what_is_no_kind(self, value: Any) -> None:
        assert paths(Service, value) == ["kind"]

    def test_a_word_of_another_list_is_no_kind_even_if_spelled_alike(self) -> None:
        assert Facility.OTHER.value == Kind.OTHER.value
        # As a text it is the name of the kind, and the kind is what is kept.
        assert type(Service(Facility.OTHER).kind) is Kind  # type: ignore[arg-type]

    @pytest.mark.parametrize("value", NOT_FLAGS)
    @pytest.mark.parametrize("name", ["emergency_calls", "paid"])
    def test_a_flag_is_true_false_or_none(self, name: str, value: Any) -> None:
        assert paths(Service, "voice", **{name: value}) == [name]

    @pytest.mark.parametrize("value", NOT_USERS, ids=shown)
    def test_what_is_no_number_of_monthly_users(self, value: Any) -> None:
        assert paths(Service, "email", monthly_users=value) == ["monthly_users"]

    @pytest.mark.parametrize("value", NOT_TEXTS)
    def test_a_name_is_a_text(self, value: Any) -> None:
        assert paths(Service, "voice", name=value) == ["name"]

    def test_all_problems_come_at_once(self) -> None:
        wrong: Any = {"emergency_calls": 1, "paid": "no", "monthly_users": -1, "name": 5}
        assert paths(Service, "phone", **wrong) == ["kind", *wrong]

    def test_the_message_lists_the_words(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service("phone")  # type: ignore[arg-type]
        words = "voice, lpwa, internet_access, email, messaging, internet_other, other"
        assert str(caught.value) == (
            f"kind：次のいずれか（{words}）が必要ですが、'phone' が与えられました。"
            "綴りを確かめてください。"
        )
        assert caught.value.text("en") == (
            f"kind: expected one of {words}, got 'phone'. Check the spelling."
        )

    def test_traits_are_named_never_counted_off(self) -> None:
        with pytest.raises(TypeError):
            Service("voice", True)  # type: ignore[call-arg]


class TestCatalogue:
    @pytest.mark.parametrize("name", list(CATALOGUE))
    def test_every_service_bears_its_name(self, name: str) -> None:
        assert CATALOGUE[name].name == name
        assert Service.named(name) == CATALOGUE[name]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("アナログ電話", Kind.VOICE),
            ("携帯電話", Kind.VOICE),
            ("IP電話", Kind.VOICE),
            ("インターネット接続サービス（固定）", Kind.INTERNET_ACCESS),
            ("FTTH", Kind.INTERNET_ACCESS),
            ("CATV", Kind.INTERNET_ACCESS),
            ("FWA", Kind.INTERNET_ACCESS),
            ("BWA", Kind.INTERNET_ACCESS),
            ("公衆無線LAN", Kind.INTERNET_ACCESS),
            ("LPWA", Kind.LPWA),
            ("電子メール", Kind.EMAIL),
            ("専用線", Kind.OTHER),
            ("IP-VPN", Kind.OTHER),
            ("広域イーサネット", Kind.OTHER),
        ],
    )
    def test_the_kind_that_the_law_gives_a_name(self, name: str, kind: Kind) -> None:
        assert Service.named(name).kind is kind

    def test_a_name_settles_no_trait_that_may_differ(self) -> None:
        assert Service.named("アナログ電話").emergency_calls is True
        assert Service.named("携帯電話").emergency_calls is True
        assert Service.named("IP電話").emergency_calls is None
        for service in CATALOGUE.values():
            assert service.paid is None
            assert service.monthly_users.is_unknown

    def test_a_trait_may_be_added(self) -> None:
        service = Service.named("電子メール", paid=False, monthly_users=10_000_000)
        assert service == Service("email", paid=False, monthly_users=10**7, name="電子メール")
        assert Service.named("IP電話", emergency_calls=True).emergency_calls is True
        assert CATALOGUE["IP電話"].emergency_calls is None

    def test_an_added_trait_is_checked(self) -> None:
        wrong: Any = {"paid": 1, "monthly_users": "many"}
        assert paths(Service.named, "FTTH", **wrong) == ["paid", "monthly_users"]

    @pytest.mark.parametrize("name", ["", "ftth", "ＦＴＴＨ", "電話", None, 5, ["FTTH"], {}])
    def test_a_name_that_is_not_in_it(self, name: Any) -> None:
        assert paths(Service.named, name) == ["name"]

    def test_the_message_lists_the_names(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service.named("電話")
        for lang in ("ja", "en"):
            text = caught.value.text(lang)
            assert all(name in text for name in CATALOGUE)
            assert "'電話'" in text

    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            CATALOGUE["電話"] = VOICE  # type: ignore[index]
