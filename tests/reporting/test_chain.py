"""One accident at a wholesaler and the accidents of its recipients."""

from typing import Any

import pytest
from support.accidents import accident
from support.places import fy2018

from jikorules import (
    Bounds,
    Chain,
    Grade,
    Incident,
    InvalidInput,
    Met,
    Origin,
    Report,
    count_accidents,
    from_wire,
    judge,
    judge_chain,
)

CASES = fy2018()


def recipient(day: str, users: int | None = 40_000, **more: Any) -> Incident:
    return accident(day, users, origin=Origin.WHOLESALER, **more)


def test_fiscal_2018_had_four_accidents_and_six_reporting_carriers() -> None:
    """平成30年度に発生した重大な事故は4件、報告した電気通信事業者は6社."""
    own, recipients = [], {}
    for case in CASES:
        incident = from_wire(case["incident"])
        if incident.origin is Origin.WHOLESALER:
            recipients[judge(incident).first_day] = incident
        else:
            own.append(incident)
    chains = [
        Chain(
            incident, [recipients[day]] if (day := judge(incident).first_day) in recipients else []
        )
        for incident in own
    ]
    answers = [judge_chain(chain) for chain in chains]
    counted = count_accidents(answers)
    assert (counted.accidents, counted.carriers) == (Bounds.exact(4), Bounds.exact(6))
    detailed = [
        duty.carrier
        for chain in answers
        for answer in chain
        for duty in answer.duties
        if duty.report is Report.DETAILED
    ]
    assert len(detailed) == 6
    assert detailed[2:] == [
        "ソフトバンク株式会社",
        "LINEモバイル株式会社",
        "株式会社ジェイコムイースト",
        "KDDI株式会社",
    ]


def test_each_carrier_is_judged_by_its_own_users() -> None:
    chain = Chain(accident("2024-06-03", 50_000), [recipient("2024-06-03", 29_999)])
    wholesaler, small = judge_chain(chain)
    assert wholesaler.verdict.grade is Grade.SERIOUS
    assert small.verdict.grade is Grade.PERIODIC
    counted = count_accidents([(wholesaler, small)])
    assert (counted.accidents, counted.carriers) == (Bounds.exact(1), Bounds.exact(1))
    periodic = count_accidents([(wholesaler, small)], Grade.PERIODIC)
    assert (periodic.accidents, periodic.carriers) == (Bounds.exact(1), Bounds.exact(1))


@pytest.mark.parametrize(
    ("users", "allowed"), [(50_000, [Met.YES]), (None, [Met.UNDECIDED]), (10, [])]
)
def test_the_wholesalers_verdict_decides_on_the_short_form(
    users: int | None, allowed: list[Met]
) -> None:
    wholesaler, answer = judge_chain(
        Chain(accident("2024-06-03", users), [recipient("2024-06-03")])
    )
    (detailed,) = [duty for duty in answer.duties if duty.report is Report.DETAILED]
    assert [form.allowed for form in detailed.other_forms] == allowed
    assert all(not duty.other_forms for duty in wholesaler.duties if duty.report is Report.DETAILED)


def test_undecided_verdicts_count_from_none_to_one() -> None:
    chain = Chain(accident("2024-06-03", None), [recipient("2024-06-03", None)])
    counted = count_accidents([judge_chain(chain), judge_chain(Chain(accident("2024-06-04")))])
    assert (counted.accidents, counted.carriers) == (Bounds.between(1, 2), Bounds.between(1, 3))
    assert count_accidents([]).accidents == Bounds.exact(0)


def test_odd_chains_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"wholesaler.*\n.*recipients\[0\]"):
        Chain("事故", ["事故"])  # type: ignore[arg-type, list-item]
    with pytest.raises(InvalidInput, match=r"recipients\[1\]\.origin"):
        Chain(accident("2024-06-03"), [recipient("2024-06-03"), accident("2024-06-03")])
