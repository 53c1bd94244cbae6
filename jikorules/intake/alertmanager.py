"""Webhooks of Alertmanager (version 4), and of Grafana, which writes the same and more."""

from datetime import datetime
from typing import Any

from jikorules.basics.errors import InvalidInput, Problem, Words, visible
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import check_time, refuse
from jikorules.intake.payload import Fields, opened
from jikorules.intake.signals import Heard, Pairs, Signal, Why

_FIRING, _RESOLVED = "firing", "resolved"
_LINKS = (
    "generatorURL",
    "dashboardURL",
    "panelURL",
    "silenceURL",
    "imageURL",
)

_ALERTS = Words(
    "Alertmanager 又は Grafana の webhook の文書（alerts を持つもの）",
    "a webhook of Alertmanager or Grafana (with `alerts`)",
)
_GIVEN = Words("与えられた項目は {keys} です", "the keys given are {keys}")
_STANDARD = Words(
    "標準の形式で送ってください。独自の payload や Grafana の旧い形式（evalMatches）は読みません。",
    "Let it send the standard form. Payloads of one's own and Grafana's legacy form (evalMatches) "
    "are not read.",
)
_STATUS = Words("firing 又は resolved", "firing or resolved")
_NOT_READ = Words(
    "この知らせは読んでいません。送る側の設定を確かめてください。",
    "This alert was not read. Check the sender's settings.",
)


def read_alertmanager(payload: bytes | str | dict[str, Any], heard: datetime) -> Heard:
    """Read a webhook of Alertmanager or Grafana: a signal for each alert, by its own status.

    Args:
        payload: the body as it came, or what a JSON reader gave of it.
        heard: when it came, time-zone aware; the body does not tell it.

    Raises:
        InvalidInput: it is no such webhook at all, or `heard` is not time-zone aware. What is wrong
            with single fields stands in `Heard.problems`.

    Example:
        >>> from jikorules import JAPAN
        >>> told = read_alertmanager({"groupKey": "{}:{}", "alerts": [{
        ...     "status": "firing", "fingerprint": "1a30", "labels": {"alertname": "VoiceDown"},
        ...     "startsAt": "2026-05-10T01:00:00.123456789+09:00",
        ...     "endsAt": "0001-01-01T00:00:00Z"}]}, datetime(2026, 5, 10, 1, 1, tzinfo=JAPAN))
        >>> (signal,) = told.signals
        >>> signal.start.isoformat(), signal.end, signal.key
        ('2026-05-10T01:00:00.123456+09:00', None, '1a30')
    """
    refuse(*check_time("heard", heard))
    told = opened(payload)
    if "alerts" not in told.document:
        keys = ", ".join(visible(key) for key in [*told.document][:5]) or "–"
        given = _GIVEN.filled(keys=keys)
        raise InvalidInput([Problem("alerts", _ALERTS, given, _STANDARD)])
    group, left_out = told.text("groupKey"), told.count("truncatedAlerts")
    outside = told.text("externalURL")
    links: Pairs = (("externalURL", outside),) if outside else ()
    signals = tuple(
        signal
        for alert in told.each("alerts")
        if (signal := _signal(alert, to_fixed_offset(heard), group, links, left_out))
    )
    return Heard(signals, tuple(told.problems))


def _signal(
    alert: Fields, heard: datetime, group: str | None, links: Pairs, left_out: int
) -> Signal | None:
    status = alert.text("status")
    said, notes = alert.inside("labels").pairs(), alert.inside("annotations")
    start = alert.moment("startsAt")
    # Of an alert that fires the end is that at which it would expire.
    end = alert.moment("endsAt") if status == _RESOLVED else None
    more = [(name, alert.text(name)) for name in _LINKS]
    more.append(("runbook_url", notes.text("runbook_url")))
    if status not in (_FIRING, _RESOLVED):  # what it means cannot be guessed
        alert.refuse("status", _STATUS, _NOT_READ)
        return None
    key = alert.text("fingerprint") or ", ".join(f"{name}={text}" for name, text in said)
    return Signal(
        key,
        heard,
        start=start,
        end=end,
        labels=said,
        group=group or key,
        status=status,
        severity=dict(said).get("severity"),
        text=notes.text("summary") or notes.text("description") or notes.text("message"),
        links=(*links, *((name, url) for name, url in more if url)),
        left_out=left_out,
        apart=Why.TEST if ("alertname", "TestAlert") in said else None,
    )
