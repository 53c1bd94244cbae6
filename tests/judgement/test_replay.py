"""The same facts under several rule sets, and what makes the difference."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Bounds,
    Flag,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    Met,
    Period,
    Service,
    judge,
    ruleset,
    rulesets,
)
from jikorules.judgement.changes.replay import replay
from jikorules.words.replay import replay_table
from jikorules.words.rules import requirement

HOUR = timedelta(hours=1)
NOON = datetime(2026, 6, 1, 12, tzinfo=JAPAN)
DAYS = [ruleset(day) for day in ("2019-04-01", "2026-04-01")]


def accident(
    service: Service, users: int | None, lasted: timedelta | None, id_: str | None = None
) -> Incident:
    period = Period(NOON, None if lasted is None else NOON + lasted)
    return Incident([Impact(service, users, period)], id=id_)


MESSAGING = accident(
    Service("messaging", paid=False, monthly_users=12_000_000, voice_calls=False),
    1_200_000,
    timedelta(hours=2, minutes=5),
    "無料メッセージ",
)
MOBILE = accident(
    Service("internet_access", paid=True), 150_000, timedelta(minutes=70), "mobile-data"
)
PHONE = accident(Service("voice", emergency_calls=True), None, HOUR)


@pytest.mark.parametrize(
    ("incident", "row", "limb"),
    [
        (MESSAGING, "四", "継続時間2時間以上かつ影響利用者数100万以上"),
        (MOBILE, "六", "継続時間1時間以上かつ影響利用者数10万以上"),
    ],
)
def test_the_amendment_of_2026_makes_more_accidents_serious(
    incident: Incident, row: str, limb: str
) -> None:
    (one,) = replay([incident], DAYS)
    assert one.incident is incident
    assert [verdict.grade for verdict in one.verdicts] == [Grade.PERIODIC, Grade.SERIOUS]
    assert one.verdicts[1].rows == (row,)
    assert one.differs
    (difference,) = one.differences()
    assert (difference.before, difference.after) == one.verdicts
    (gained,) = difference.gained
    assert gained in one.verdicts[1].findings
    assert (gained.limb.citation.row, requirement(gained.limb), gained.met) == (row, limb, Met.YES)
    assert difference.lost == ()


def test_backwards_what_was_gained_is_lost() -> None:
    (one,), (back,) = replay([MOBILE], DAYS), replay([MOBILE], DAYS[::-1])
    assert back.differences()[0].lost == one.differences()[0].gained
    assert back.differences()[0].gained == ()


def test_a_row_with_another_number_and_the_same_limits_makes_no_difference() -> None:
    """Row 四 of 2015 is row 五 of 2019 for what both leave over."""
    leased_line = accident(Service("other"), 30_000, 2 * HOUR)
    (one,) = replay([leased_line], [ruleset("2015-04-01"), ruleset("2019-04-01")])
    assert [verdict.rows for verdict in one.verdicts] == [("四",), ("五",)]
    assert not one.differs
    assert one.differences() == ()


def test_a_limb_may_take_the_place_of_another() -> None:
    """LPWA left the row of the rest for one of its own in 2019."""
    lpwa = accident(Service("lpwa"), 40_000, 130 * HOUR / 60)
    (one,) = replay([lpwa], [ruleset("2010-04-01"), ruleset("2015-04-01"), ruleset("2019-04-01")])
    (difference,) = one.differences()  # under the first two it is serious alike
    assert [requirement(each.limb, "en") for each in difference.lost] == [
        "2 h or more and 30,000 users or more"
    ]
    assert difference.gained == ()


def test_what_is_possible_differs_too() -> None:
    """An hour of lost access is serious from 1,000,000 users on, since 2026 from 100,000 on."""

    def an_hour(users: Bounds[int]) -> Incident:
        return Incident([Impact(Service("internet_access"), users, Period(NOON, NOON + HOUR))])

    many, capped = replay(map(an_hour, [Bounds.at_least(90_000), Bounds(90_000, 200_000)]), DAYS)
    assert not many.differs  # with no upper end it may be serious under both
    assert [verdict.possible for verdict in capped.verdicts] == [
        (Grade.PERIODIC,),
        (Grade.PERIODIC, Grade.SERIOUS),
    ]
    (difference,) = capped.differences()
    assert [each.met for each in difference.gained] == [Met.UNDECIDED]


def test_an_unknown_trait_may_lose_one_of_two_like_limbs() -> None:
    """Under a rule of one row it is certain what under two rows hangs on the row."""
    phone = accident(Service("voice"), 30_000, 90 * HOUR / 60)
    (one,) = replay([phone], [ruleset("2010-04-01"), ruleset("2015-04-01")])
    assert [verdict.possible for verdict in one.verdicts] == [
        (Grade.PERIODIC,),
        (Grade.PERIODIC, Grade.SERIOUS),
    ]
    (gained,) = one.differences()[0].gained
    assert (gained.limb.citation.row, gained.met) == ("一", Met.UNDECIDED)


def test_a_running_accident_is_replayed_for_a_moment() -> None:
    running = accident(Service("internet_access"), 150_000, None)
    (one,) = replay([running], DAYS, NOON + HOUR)
    assert [verdict.grade for verdict in one.verdicts] == [Grade.PERIODIC, Grade.SERIOUS]
    with pytest.raises(InvalidInput) as caught:
        replay([MOBILE, running, running], DAYS, NOON - HOUR)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["incidents[1].at", "incidents[2].at"]


def test_each_verdict_is_that_of_judge() -> None:
    (one,) = replay(iter([MOBILE]), rulesets())
    assert one.verdicts == tuple(judge(MOBILE, rules=rules) for rules in rulesets())
    assert all(Flag.STRADDLES_AMENDMENT not in verdict.flags for verdict in one.verdicts)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(incidents())
def test_every_difference_has_a_reason(incident: Incident) -> None:
    (one,) = replay([incident], rulesets())
    assert one.differs == bool(one.differences())
    for difference in one.differences():
        assert difference.gained or difference.lost
        assert {each.met for each in difference.gained + difference.lost} <= {
            Met.YES,
            Met.UNDECIDED,
        }


JAPANESE = """\
事故            2019-04-01                          2026-04-01
無料メッセージ  四半期報告事故                      重大な事故（四の項）
  + 2026-04-01 [該当] 電気通信事業法施行規則第58条第2項第1号の表四の項：\
