"""The last day of a detailed report is counted in one place."""

from datetime import date

import pytest

from jikorules import OtherReason, Reason, Report, duties, ruleset
from jikorules.reporting.duties import OTHER_REASONS, detailed_deadline

DAY = date(2024, 6, 3)


@pytest.mark.parametrize("count_first_day", [False, True])
@pytest.mark.parametrize("reason", OTHER_REASONS)
def test_it_is_that_of_the_duties(reason: Reason, count_first_day: bool) -> None:
    other = OtherReason(reason, DAY, users=10**6, designated=True)
    owed = duties(other, count_first_day=count_first_day)
    (detailed,) = [duty for duty in owed if duty.report is Report.DETAILED]
    counted = detailed_deadline(ruleset(DAY), reason, DAY, count_first_day=count_first_day)
    assert counted == detailed.deadline


def test_there_is_none_where_nothing_has_to_be_reported() -> None:
    """特定利用者情報の漏えいは、令和5年6月16日から報告を要する."""
    before, after = date(2023, 6, 15), date(2023, 6, 16)
    assert detailed_deadline(ruleset(before), Reason.USER_INFORMATION_LEAK, before) is None
    assert detailed_deadline(ruleset(after), Reason.USER_INFORMATION_LEAK, after) is not None
