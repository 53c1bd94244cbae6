"""``jikorules statistics``: the tables of a fiscal year."""

import json
from argparse import Namespace

from jikorules.basics.errors import Words
from jikorules.basics.fiscal_years import fiscal_year
from jikorules.basics.vocabulary import Reporter
from jikorules.cli.common import LeftOut, moment, of_accidents
from jikorules.cli.many import answer_many
from jikorules.facts.incident import Incident
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Verdict
from jikorules.statistics import tables_html, tables_markdown, yearly
from jikorules.wire.statistics import statistics_to_wire

_OF_TOWERS = Words(
    "認定鉄塔等提供事業者の事故であり、統計は電気通信事業者の事故を数えます",
    "it is the accident of a tower provider, and the statistics count those of carriers",
)


def run_statistics(options: Namespace) -> int:
    """Count the accidents of a fiscal year."""
    at = moment("--at", options.at, options.lang)
    verdicts = list[Verdict]()

    def judged(incident: Incident) -> Verdict:
        if incident.reporter is not Reporter.CARRIER:
            raise LeftOut(_OF_TOWERS)
        return judge(incident, at=at)

    def take(_: str, verdict: Verdict) -> None:
        verdicts.append(verdict)

    status = answer_many(options.files, options.lang, of_accidents(judged), take)
    years = [fiscal_year(each.first_day) for each in verdicts]
    if not years:
        return status
    made = yearly(verdicts, max(years) if options.year is None else options.year)
    if options.json:
        print(json.dumps(statistics_to_wire(made), ensure_ascii=False))
    else:
        write = tables_html if options.html else tables_markdown
        print(write(made.tables, options.lang))
    return status