継続時間2時間以上かつ影響利用者数100万以上
mobile-data     四半期報告事故                      重大な事故（六の項）
  + 2026-04-01 [該当] 電気通信事業法施行規則第58条第2項第1号の表六の項：\
継続時間1時間以上かつ影響利用者数10万以上
事故 3          未確定（報告対象外又は重大な事故）  未確定（報告対象外又は重大な事故）"""

ENGLISH = """\
accident        2019-04-01                                        2026-04-01
無料メッセージ  periodic report                                   serious accident (row 四)
  + 2026-04-01 [met] Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, \
item 1, row 四: 2 h or more and 1,000,000 users or more
mobile-data     periodic report                                   serious accident (row 六)
  + 2026-04-01 [met] Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, \
item 1, row 六: 1 h or more and 100,000 users or more
accident 3      undecided (no report needed or serious accident)  \
undecided (no report needed or serious accident)"""


def test_the_table_in_japanese() -> None:
    assert replay_table(replay([MESSAGING, MOBILE, PHONE], DAYS)) == JAPANESE


def test_the_table_in_english() -> None:
    assert replay_table(replay([MESSAGING, MOBILE, PHONE], DAYS), "en") == ENGLISH


def test_the_table_tells_lost_limbs_and_several_rows_and_keeps_to_its_lines() -> None:
    """Rows are told in one cell, an accident without an id goes by its carrier."""
    period = Period(NOON, NOON + 3 * HOUR)
    impacts = [
        Impact(Service("voice", emergency_calls=True), 30_000, period),
        Impact(Service("lpwa"), 30_000, period),
    ]
    both = Incident(impacts, carrier="A社\n東日本")
    lpwa = Incident(impacts[1:], id=" ")
    days = [ruleset("2015-04-01"), ruleset("2019-04-01")]
    assert replay_table(replay([both, lpwa], days)).splitlines() == [
        "事故        2015-04-01                    2019-04-01",
        "A社 東日本  重大な事故（一の項、四の項）  重大な事故（一の項）",
        "事故 2      重大な事故（四の項）          四半期報告事故",
        (
            "  - 2015-04-01 [該当] 電気通信事業法施行規則第58条第1号の表四の項："
            "継続時間2時間以上かつ影響利用者数3万以上"
        ),
    ]
    table = replay_table(replay([both], days), "en")
    assert "serious accident (rows 一, 四)  serious accident (row 一)" in table


def test_nothing_replayed_is_an_empty_table() -> None:
    assert replay_table(()) == ""


def test_a_row_that_becomes_open_is_a_reason() -> None:
    """E-mail of which it is unknown whether it is paid for: one row in 2010, one of two later."""
    mail = Service("email")
    start = datetime(2010, 4, 2, 12, tzinfo=JAPAN)
    impact = Impact(mail, 30_000, Period(start, start + 2 * HOUR), supplementary=None)
    (one,) = replay([Incident([impact])], ["2010-04-01", "2015-04-01"])
    (difference,) = one.differences()
    assert one.verdicts[0].possible == (Grade.NONE, Grade.SERIOUS)
    assert one.verdicts[1].possible == tuple(Grade)
    (gained,), (lost,) = difference.gained, difference.lost
    assert [each.limb.citation.row for each in (gained, lost)] == ["四", None]
    assert {gained.met, lost.met} == {Met.UNDECIDED}
