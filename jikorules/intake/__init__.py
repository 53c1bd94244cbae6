"""The alerts of monitoring tools and status pages, read into accidents of which a part is known.

A tool knows when an alert began and ended, and no more; which service it concerns, and how many
users, the user's own map tells. Nothing here decides anything: the accidents go to `judge`,
`outlook` and `History` like any other, and what is not known stays unknown. In reading order:

- `times`: the times of other tools
- `signals`: what a tool says once of one alert
- `payload`: the fields of a payload, read without failing on one of them
- `alertmanager`: webhooks of Alertmanager and Grafana
- `statuspage`: incidents of Statuspage
- `alert_map`: the user's map from alerts to services
- `gathering`: signals into accidents, with what was known of each at which time

It imports `wire`, `judgement` and what is below them.
"""

from jikorules.intake.alert_map import Affected, AlertMap, Match, read_alert_map
from jikorules.intake.alertmanager import read_alertmanager
from jikorules.intake.gathering import AlertedAccident, Aside, Gathered, Known, gather
from jikorules.intake.signals import Heard, Signal, Why
from jikorules.intake.statuspage import read_statuspage
from jikorules.intake.times import tool_time

__all__ = [
    "Affected",
    "AlertMap",
    "AlertedAccident",
    "Aside",
    "Gathered",
    "Heard",
    "Known",
    "Match",
    "Signal",
    "Why",
    "gather",
    "read_alert_map",
    "read_alertmanager",
    "read_statuspage",
    "tool_time",
]
