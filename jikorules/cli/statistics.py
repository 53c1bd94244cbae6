"""``jikorules statistics``: the tables of a fiscal year."""

import json
from argparse import Namespace

from jikorules.basics.errors import Words
from jikorules.basics.validation import refuse
from jikorules.basics.vocabulary import Reporter
from jikorules.cli.common import LeftOut, moment, of_accidents, option, whole
from jikorules.cli.many import answer_many
from jikorules.facts.incident import Incident
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Verdict
from jikorules.statistics import tables_html, tables_markdown
from jikorules.statistics.tally import Tally
from jikorules.statistics.yearly import check_year, tables_of
from jikorules.wire.statistics import statistics_to_wire

_OF_TOWERS = Words(
    "認定鉄塔等提供事業者の事故であり、統計は電気通信事業者の事故を数えます",
    "it is the accident of a tower provider, and the statistics count those of carriers",
)


def run_statistics(options: Namespace) -> int:
    """Count the accidents of a fiscal year."""
    at = moment("--at", options.at, options.lang)
    asked = None if options.year is None else option("--year", options.year, _year)
    tally = Tally()

    def judged(incident: Incident) -> Verdict:
        if incident.reporter is not Reporter.CARRIER:
            raise LeftOut(_OF_TOWERS)
        return judge(incident, at=at)

    def take(_: str, verdict: Verdict) -> None:
        tally.add(verdict)

    status = answer_many(options.files, options.lang, of_accidents(judged), take)
    years = tally.years()
    if not years:
        return status
    (made,) = tables_of(tally, [asked or max(years)])
    if options.json:
        print(json.dumps(statistics_to_wire(made), ensure_ascii=False))
    else:
        write = tables_html if options.html else tables_markdown
        print(write(made.tables, options.lang))
    return status


def _year(text: str) -> int:
    """Read a fiscal year."""
    number = whole(text)
    refuse(*check_year("", text if number is None else number))
    return int(text)
