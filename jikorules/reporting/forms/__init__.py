"""The detailed report of a serious accident, 様式第50の3: begin, check, measure and write it.

In reading order:

- `report`: the report as typed data, and `vocabulary`: its closed lists of words
- `standards`: places in the safety standard, as reports cite them
- `draft`: a report begun from a verdict
- `gaps`: what a report leaves out
- `check`: what contradicts itself in it
- `first_report`: the first report 速報
- `indicators`: how fast the response was
- `blocks`, `layout`: what stands where on the form
- `html`, `markdown`, `word`: the form, written

It imports the rest of `reporting` and what is below that.
"""

from jikorules.reporting.forms.check import Remark, Severity, check
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import FirstReport, ServiceUsers, first_report
from jikorules.reporting.forms.gaps import gaps
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.indicators import Indicators, Interval, indicators
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import (
    AffectedUsers,
    Cause,
    Channel,
    Contact,
    Engineer,
    FailedFacility,
    Inquiries,
    Measure,
    PastAccident,
    Phenomenon,
    Place,
    PublicNotice,
    Registration,
    Related,
    Reporter,
    SeriousAccidentReport,
    Step,
    Subject,
    Supervisor,
)
from jikorules.reporting.forms.standards import StandardReference, parse_reference
from jikorules.reporting.forms.vocabulary import CauseKind, Exempt, NoticeChannel, Phase, Stage
from jikorules.reporting.forms.word import to_docx

__all__ = [
    "AffectedUsers",
    "Cause",
    "CauseKind",
    "Channel",
    "Contact",
    "Engineer",
    "Exempt",
    "FailedFacility",
    "FirstReport",
    "Indicators",
    "Inquiries",
    "Interval",
    "Measure",
    "NoticeChannel",
    "PastAccident",
    "Phase",
    "Phenomenon",
    "Place",
    "PublicNotice",
    "Registration",
    "Related",
    "Remark",
    "Reporter",
    "SeriousAccidentReport",
    "ServiceUsers",
    "Severity",
    "Stage",
    "StandardReference",
    "Step",
    "Subject",
    "Supervisor",
    "check",
    "draft",
    "first_report",
    "gaps",
    "indicators",
    "parse_reference",
    "to_docx",
    "to_html",
    "to_markdown",
]
