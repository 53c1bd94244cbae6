"""What people try first: no arguments, help, the version, a language; and mistakes in them."""

import argparse
import re

import pytest
from support.places import ROOT

from jikorules.basics.errors import Lang
from jikorules.basics.versions import VERSION
from jikorules.cli import app
from jikorules.cli.app import main
from jikorules.cli.arguments import Parser, in_japanese

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef]")
FILE = str(ROOT / "docs/examples/fy2018.json")
NAMES = sorted(app._parser().named)
each_lang = pytest.mark.parametrize("lang", ["ja", "en"])


def test_bare_it_shows_what_is_used_most_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """A script that lost its arguments must not go on as if nothing had to be reported."""
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    shown = re.findall(r"^  jikorules (\w+)", told.err, re.MULTILINE)
    assert len(shown) >= 5
    assert set(shown) <= set(NAMES)
    assert main(["--lang", "en"]) == 2
    assert not JAPANESE.search(capsys.readouterr().err)


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([option])
    assert capsys.readouterr().out == f"jikorules {VERSION}\n"


@each_lang
@pytest.mark.parametrize("name", NAMES)
def test_help_by_either_way(name: str, lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", *name.split(), "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert told == app._parser(lang).named[name].format_help()
    if name == "check":  # it has a contract of its own
        return
    with pytest.raises(SystemExit, match="0"):
        main([*name.split(), "--help", "--lang", lang])
    assert capsys.readouterr().out == told


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    told = capsys.readouterr().out
    assert all(f"    {name} " in told for name in NAMES if " " not in name)
    assert main(["help", "juge"]) == 2
    assert "'juge'" in capsys.readouterr().err


def named(name: str, lang: Lang) -> Parser:
    parser = app._parser(lang)
    return parser.named[name] if name else parser


def arguments_of(parser: Parser) -> list[argparse.Action]:
    """Give the arguments; which command follows is listed with the commands."""
    return [each for each in parser._actions if not isinstance(each, argparse._SubParsersAction)]


@pytest.mark.parametrize("name", ["", *NAMES])
def test_english_help_is_english(name: str) -> None:
    parser = named(name, "en")
    assert not JAPANESE.search(parser.format_help())
    assert all(each.help for each in arguments_of(parser))


@pytest.mark.parametrize("name", ["", *NAMES])
def test_japanese_help_is_japanese(name: str) -> None:
    """Every argument and heading; English is left in names only."""
    parser = named(name, "ja")
    told = parser.format_help()
    assert told.startswith("使い方：")
    for argument in arguments_of(parser):
        assert JAPANESE.search(argument.help or ""), argument
    headings = [line for line in told.splitlines() if re.fullmatch(r"\S.*:", line)]
    assert headings
    assert set(headings) <= {"引数:", "オプション:"}


MISTAKES = [
    ["juge"],
    ["judge"],
    ["judge", FILE, "--at"],
    ["judge", FILE, "--at=--"],
    ["judge", FILE, "--nonsense"],
    ["judge", FILE, "--lang", "xx"],
    ["judge", FILE, "--json=1"],
    ["replay", FILE],
    ["report"],
    ["report", FILE, "--service", "FTTH"],
    ["outlook", FILE, "--carrier", "x"],
    ["duties", "--service"],
    ["duties", "--period", "1:00"],
    ["ask", FILE],
    ["statistics", FILE, "--year", "1", "--"],
    ["boundaries", "--lines", "--check", "x"],
    ["ledger", "x", "--incidents"],
    ["duties", FILE, "--at", "2019-01-07T09:00", "--k"],
    ["watch", "--statu", "--eve"],
    ["law"],
    ["law", "chek"],
    ["outlook", FILE, "--m", "--", "--at"],
    ["replay", FILE, "--rules", "x", "--la", "x"],
]


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_mistakes_are_told_in_the_language(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for lang in ("ja", "en"):
        assert main(["--lang", lang, *arguments]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        said[lang] = told.err.replace(FILE, "FILE")
    why = said["ja"].splitlines()[-1]
    assert "：誤り：" in why
    assert not re.search(r"\b(expected|invalid|argument|required|unrecognized|option)\b", why)
    assert not JAPANESE.search(said["en"])
    assert ": error: " in said["en"]


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("argument --a: expected 2 arguments", "引数 --a：値が2個必要です"),
        ("argument --a: expected at most one argument", "引数 --a：値は1つまでです"),
        ("one of the arguments --a --b is required", "次のいずれかの引数が必要です：--a --b"),
        ("something of a later Python", "something of a later Python"),
    ],
)
def test_complaints_of_argparse(english: str, japanese: str) -> None:
    assert in_japanese(english) == japanese


def test_the_language_stands_before_or_behind(capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for arguments in (
        ("--lang", "en", "judge", FILE),
        ("judge", "--lang", "en", FILE),
        ("judge", FILE, "--lang=en"),
        ("--lang=ja", "judge", FILE, "--lang", "en"),  # the one behind is nearer
        ("--lan", "en", "judge", FILE),
    ):
        assert main(arguments) == 0
        told[arguments] = capsys.readouterr().out
    assert len(set(told.values())) == 1
    assert "Answer: serious accident" in told["judge", "--lang", "en", FILE]
    assert main(["judge", FILE]) == 0
    assert "判定：重大な事故" in capsys.readouterr().out


def test_the_language_of_a_word_behind_law(capsys: pytest.CaptureFixture[str]) -> None:
    said = set()
    for arguments in (
        ("--lang", "en", "law", "check"),
        ("law", "--lang", "en", "check"),
        ("law", "check", "--lang", "en"),
    ):
        main(arguments)
        said.add(capsys.readouterr().out)
    assert len(said) == 1
    main(["law", "check"])
    assert capsys.readouterr().out not in said


def test_check_speaks_english_unless_it_is_told_not_to(capsys: pytest.CaptureFixture[str]) -> None:
    """What many monitoring systems do to other letters is not kind."""
    for arguments, is_japanese in (
        (["check", FILE], False),
        (["check", FILE, "--lang", "ja"], True),
        (["--lang", "ja", "check", FILE], True),
    ):
        assert main(arguments) == 2
        assert ("重大な事故6件" in capsys.readouterr().out) is is_japanese
