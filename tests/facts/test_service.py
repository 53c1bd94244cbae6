"""Services, and the catalogue of their names."""

from typing import Any

import pytest
from support.odd_facts import NOT_FLAGS, NOT_TEXTS, NOT_USERS, NOT_WORDS, paths

from jikorules import (
    CATALOGUE,
    Bounds,
    Effect,
    Facility,
    InvalidInput,
    Kind,
    Service,
    services_named,
)
from jikorules.basics.errors import Lang, shown

VOICE = Service("voice")
LANGUAGES: tuple[Lang, ...] = ("ja", "en")


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
            ("携帯電話（音声）", Kind.VOICE),
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
        assert Service.named("携帯電話（音声）").emergency_calls is True
        assert Service.named("IP電話").emergency_calls is None
        paid = {name: each.paid for name, each in CATALOGUE.items() if each.paid is not None}
        assert paid == {"キャリアメール": True, "フリーメール": False}
        for service in CATALOGUE.values():
            assert service.emergency_calls in (None, True)  # never the milder row
            assert service.voice_calls is None
            assert service.monthly_users.is_unknown

    def test_a_trait_may_be_added(self) -> None:
        service = Service.named("電子メール", paid=False, monthly_users=10_000_000)
        assert service == Service("email", paid=False, monthly_users=10**7, name="電子メール")
        assert Service.named("IP電話", emergency_calls=True).emergency_calls is True
        assert CATALOGUE["IP電話"].emergency_calls is None

    def test_an_added_trait_is_checked(self) -> None:
        wrong: Any = {"paid": 1, "monthly_users": "many"}
        assert paths(Service.named, "FTTH", **wrong) == ["paid", "monthly_users"]

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("ftth", "FTTH"),
            ("ＦＴＴＨ", "FTTH"),
            ("ＩＰ―ＶＰＮサービス", "IP-VPN"),
            ("ﾌﾚｯﾂ光", "フレッツ光"),
            ("フレッツ・光", "フレッツ光"),
            ("フレッツ 光ネクスト", "フレッツ光"),
            ("wi-fi　スポット", "公衆無線LAN"),
            ("WiFiスポット", "公衆無線LAN"),
            ("０５０", "050 IP電話"),
            ("＋メッセージ", "+メッセージ"),
            ("携帯電話(音声)", "携帯電話（音声）"),
            ("ショートメッセージサービス", "SMS"),
            ("広域イーサ", "広域イーサネット"),
        ],
    )
    def test_a_name_may_be_written_in_other_ways(self, written: str, name: str) -> None:
        assert Service.named(written) == CATALOGUE[name]

    @pytest.mark.parametrize(
        "name", ["", " ", "サービス", "糸電話", "FTT", "FTTHH", None, 5, ["FTTH"], {}]
    )
    def test_a_name_that_is_not_in_it(self, name: Any) -> None:
        assert paths(Service.named, name) == ["name"]
        assert paths(services_named, name) == ["name"]

    @pytest.mark.parametrize(
        ("slip", "near"), [("ひかり電和", "ひかり電話"), ("広域イーサネト", "広域イーサネット")]
    )
    def test_a_slip_is_never_taken_and_answered_with_the_name(self, slip: str, near: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service.named(slip)
        for lang in LANGUAGES:
            text = caught.value.text(lang)
            assert near in text
            assert f"'{slip}'" in text
            assert "kind" in text

    def test_a_name_that_is_near_to_none_is_answered_with_what_to_do(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service.named("糸電話")
        for lang in LANGUAGES:
            assert "docs/service-names.md" in caught.value.text(lang)
            assert "kind" in caught.value.text(lang)

    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            CATALOGUE["糸電話"] = VOICE  # type: ignore[index]


class TestNamesOfSeveralServices:
    @pytest.mark.parametrize("name", ["携帯電話", "ケータイ", "ｹｰﾀｲ", "携帯電話サービス", "スマホ"])
    def test_voice_and_data(self, name: str) -> None:
        voice, data = services_named(name, paid=True)
        assert voice == Service("voice", emergency_calls=True, paid=True, name="携帯電話（音声）")
        assert data == Service("internet_access", paid=True, name="携帯電話（データ通信）")

    def test_the_message_names_the_choices(self) -> None:
        assert paths(Service.named, "携帯電話") == ["name"]
        with pytest.raises(InvalidInput) as caught:
            Service.named("携帯電話")
        for lang in LANGUAGES:
            text = caught.value.text(lang)
            assert all(each in text for each in ("携帯電話（音声）", "携帯電話（データ通信）"))
            assert "services_named" in text
        assert not {"携帯電話", "PHS"} & CATALOGUE.keys()

    def test_each_has_the_traits_that_are_asked_of_it(self) -> None:
        voice, data = services_named("PHS", emergency_calls=True, voice_calls=False, paid=None)
        assert (voice.emergency_calls, data.emergency_calls) == (True, None)
        assert (voice.voice_calls, data.voice_calls) == (None, None)

    def test_traits_are_checked(self) -> None:
        wrong: Any = {"emergency_calls": 1, "voice_calls": "no", "monthly_users": -1}
        assert paths(services_named, "携帯電話", **wrong) == [
            "emergency_calls", "monthly_users", "voice_calls"
        ]  # fmt: skip

    def test_of_one_service_it_is_that(self) -> None:
        assert services_named("ＦＴＴＨ", paid=True) == (Service.named("FTTH", paid=True),)


class TestNamesThatSettleNoKind:
    @pytest.mark.parametrize(
        ("name", "kinds"),
        [
            ("ローカル５Ｇ", "internet_access, other"),
            ("格安SIM", "voice, internet_access"),
            ("VPN", "other, internet_access"),
            ("SNS", "internet_other, messaging"),
        ],
    )
    def test_they_are_refused_with_the_kinds_that_may_be(self, name: str, kinds: str) -> None:
        assert paths(services_named, name) == paths(Service.named, name) == ["name"]
        with pytest.raises(InvalidInput) as caught:
            Service.named(name)
        for lang in LANGUAGES:
            assert kinds in caught.value.text(lang)


class TestWhatContradictsTheName:
    @pytest.mark.parametrize(
        ("name", "traits", "path"),
        [
            ("ひかり電話", {"emergency_calls": False}, "emergency_calls"),
            ("携帯電話", {"emergency_calls": False}, "emergency_calls"),
            ("フリーメール", {"paid": True}, "paid"),
            ("キャリアメール", {"paid": False}, "paid"),
            ("FTTH", {"kind": "other"}, "kind"),
        ],
    )
    def test_it_is_refused(self, name: str, traits: dict[str, Any], path: str) -> None:
        assert paths(services_named, name, **traits) == [path]

    def test_what_is_unknown_or_the_same_does_not(self) -> None:
        for told in (None, True):
            assert Service.named("ひかり電話", emergency_calls=told) == CATALOGUE["ひかり電話"]
        assert Service.named("FTTH", kind="internet_access") == CATALOGUE["FTTH"]

    def test_a_trait_that_is_not_known(self) -> None:
        with pytest.raises(TypeError):
            Service.named("FTTH", users=5)
        with pytest.raises(TypeError):
            services_named("携帯電話", users=None)
