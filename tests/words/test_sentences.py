# ruff: noqa: E501
"""Cases of the sentences that few accidents reach, in both languages."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve

from jikorules import (
    JAPAN,
    Bounds,
    Citation,
    Grade,
    Impact,
    Incident,
    Period,
    RuleSet,
    Service,
    judge,
    ruleset,
)
from jikorules.judgement.changes.outlook import outlook
from jikorules.judgement.verdict import Finding, Given, Limb, Met, Quantity, Question
from jikorules.words.findings import excess
from jikorules.words.outlook import next_change
from jikorules.words.questions import ask
from jikorules.words.rule_tables import rules_markdown, rules_text
from jikorules.words.rules import answer, grade_name, names_accident, places
from jikorules.words.verdict import sentence

HOUR = timedelta(hours=1)
TABLE = Citation("電気通信事業法施行規則", "58", item="1", row="一")
LIMB = Limb(TABLE, Grade.SERIOUS, 2 * HOUR, 30_000)


@pytest.mark.parametrize(
    ("time", "ja", "en"),
    [
        (Bounds.unknown(), "不明であり、影響利用者数は基準を", "unknown"),
        (Bounds.exact(2 * HOUR), "基準と等しく、影響利用者数は基準を", "exactly at the limit"),
        (
            Bounds.at_least(2 * HOUR),
            "基準以上であり、影響利用者数は基準を",
            "at the limit or above",
        ),
        (
            Bounds.at_least(3 * HOUR),
            "基準を1時間以上上回り、影響利用者数は",
            "1 h or more above the limit",
        ),
        (
            Bounds.between(2 * HOUR, 3 * HOUR),
            "基準を最大1時間上回り、影響利用者数は",
            "at most 1 h above the limit",
        ),
        (
            Bounds.between(HOUR / 2, HOUR),
            "基準を1時間から1時間30分までの範囲で下回り、影響利用者数は",
            "1 h to 1 h 30 min below the limit",
        ),
        (
            Bounds.between(HOUR, 2 * HOUR),
            "基準を1時間下回る場合から基準と等しい場合まであり得、影響利用者数は",
            "anything from 1 h below the limit to at it",
        ),
        (
            Bounds.between(HOUR, 3 * HOUR),
            "基準を1時間下回る場合から1時間上回る場合まであり得、影響利用者数は",
            "anything from 1 h below the limit to 1 h above it",
        ),
        (
            Bounds.at_least(HOUR),
            "基準を1時間下回る場合から上回る場合まであり得、影響利用者数は",
            "anything from 1 h below the limit to above it",
        ),
    ],
)
def test_a_margin_goes_on_and_names_the_limit_once(
    time: Bounds[timedelta], ja: str, en: str
) -> None:
    finding = Finding(LIMB, Given(time, Bounds.between(29_000, 31_000)), Met.UNDECIDED)
    assert excess(finding) == (f"継続時間は{ja}1,000人下回る場合から1,000人上回る場合まであり得る")
    assert excess(finding, "en") == (
        f"the time is {en} and the number of users is "
        "anything from 1,000 below the limit to 1,000 above it"
    )


NONE, PERIODIC, SERIOUS = Grade


@pytest.mark.parametrize(
    ("year", "before", "after", "ja", "en"),
    [
        (
            2019,
            [NONE],
            [PERIODIC],
            "四半期報告事故となる",
            "it becomes a case for the periodic report",
        ),
        (
            2025,
            [NONE],
            [PERIODIC],
            "年度報告の対象となる",
            "it becomes a case for the periodic report",
        ),
        (
            2025,
            [NONE],
            [NONE, PERIODIC],
            "年度報告の対象となる可能性がある",
            "it may become a case for the periodic report",
        ),
        (
            2019,
            [NONE, PERIODIC],
            [SERIOUS],
            "重大な事故（一の項）となる",
            "it becomes a serious accident (row 一)",
        ),
        (
            2025,
            [NONE],
            [PERIODIC, SERIOUS],
            "少なくとも年度報告の対象となり、重大な事故（一の項）となる可能性がある",
            "it becomes at least a case for the periodic report and it may become a serious accident (row 一)",
        ),
        (
            2019,
            [NONE],
            [PERIODIC, SERIOUS],
            "少なくとも四半期報告事故となり、重大な事故（一の項）となる可能性がある",
            "it becomes at least a case for the periodic report and it may become a serious accident (row 一)",
        ),
    ],
)
def test_a_change_to_come(
    year: int, before: list[Grade], after: list[Grade], ja: str, en: str
) -> None:
    start = datetime(year, 6, 10, 8, tzinfo=JAPAN)
    impact = Impact(Service("voice", emergency_calls=True), 40_001, Period(start))
    coming = outlook(Incident([impact]), start + timedelta(minutes=28))
    turn = evolve(coming.crossings[0], possible=tuple(after), at_least=after[0])
    verdict = evolve(coming.verdict, possible=tuple(before))
    made = evolve(coming, verdict=verdict, crossings=(turn,))
    assert next_change(made) == f"あと32分（9時00分）で{ja}。"
    assert next_change(made, "en") == f"In 32 min (09:00) {en}."


def named(**labels: str) -> RuleSet:
    """Rules of 2025 in which a provision calls its accidents otherwise."""
    rules = ruleset("2025-06-10")
    return evolve(
        rules, **{name: evolve(getattr(rules, name), label=word) for name, word in labels.items()}
    )


@pytest.mark.parametrize(
    ("rules", "grade", "accident"),
    [
        (ruleset("2019-06-10"), SERIOUS, True),
        (ruleset("2019-06-10"), PERIODIC, True),
        (ruleset("2025-06-10"), SERIOUS, True),
        (ruleset("2025-06-10"), PERIODIC, False),
        (named(serious="社内重大事故"), SERIOUS, True),
        (named(periodic="社内報告事故"), PERIODIC, True),
    ],
)
def test_a_grade_is_named_as_an_accident_or_as_a_report(
    rules: RuleSet, grade: Grade, accident: bool
) -> None:
    assert names_accident(grade, rules) is accident
    start = datetime(2025, 6, 10, 8, tzinfo=JAPAN)
    users = 40_001 if grade is SERIOUS else 1
    service = Service("voice", emergency_calls=True)
    incident = Incident([Impact(service, users, Period(start, start + 3 * HOUR))])
    said = sentence(judge(incident, rules=rules))
    name = grade_name(grade, rules)
    assert f"：{name}{'に該当する' if accident else 'の対象となる'}（電気通信" in said


def test_places_in_one_article() -> None:
    item_2 = evolve(TABLE, item="2", row=None)
    both = [TABLE, evolve(TABLE, row="四"), item_2]
    english = "Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1"
    assert places(both, either=True) == (
        "電気通信事業法施行規則第58条第1号の表一の項若しくは四の項又は同条第2号"
    )
    assert places(both, "en", either=True) == f"{english}, rows 一 or 四 or item 2"
    assert places([TABLE, item_2]) == "電気通信事業法施行規則第58条第1号の表一の項及び同条第2号"
    assert places([TABLE, item_2], "en") == f"{english}, row 一 and item 2"


@pytest.mark.parametrize(
    ("question", "ja", "en"),
    [
        (
            Question(Quantity.EMERGENCY_CALLS, 0),
            "影響1の役務は、緊急通報を取り扱うか。",
            "Does the service of impact 1 handle emergency calls?",
        ),
        (
            Question(Quantity.MONTHLY_USERS, 1, 10_000_000),
            "影響2の役務の前年度における一月当たりの平均利用者数は、1,000万以上か。",
            "Did the service of impact 2 have 10,000,000 users or more, on average a month in the previous fiscal year?",
        ),
        (
            Question(Quantity.USERS, 0),
            "影響1の影響利用者数は、何人か。",
            "How many users did impact 1 hit?",
        ),
        (
            Question(Quantity.READING, limb=LIMB),
            "電気通信事業法施行規則第58条第1号の表一の項（継続時間2時間以上かつ影響利用者数3万以上）の数え方について、所管官庁の見解はどうか。",
            "How does the authority read Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 一 (2 h or more and 30,000 users or more)?",
        ),
    ],
)
def test_questions(question: Question, ja: str, en: str) -> None:
    assert (ask(question), ask(question, "en")) == (ja, en)


def test_a_rule_set_in_japanese() -> None:
    lines = rules_text(ruleset("2026-05-27")).splitlines()
    assert lines[0] == "2026-05-27 の規定（2026年5月27日から適用中）"
    assert {
        "  第2号　電気通信事業者が設置した衛星、海底ケーブルその他これに準ずる重要な電気通信設備の故障（全ての通信の疎通が不能）",
        "      継続時間2時間以上かつ影響利用者数3万以上 又は 継続時間1時間以上かつ影響利用者数10万以上",
        "  根拠：電気通信事業法第28条第1項第2号ハ",
        "  改正：令和8年総務省令第21号（公布 2026年3月4日、施行 2026年4月1日）",
        "  報告：年度ごと、経過後2月以内、様式第27（重大な事故を除く）",
        "  告示による簡易な様式：無線基地局、局設置遠隔収容装置・き線点遠隔収容装置、デジタル加入者回線アクセス多重化装置の故障",
        "      速報：速やかに、詳報：知った日から30日以内、様式第50の2の2",
        "  特定利用者情報の漏えい（1,000人を超えるもの又は外国政府に提供したもの。電気通信事業法第27条の5の指定を受けた事業者に限る）",
        "  卸元の重大な事故による場合は様式第50の3の2によることができる（速報の内容は発生日時、措置、その他参考となる事項）",
        "  第1号はイからヘまでの全てに該当するもの",
        "認定鉄塔等提供事業者の重大な事故　電気通信事業法施行規則第54条の17",
        "      速報：速やかに、詳報：知った時から30日以内、様式第38の38",
        "  速報の内容：発生日時、場所、発生を知った日時、概要、理由又は原因、措置、その他参考となる事項",
        "  根拠：電気通信事業法第143条の14",
        "  改正：令和8年総務省令第70号（番号は推定）（公布 未確認、施行 2026年5月27日）",
    } <= set(lines)
    assert (
        "  第3号（電気通信役務の提供に支障を及ぼすおそれのある、電気通信設備に関する情報の漏えい）は判定の対象外"
        in (rules_text(ruleset("2010-04-01")))
    )


def test_a_rule_set_in_english() -> None:
    lines = rules_text(ruleset("2010-04-01"), "en").splitlines()
    assert lines[0] == "Rule set 2010-04-01 (in force from 2010-04-01 to 2015-03-31)"
    assert {
        "      30,000 users or more, or 2 h or more",
        "  made under 電気通信事業法第28条",
        "  平成22年総務省令第38号 (number likely) (promulgated 2010-04-01, in force 2010-04-01)",
        "  amending ordinance not established (promulgated not established, in force 2010-04-01)",
        "  note: Read in the revision of November 2013; presumed to be the same before it.",
        "  reported each quarter, within 2 months after it, on 様式第27 (serious accidents included)",
        "      first: promptly, detailed: within 30 days from the day of the suspension, 様式第50",
        "  item 3 (電気通信役務の提供に支障を及ぼすおそれのある、電気通信設備に関する情報の漏えい) is not judged here",
    } <= set(lines)


def test_a_rule_set_in_force_in_english() -> None:
    lines = rules_text(ruleset("2026-05-27"), "en").splitlines()
    assert lines[0] == "Rule set 2026-05-27 (in force from 2026-05-27)"
    assert (
        "  reported each fiscal year, within 2 months after it, on 様式第27 (serious accidents excluded)"
        in lines
    )


def test_an_answer_with_its_rows() -> None:
    start = datetime(2025, 6, 10, 8, tzinfo=JAPAN)
    period = Period(start, start + 3 * HOUR)
    voice = Impact(Service("voice", emergency_calls=True), 40_001, period)
    internet = Impact(Service("internet_access", paid=True), 40_001, period)
    assert answer(judge(Incident([voice])), "en") == "serious accident (table row 一)"
    both = judge(Incident([voice, internet]))
    assert answer(both) == "重大な事故（表一の項、五の項）"
    assert answer(both, "en") == "serious accident (table rows 一, 五)"


def test_a_rule_set_in_markdown() -> None:
    lines = rules_markdown(ruleset("2024-04-01"), "en").splitlines()
    assert lines[0] == "## Rule set 2023-12-07 (in force from 2023-12-07 to 2025-03-31)"
    assert {
        "| Row | What it takes | Limits |",
        "| row 二 | 緊急通報を取り扱わない音声伝送役務 | 2 h or more and 30,000 users or more<br>or 1 h or more and 100,000 users or more |",
        "|  | leak of specified user information (of more than 1,000 users, or to a foreign state; only of a carrier designated under Art. 27-5 of the Act) | first: promptly<br>detailed: within 30 days from the day on which it was known, 様式第50の2の2 |",
        "- if the wholesaler's own serious accident caused it, 様式第50の3の2 may be used (the first report: date and time, measures, other matters of reference)",
        "- item 1 asks for all of イ to ヘ",
    } <= set(lines)
    assert "継続時間2時間以上かつ影響利用者数3万以上<br>又は 継続時間1時間以上" in (
        rules_markdown(ruleset("2024-04-01"))
    )
