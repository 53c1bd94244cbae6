"""The rule on accidents of certified tower providers, Enforcement Rules Art. 54-17."""

from attrs import frozen

from jikorules.basics.vocabulary import Basis, Content
from jikorules.law.provision import (
    MOST_TIME,
    Penalty,
    Problems,
    Version,
    at_least_1,
    repeated,
    wrong,
)


@frozen
class AccidentOf:
    """The accidents of another article of the same law that are meant."""

    article: str
    paragraph: str
    item: str


@frozen(kw_only=True)
class TowerProvidersVersion(Version):
    """The rule on accidents of certified tower providers 認定鉄塔等提供事業者.

    Attributes:
        accident: where the accident stands that their towers have to have caused.
        to: to whom it is reported.
        first_contents: what the first report tells.
        counted_from: from when the days count.
        detailed_days: so many days for the detailed report.
        form: the form of the detailed report.
        penalty: the penalty for no report or a false one.
    """

    accident: AccidentOf
    to: str
    first_contents: tuple[Content, ...]
    counted_from: Basis
    detailed_days: int
    form: str
    penalty: Penalty

    def problems(self) -> Problems:
        """Find what is wrong with the citation, the contents or the period."""
        yield from super().problems()
        yield from at_least_1("detailed_days", self.detailed_days, MOST_TIME)
        if not self.first_contents:
            yield wrong("first_contents", "1つ以上の値", "at least one", [])
        yield from repeated("first_contents", self.first_contents)
        if self.counted_from is not Basis.TIME_OF_KNOWLEDGE:  # the only one that is asked for
            ja, en = "知った時（time_of_knowledge）", "the time of knowledge"
            yield wrong("counted_from", ja, en, self.counted_from)
        yield from self.penalty.problems("penalty")
