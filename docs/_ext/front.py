"""The accident of the front page: its answer, and its picture.

    python docs/_ext/front.py

draws the picture anew, where the law or the chart has changed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from jikorules import (
    JAPAN,
    Bounds,
    History,
    Impact,
    Incident,
    Outlook,
    Period,
    Service,
    outlook,
    ruleset,
    services_named,
)
from jikorules.judgement.verdict import Finding, Met
from jikorules.words.findings import excess
from jikorules.words.names import MET
from jikorules.words.outlook import next_change
from jikorules.words.rules import answer, place, requirement

START = datetime(2026, 11, 28, 2, 10, tzinfo=JAPAN)
NOW = START + timedelta(minutes=50)
USERS = Bounds.between(44_500, 45_499)
PICTURE = Path(__file__).parents[1] / "_static" / "frontier-front.svg"


def look() -> Outlook:
    """Look at the accident of three in the morning."""
    impacts = [Impact(each, USERS, Period(START)) for each in services_named("携帯電話")]
    return outlook(Incident(impacts, overlap="same"), NOW)


def card() -> str:
    """Give the answer and its reasons as HTML."""
    coming = look()
    return "\n".join(
        (
            '<div class="answer">',
            f'<p class="grade">{escape(answer(coming.verdict))}</p>',
            f'<p class="change">{escape(next_change(coming))}</p>',
            "<p>理由</p>",
            "<ul>",
            *_reasons(coming.verdict.findings),
            "</ul>",
            "</div>",
        )
    )


def _reasons(findings: tuple[Finding, ...]) -> Iterator[str]:
    for each in findings:
        if margin := excess(each):  # none where no service of the row was hit
            kind = "met" if each.met is Met.YES else "not-met"
            yield f'<li><b class="{kind}">{MET[each.met].ja}</b>'
            yield f"<p>{place(each.limb.citation)}<br>"
            yield f"{requirement(each.limb)}<br>"
            yield f"<small>{escape(margin)}</small></p></li>"


def chart() -> Any:
    """Draw how the accident moves towards the limit, as its users become known."""
    from jikorules.statistics.charts import frontier  # noqa: PLC0415 (a build does without altair)

    known = {15: None, 30: Bounds.between(10_000, 100_000), 50: USERS}
    history = History()
    voice = Service("voice", emergency_calls=True)
    for minutes, users in known.items():
        incident = Incident([Impact(voice, users, Period(START))], carrier="見本通信株式会社")
        history = history.look(START + timedelta(minutes=minutes), incident)
    return frontier(ruleset(START.date()), [history], rows=["一"])


if __name__ == "__main__":
    from jikorules.statistics.charts import save

    save(chart(), PICTURE)
