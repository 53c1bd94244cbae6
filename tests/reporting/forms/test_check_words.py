"""The words of remarks: the same in both languages, and users' own words stay as they are."""

from importlib import import_module
from string import Formatter

import pytest

from jikorules import InvalidInput, Words
from jikorules.reporting.forms import Cause, Measure, Related, SeriousAccidentReport, check
from jikorules.reporting.forms.standards import parse_reference

MODULE = vars(import_module("jikorules.reporting.forms.check"))
WORDS = {name: value for name, value in MODULE.items() if isinstance(value, Words)}
BRACES = "別表{at}{0}{{"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", WORDS)
def test_the_english_has_no_place_that_the_japanese_has_not(name: str) -> None:
    assert places(WORDS[name].en) <= places(WORDS[name].ja)


def test_braces_in_a_reference_are_no_places() -> None:
    with pytest.raises(InvalidInput) as error:
        parse_reference(BRACES)
    report = SeriousAccidentReport(related=(Related(aspect="設計", references=(BRACES,)),))
    (remark,) = [each for each in check(report) if "references" in each.path]
    assert remark.says == Words(error.value.text(), error.value.text("en"))
    assert "{at}{0}{{" in remark.text()


def test_braces_in_a_title_are_no_places() -> None:
    report = SeriousAccidentReport(
        causes=(Cause(title="原因"),), measures=(Measure(text="対策", answers=(BRACES,)),)
    )
    (remark,) = [each for each in check(report) if each.path == "measures[0].answers[0]"]
    assert remark.says == Words(f"原因 {BRACES!r} がありません。", f"There is no cause {BRACES!r}.")
