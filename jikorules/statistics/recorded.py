"""An accident as the statistics take it: its verdict, and what they ask beside it."""

from collections.abc import Iterable

from attrs import field, frozen

from jikorules.basics.errors import Words
from jikorules.basics.validation import (
    Found,
    check_items,
    check_member,
    check_text,
    check_type,
    refuse,
)
from jikorules.basics.vocabulary import member
from jikorules.facts.incident import check_carrier, to_items
from jikorules.judgement.verdict import Verdict
from jikorules.statistics.taxonomy import Cause, FailedFacility, ServiceGroup, service_group

_A_VERDICT = Words("事故の判定（Verdict）", "the Verdict on an accident")
_A_GROUP = Words(f"次のいずれか（{', '.join(ServiceGroup)}）", f"one of {', '.join(ServiceGroup)}")


def _cause(value: Cause | str | None) -> Cause | None:
    return member(Cause, value)


def _failed(value: FailedFacility | str | None) -> FailedFacility | None:
    return member(FailedFacility, value)


def _groups(value: Iterable[ServiceGroup | str] | None) -> tuple[ServiceGroup, ...] | None:
    return None if value is None else tuple([member(ServiceGroup, x) for x in to_items(value)])


def check_recorded(
    cause: object, failed: object, services: Iterable[object] | None, chain: object
) -> Found:
    """Report what is wrong with the facts that only the statistics ask."""
    return (
        *(() if cause is None else check_member("cause", Cause, cause)),
        *(() if failed is None else check_member("failed", FailedFacility, failed)),
        *check_items("services", ServiceGroup, [*(services or ())], _A_GROUP),
        *check_text("chain", chain),
    )


@frozen
class Recorded:
    """One carrier's accident, with what the statistics ask beside the law.

    Attributes:
        verdict: the verdict on it; the tables count accidents of carriers, not of tower providers.
        cause: its main cause 主たる発生要因; its word will do. None if it is not told.
        failed: what failed 故障設備; its word will do. None if it is not told.
        services: the services that were hit, if the facts do not tell them as the report names
            them; their words will do. Left out, they are derived by `service_group`.
        chain: a name that the accidents of a wholesaler and of its recipients share, by which
            they are one accident.

    Raises:
        InvalidInput: with all values that are not of their type, or the accident is that of a tower
            provider.
    """

    verdict: Verdict
    cause: Cause | None = field(default=None, converter=_cause, kw_only=True)
    failed: FailedFacility | None = field(default=None, converter=_failed, kw_only=True)
    services: tuple[ServiceGroup, ...] | None = field(default=None, converter=_groups, kw_only=True)
    chain: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("verdict", Verdict, self.verdict, _A_VERDICT),
            *self._check_reporter(),
            *check_recorded(self.cause, self.failed, self.services, self.chain),
        )

    def _check_reporter(self) -> Found:
        verdict: object = self.verdict
        if not isinstance(verdict, Verdict):
            return ()
        return check_carrier("reporter", verdict.incident.reporter)

    @property
    def groups(self) -> set[ServiceGroup | None]:
        """The services that were hit; None for what is not told."""
        if self.services is not None:
            return {*self.services} or {None}
        impacts = self.verdict.counted()
        return {service_group(impact.service) for impact in impacts} or {None}
