# ruff: noqa: E501
"""The words for a verdict and an outlook, as text: read as a native official would before a change."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from support.places import CASES, fy2018
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Grade,
    Impact,
    Incident,
    Period,
    Service,
    from_wire,
    judge,
)
from jikorules.basics.errors import Lang
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.verdict import Reading, Verdict
from jikorules.words.findings import excess
from jikorules.words.verdict import paragraph, sentence, tree

FY2018 = {case["incident"]["id"]: judge(from_wire(case["incident"])) for case in fy2018()}
LANGS: tuple[Lang, ...] = ("ja", "en")

VOICE = Service("voice", emergency_calls=True, paid=True)
INTERNET = Service("internet_access", paid=True)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 3, 16, hour, minute, tzinfo=JAPAN)


def jcom(voice: Any, internet: Any, end: datetime | None = None) -> Incident:
    period = Period(at(7, 47), end)
    return Incident(
        [
            Impact(VOICE, voice, period, effect="suspension"),
            Impact(INTERNET, internet, period, effect="suspension"),
        ],
        carrier="株式会社ジェイコムイースト",
    )


def on(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 6, 10, hour, minute, tzinfo=JAPAN)


def one(service: Service, users: Any, *periods: Period, **more: Any) -> Incident:
    traits = {name: more.pop(name) for name in ("effect", "supplementary") if name in more}
    return Incident([Impact(service, users, periods, **traits)], id="例", **more)


def told(what: Verdict | Outlook) -> dict[str, tuple[str, str]]:
    return {lang: (sentence(what, lang), paragraph(what, lang)) for lang in LANGS}


def test_the_accidents_of_fiscal_2018() -> None:
    assert {name: told(verdict) for name, verdict in FY2018.items()} == {
        "energia-2018-05-29": {
            "ja": (
                "株式会社エネルギア・コミュニケーションズ（2018年5月29日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表四の項）。",
                "株式会社エネルギア・コミュニケーションズにおいて、2018年5月29日8時27分から13時25分まで、インターネット接続サービス（利用者165,000人以上174,999人以下）及び電子メールサービス（利用者165,000人以上174,999人以下）の提供が停止した。インターネット接続サービス及び電子メールサービスの影響は4時間58分、165,000人以上174,999人以下に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表四の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。",
            ),
            "en": (
                "株式会社エネルギア・コミュニケーションズ (2018-05-29): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 四).",
                "At 株式会社エネルギア・コミュニケーションズ, internet access (165,000 users to 174,999 users) and e-mail (165,000 users to 174,999 users) were suspended from 2018-05-29 08:27 to 13:25 Japan time. The impact on internet access and e-mail (4 h 58 min, 165,000 users to 174,999 users) meets row 四 (2 h or more and 30,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 四). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)).",
            ),
        },
        "softbank-mail-2018-09-17": {
            "ja": (
                "ソフトバンク株式会社（2018年9月17日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表四の項）。",
                "ソフトバンク株式会社において、2018年9月17日10時48分から2018年9月18日9時16分まで、電子メールサービス（利用者4,355,000人以上4,364,999人以下）の提供が停止した。電子メールサービスの影響は22時間28分、4,355,000人以上4,364,999人以下に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上、継続時間1時間以上かつ影響利用者数100万以上）をいずれも満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表四の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。",
            ),
            "en": (
                "ソフトバンク株式会社 (2018-09-17): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 四).",
                "At ソフトバンク株式会社, e-mail (4,355,000 users to 4,364,999 users) was suspended from 2018-09-17 10:48 to 2018-09-18 09:16 Japan time. The impact on e-mail (22 h 28 min, 4,355,000 users to 4,364,999 users) meets row 四 (2 h or more and 30,000 users or more; 1 h or more and 1,000,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 四). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)).",
            ),
        },
        "softbank-lte-2018-12-06": {
            "ja": (
                "ソフトバンク株式会社（2018年12月6日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。",
                "ソフトバンク株式会社において、2018年12月6日13時39分から18時04分まで、音声伝送役務（利用者30,595,000人以上30,604,999人以下）及びインターネット接続サービス（利用者30,595,000人以上30,604,999人以下）の提供が停止した。音声伝送役務の影響は4時間25分、30,595,000人以上30,604,999人以下に及び、一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たし、インターネット接続サービスの影響は4時間25分、30,595,000人以上30,604,999人以下に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上、継続時間1時間以上かつ影響利用者数100万以上）をいずれも満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。",
            ),
            "en": (
                "ソフトバンク株式会社 (2018-12-06): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四).",
                "At ソフトバンク株式会社, voice (30,595,000 users to 30,604,999 users) and internet access (30,595,000 users to 30,604,999 users) were suspended from 2018-12-06 13:39 to 18:04 Japan time. The impact on voice (4 h 25 min, 30,595,000 users to 30,604,999 users) meets row 一 (1 h or more and 30,000 users or more); the impact on internet access (4 h 25 min, 30,595,000 users to 30,604,999 users) meets row 四 (2 h or more and 30,000 users or more; 1 h or more and 1,000,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)).",
            ),
        },
        "line-mobile-2018-12-06": {
            "ja": (
                "LINEモバイル株式会社（2018年12月6日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。",
                "LINEモバイル株式会社において、2018年12月6日13時39分から18時04分まで、音声伝送役務（利用者95,000人以上104,999人以下）及びインターネット接続サービス（利用者95,000人以上104,999人以下）の提供が停止した。音声伝送役務の影響は4時間25分、95,000人以上104,999人以下に及び、一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たし、インターネット接続サービスの影響は4時間25分、95,000人以上104,999人以下に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。原因は他の電気通信事業者の設備にある。他者の設備の故障による場合も対象となる。",
            ),
            "en": (
                "LINEモバイル株式会社 (2018-12-06): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四).",
                "At LINEモバイル株式会社, voice (95,000 users to 104,999 users) and internet access (95,000 users to 104,999 users) were suspended from 2018-12-06 13:39 to 18:04 Japan time. The impact on voice (4 h 25 min, 95,000 users to 104,999 users) meets row 一 (1 h or more and 30,000 users or more); the impact on internet access (4 h 25 min, 95,000 users to 104,999 users) meets row 四 (2 h or more and 30,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)). The failure lay with another carrier. Failures of its facilities count too.",
            ),
        },
        "jcom-east-2019-03-16": {
            "ja": (
                "株式会社ジェイコムイースト（2019年3月16日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。",
                "株式会社ジェイコムイーストにおいて、2019年3月16日7時47分から11時56分まで、音声伝送役務（利用者41,382人）及びインターネット接続サービス（利用者66,426人）の提供が停止した。音声伝送役務の影響は4時間9分、41,382人に及び、一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たし、インターネット接続サービスの影響は4時間9分、66,426人に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。",
            ),
            "en": (
                "株式会社ジェイコムイースト (2019-03-16): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四).",
                "At 株式会社ジェイコムイースト, voice (41,382 users) and internet access (66,426 users) were suspended from 2019-03-16 07:47 to 11:56 Japan time. The impact on voice (4 h 9 min, 41,382 users) meets row 一 (1 h or more and 30,000 users or more); the impact on internet access (4 h 9 min, 66,426 users) meets row 四 (2 h or more and 30,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)).",
            ),
        },
        "kddi-2019-03-16": {
            "ja": (
                "KDDI株式会社（2019年3月16日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項）。",
                "KDDI株式会社において、2019年3月16日7時47分から11時56分まで、音声伝送役務（利用者36,355人）の提供が停止した。音声伝送役務の影響は4時間9分、36,355人に及び、一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項）。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。原因は他の電気通信事業者の設備にある。他者の設備の故障による場合も対象となる。",
            ),
            "en": (
                "KDDI株式会社 (2019-03-16): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 一).",
                "At KDDI株式会社, voice (36,355 users) was suspended from 2019-03-16 07:47 to 11:56 Japan time. The impact on voice (4 h 9 min, 36,355 users) meets row 一 (1 h or more and 30,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 一). The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)). The failure lay with another carrier. Failures of its facilities count too.",
            ),
        },
    }


RUNNING = {
    "at 8:00, nothing known of the users": outlook(jcom(None, None), at(8)),
    "at 8:28, 40,001 telephone users at least": outlook(
        jcom(Bounds.at_least(40_001), 66_426), at(8, 28)
    ),
    "restored": outlook(jcom(41_382, 66_426, at(11, 56)), at(13)),
}
TOLD = {
    "at 8:00, nothing known of the users": {
        "ja": (
            "株式会社ジェイコムイースト（2019年3月16日発生、8時00分現在未復旧）：判定は定まらない（報告対象外又は四半期報告事故）。影響利用者数によって定まる。あと47分（8時47分）で重大な事故（一の項及び四の項）となる可能性がある。影響利用者数が不明である。総務大臣がその把握が困難であると認めるときは、告示の定める別の基準による（未収録）。断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
            "株式会社ジェイコムイーストにおいて、2019年3月16日7時47分から、音声伝送役務（利用者数不明）及びインターネット接続サービス（利用者数不明）の提供が停止し、8時00分現在、復旧していない。音声伝送役務の影響（継続時間は基準を47分下回り、影響利用者数は不明である）は一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たさない。インターネット接続サービスの影響（継続時間は基準を47分下回り、影響利用者数は不明である）は四の項の基準（継続時間1時間以上かつ影響利用者数100万以上）を満たさない。音声伝送役務及びインターネット接続サービスの影響（利用者数不明）が電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たすか否かは定まらない。したがって、判定は定まらない（報告対象外又は四半期報告事故）。影響利用者数によって定まる。あと47分（8時47分）で重大な事故（一の項及び四の項）となる可能性がある。あと1時間47分（9時47分）で少なくとも四半期報告事故（電気通信事業報告規則第7条の3第1項第1号）となる。重大な事故の基準のうち、一の項（3万以上）にはあと最大3万人（既に達している可能性がある）、四の項（3万以上）にはあと最大3万人（既に達している可能性がある）、四の項（100万以上）にはあと最大100万人（既に達している可能性がある）を要する。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。影響利用者数が不明である。総務大臣がその把握が困難であると認めるときは、告示の定める別の基準による（未収録）。事故は継続中であり、最終の判定ではない。断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
        ),
        "en": (
            "株式会社ジェイコムイースト (2019-03-16, not restored at 08:00): undecided (no report needed or periodic report). It depends on the number of users. In 47 min (08:47) it may become a serious accident (row 一 and row 四). The number of users is unknown. Where the Minister finds it hard to grasp, a notice sets another standard (not recorded here). How an intermittent accident or several impacts are counted is open in the text, and the answer depends on it.",
            "At 株式会社ジェイコムイースト, voice (number of users unknown) and internet access (number of users unknown) were suspended from 2019-03-16 07:47 on Japan time; it was not restored at 08:00. As for the impact on voice (the time is 47 min below the limit and the number of users is unknown), row 一 (1 h or more and 30,000 users or more) is not met. As for the impact on internet access (the time is 47 min below the limit and the number of users is unknown), row 四 (1 h or more and 1,000,000 users or more) is not met. Whether the impact on voice and internet access (number of users unknown) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more) is undecided. The answer: undecided (no report needed or periodic report). It depends on the number of users. In 47 min (08:47) it may become a serious accident (row 一 and row 四). In 1 h 47 min (09:47) it becomes at least a case for the periodic report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1). Still lacking are, for row 一 (30,000 or more): at most 30,000 more users, if not there already; for row 四 (30,000 or more): at most 30,000 more users, if not there already; for row 四 (1,000,000 or more): at most 1,000,000 more users, if not there already. The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)). The number of users is unknown. Where the Minister finds it hard to grasp, a notice sets another standard (not recorded here). The accident is still running; this answer is not final. How an intermittent accident or several impacts are counted is open in the text, and the answer depends on it.",
        ),
    },
    "at 8:28, 40,001 telephone users at least": {
        "ja": (
            "株式会社ジェイコムイースト（2019年3月16日発生、8時28分現在未復旧）：四半期報告事故に該当する（電気通信事業報告規則第7条の3第1項第1号のうち影響利用者数3万以上）。あと19分（8時47分）で重大な事故（一の項）となる。",
            "株式会社ジェイコムイーストにおいて、2019年3月16日7時47分から、音声伝送役務（利用者40,001人以上）及びインターネット接続サービス（利用者66,426人）の提供が停止し、8時28分現在、復旧していない。音声伝送役務及びインターネット接続サービスの影響は66,426人以上に及び、電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たす。音声伝送役務の影響（継続時間は基準を19分下回り、影響利用者数は10,001人以上上回る）は一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たさない。インターネット接続サービスの影響（継続時間は基準を1時間19分下回り、影響利用者数は36,426人上回る）は四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たさない。したがって、四半期報告事故に該当する（電気通信事業報告規則第7条の3第1項第1号のうち影響利用者数3万以上）。あと19分（8時47分）で重大な事故（一の項）となる。重大な事故の基準のうち、四の項（100万以上）にはあと933,574人を要する。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。事故は継続中であり、最終の判定ではない。",
        ),
        "en": (
            "株式会社ジェイコムイースト (2019-03-16, not restored at 08:28): to be included in the quarterly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1: 30,000 users or more). In 19 min (08:47) it becomes a serious accident (row 一).",
            "At 株式会社ジェイコムイースト, voice (40,001 users or more) and internet access (66,426 users) were suspended from 2019-03-16 07:47 on Japan time; it was not restored at 08:28. The impact on voice and internet access (66,426 users or more) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more). As for the impact on voice (the time is 19 min below the limit and the number of users is 10,001 or more above the limit), row 一 (1 h or more and 30,000 users or more) is not met. As for the impact on internet access (the time is 1 h 19 min below the limit and the number of users is 36,426 above the limit), row 四 (2 h or more and 30,000 users or more) is not met. The answer: to be included in the quarterly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1: 30,000 users or more). In 19 min (08:47) it becomes a serious accident (row 一). Still lacking are, for row 四 (1,000,000 or more): 933,574 more users. The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)). The accident is still running; this answer is not final.",
        ),
    },
    "restored": {
        "ja": (
            "株式会社ジェイコムイースト（2019年3月16日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。既に復旧しており、時間の経過によって判定が変わることはない。",
            "株式会社ジェイコムイーストにおいて、2019年3月16日7時47分から11時56分まで、音声伝送役務（利用者41,382人）及びインターネット接続サービス（利用者66,426人）の提供が停止した。音声伝送役務の影響は4時間9分、41,382人に及び、一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たし、インターネット接続サービスの影響は4時間9分、66,426人に及び、四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項及び四の項）。既に復旧しており、時間の経過によって判定が変わることはない。一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）については、継続時間は基準を3時間9分上回り、影響利用者数は11,382人上回る。四の項の基準（継続時間2時間以上かつ影響利用者数3万以上）については、継続時間は基準を2時間9分上回り、影響利用者数は36,426人上回る。適用した規定は、2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））である。",
        ),
        "en": (
            "株式会社ジェイコムイースト (2019-03-16): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四). It is over, and time will not change the answer.",
            "At 株式会社ジェイコムイースト, voice (41,382 users) and internet access (66,426 users) were suspended from 2019-03-16 07:47 to 11:56 Japan time. The impact on voice (4 h 9 min, 41,382 users) meets row 一 (1 h or more and 30,000 users or more); the impact on internet access (4 h 9 min, 66,426 users) meets row 四 (2 h or more and 30,000 users or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, rows 一 and 四). It is over, and time will not change the answer. Against row 一 (1 h or more and 30,000 users or more), the time is 3 h 9 min above the limit and the number of users is 11,382 above the limit. Against row 四 (2 h or more and 30,000 users or more), the time is 2 h 9 min above the limit and the number of users is 36,426 above the limit. The law is applied as in force from 2015-04-01 (重大な事故: 平成27年総務省令第29号 (number likely), 四半期報告事故: 平成22年総務省令第39号 (number likely)).",
        ),
    },
}


@pytest.mark.parametrize("name", RUNNING)
def test_an_accident_as_it_ran(name: str) -> None:
    assert told(RUNNING[name]) == TOLD[name]


VERDICTS = {
    "undecided": judge(one(Service.named("IP電話"), 40_000, Period(on(9), on(10, 30)))),
    "serious in whichever row": judge(
        one(Service.named("IP電話"), 150_000, Period(on(9), on(11, 30)))
    ),
    "none": judge(one(INTERNET, 29_000, Period(on(9), on(10, 30)), effect="degradation")),
    "periodic": judge(one(INTERNET, 29_000, Period(on(9), on(12, 30)))),
    "another facility": judge(one(INTERNET, 31_000, Period(on(9), on(10)), facility="other")),
    "minor": judge(one(INTERNET, 31_000, Period(on(9), on(10)), minor=True)),
    "supplementary": judge(one(INTERNET, 31_000, Period(on(9), on(10)), supplementary=True)),
    "several flags": judge(
        one(
            INTERNET,
            None,
            Period(on(9), on(12)),
            supplementary=None,
            disaster=None,
            origin="wholesaler",
            minor=None,
        )
    ),
    "a cable": judge(
        Incident(
            [],
            critical_facility=CriticalFacility("submarine_cable", Period(on(9), on(11))),
            id="例",
        )
    ),
    "a satellite and a service": judge(
        Incident(
            [Impact(INTERNET, 40_000, Period(on(9), on(12)))],
            critical_facility=CriticalFacility("satellite", Period(on(9)), installed_by="self"),
            id="例",
        ),
        at=on(12, 30),
    ),
    "intermittent": judge(
        one(INTERNET, 40_000, Period(on(9), on(10, 30)), Period(on(11), on(12, 30)))
    ),
    "after the last check of the law": judge(
        one(INTERNET, 40_000, Period(datetime(2027, 1, 1, tzinfo=JAPAN)))
    ),
}
SAID = {
    "undecided": {
        "ja": (
            "例（2025年6月10日発生）：判定は定まらない（年度報告又は重大な事故）。役務の入る項によって定まる。",
            "2025年6月10日9時00分から10時30分まで、IP電話（利用者4万人）に影響が生じた。IP電話の影響は4万人に及び、電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たす。IP電話の影響（1時間30分、4万人）が一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たすか否かは定まらない。IP電話の影響（継続時間は基準を30分下回り、影響利用者数は1万人上回る）は二の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たさない。したがって、判定は定まらない（年度報告又は重大な事故）。役務の入る項によって定まる。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): undecided (periodic report or serious accident). It depends on the row that the service falls in.",
            "IP電話 (40,000 users) was affected from 2025-06-10 09:00 to 10:30 Japan time. The impact on IP電話 (40,000 users) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more). Whether the impact on IP電話 (1 h 30 min, 40,000 users) meets row 一 (1 h or more and 30,000 users or more) is undecided. As for the impact on IP電話 (the time is 30 min below the limit and the number of users is 10,000 above the limit), row 二 (2 h or more and 30,000 users or more) is not met. The answer: undecided (periodic report or serious accident). It depends on the row that the service falls in. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "serious in whichever row": {
        "ja": (
            "例（2025年6月10日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第2項第1号の表一の項又は二の項）。",
            "2025年6月10日9時00分から11時30分まで、IP電話（利用者15万人）に影響が生じた。IP電話の影響（2時間30分、15万人）が一の項の基準（継続時間1時間以上かつ影響利用者数3万以上）を満たすか否かは定まらない。IP電話の影響（2時間30分、15万人）が二の項の基準（継続時間2時間以上かつ影響利用者数3万以上、継続時間1時間以上かつ影響利用者数10万以上）を満たすか否かは定まらない。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第2項第1号の表一の項又は二の項）。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 1, rows 一 or 二).",
            "IP電話 (150,000 users) was affected from 2025-06-10 09:00 to 11:30 Japan time. Whether the impact on IP電話 (2 h 30 min, 150,000 users) meets row 一 (1 h or more and 30,000 users or more) is undecided. Whether the impact on IP電話 (2 h 30 min, 150,000 users) meets row 二 (2 h or more and 30,000 users or more; 1 h or more and 100,000 users or more) is undecided. The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 1, rows 一 or 二). The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "none": {
        "ja": (
            "例（2025年6月10日発生）：報告を要する事故に該当しない。",
            "2025年6月10日9時00分から10時30分まで、インターネット接続サービス（利用者29,000人）の品質が低下した。インターネット接続サービスの影響（継続時間は基準を30分下回り、影響利用者数は1,000人下回る）は五の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たさない。インターネット接続サービスの影響（1時間30分、29,000人）は電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上、継続時間2時間以上）をいずれも満たさない。したがって、報告を要する事故に該当しない。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): no report is needed.",
            "Internet access (29,000 users) was degraded from 2025-06-10 09:00 to 10:30 Japan time. As for the impact on internet access (the time is 30 min below the limit and the number of users is 1,000 below the limit), row 五 (2 h or more and 30,000 users or more) is not met. As for the impact on internet access (1 h 30 min, 29,000 users), Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more; 2 h or more) is not met. The answer: no report is needed. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "periodic": {
        "ja": (
            "例（2025年6月10日発生）：年度報告の対象となる（電気通信事業報告規則第7条の3第1項第1号のうち継続時間2時間以上）。",
            "2025年6月10日9時00分から12時30分まで、インターネット接続サービス（利用者29,000人）に影響が生じた。インターネット接続サービスの影響は3時間30分に及び、電気通信事業報告規則第7条の3第1項第1号の基準（継続時間2時間以上）を満たす。インターネット接続サービスの影響（継続時間は基準を1時間30分上回り、影響利用者数は1,000人下回る）は五の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たさない。したがって、年度報告の対象となる（電気通信事業報告規則第7条の3第1項第1号のうち継続時間2時間以上）。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): to be included in the yearly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1: 2 h or more).",
            "Internet access (29,000 users) was affected from 2025-06-10 09:00 to 12:30 Japan time. The impact on internet access (3 h 30 min) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (2 h or more). As for the impact on internet access (the time is 1 h 30 min above the limit and the number of users is 1,000 below the limit), row 五 (2 h or more and 30,000 users or more) is not met. The answer: to be included in the yearly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1: 2 h or more). The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "another facility": {
        "ja": (
            "例（2025年6月10日発生）：年度報告の対象となる（電気通信事業報告規則第7条の3第1項第2号のうち影響利用者数3万以上）。",
            "電気通信設備以外の設備の故障により、2025年6月10日9時00分から10時00分まで、インターネット接続サービス（利用者31,000人）に影響が生じた。インターネット接続サービスの影響は31,000人に及び、電気通信事業報告規則第7条の3第1項第2号の基準（影響利用者数3万以上）を満たす。電気通信設備以外の設備の故障は重大な事故に当たらない。したがって、年度報告の対象となる（電気通信事業報告規則第7条の3第1項第2号のうち影響利用者数3万以上）。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): to be included in the yearly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 2: 30,000 users or more).",
            "Owing to other than telecommunications facilities, internet access (31,000 users) was affected from 2025-06-10 09:00 to 10:00 Japan time. The impact on internet access (31,000 users) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 2 (30,000 users or more). A failure of other than telecommunications facilities is no serious accident. The answer: to be included in the yearly report (Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 2: 30,000 users or more). The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "minor": {
        "ja": (
            "例（2025年6月10日発生）：報告を要する事故に該当しない（告示の定める軽微な事故は定期の報告を要しない）。",
            "2025年6月10日9時00分から10時00分まで、インターネット接続サービス（利用者31,000人）に影響が生じた。インターネット接続サービスの影響（継続時間は基準を1時間下回り、影響利用者数は1,000人上回る）は五の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たさない。インターネット接続サービスの影響は31,000人に及び、電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たす。ただし、報告を要する事故に該当しない（告示の定める軽微な事故は定期の報告を要しない）。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): no report is needed (a minor accident named by the notice needs no periodic report).",
            "Internet access (31,000 users) was affected from 2025-06-10 09:00 to 10:00 Japan time. As for the impact on internet access (the time is 1 h below the limit and the number of users is 1,000 above the limit), row 五 (2 h or more and 30,000 users or more) is not met. The impact on internet access (31,000 users) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more). Even so, the answer: no report is needed (a minor accident named by the notice needs no periodic report). The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "supplementary": {
        "ja": (
            "例（2025年6月10日発生）：報告を要する事故に該当しない（付加的な機能のみの停止又は品質の低下は算入しない）。",
            "2025年6月10日9時00分から10時00分まで、インターネット接続サービス（利用者31,000人）の付加的な機能に影響が生じた。したがって、報告を要する事故に該当しない（付加的な機能のみの停止又は品質の低下は算入しない）。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。",
        ),
        "en": (
            "例 (2025-06-10): no report is needed (an impact on supplementary functions only does not count).",
            "Supplementary functions of internet access (31,000 users) were affected from 2025-06-10 09:00 to 10:00 Japan time. The answer: no report is needed (an impact on supplementary functions only does not count). The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号).",
        ),
    },
    "several flags": {
        "ja": (
            "例（2025年6月10日発生）：判定は定まらない（報告対象外、年度報告又は重大な事故）。影響利用者数、付加的な機能のみの影響であるか否か及び軽微な事故であるか否かによって定まる。自然災害による（又はその可能性のある）事故である。条文に自然災害を除く規定はないが、公表された一覧には計上されていない例がある。影響利用者数が不明である。総務大臣がその把握が困難であると認めるときは、告示の定める別の基準による（未収録）。",
            "2025年6月10日9時00分から12時00分まで、インターネット接続サービス（利用者数不明、付加的な機能のみか否かは不明）に影響が生じた。インターネット接続サービスの影響（3時間、利用者数不明）が五の項の基準（継続時間2時間以上かつ影響利用者数3万以上、継続時間1時間以上かつ影響利用者数100万以上）を満たすか否かは定まらない。インターネット接続サービスの影響（3時間、利用者数不明）が電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上、継続時間2時間以上）を満たすか否かは定まらない。したがって、判定は定まらない（報告対象外、年度報告又は重大な事故）。影響利用者数、付加的な機能のみの影響であるか否か及び軽微な事故であるか否かによって定まる。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。自然災害による（又はその可能性のある）事故である。条文に自然災害を除く規定はないが、公表された一覧には計上されていない例がある。原因は他の電気通信事業者の設備にある。他者の設備の故障による場合も対象となる。影響利用者数が不明である。総務大臣がその把握が困難であると認めるときは、告示の定める別の基準による（未収録）。",
        ),
        "en": (
            "例 (2025-06-10): undecided (no report needed, periodic report or serious accident). It depends on the number of users, whether only a supplementary function was hit and whether it is a minor accident. A natural disaster caused it, or may have. The text has no exception for disasters, yet official lists have left some such accidents out. The number of users is unknown. Where the Minister finds it hard to grasp, a notice sets another standard (not recorded here).",
            "Internet access (number of users unknown, perhaps a supplementary function only) was affected from 2025-06-10 09:00 to 12:00 Japan time. Whether the impact on internet access (3 h, number of users unknown) meets row 五 (2 h or more and 30,000 users or more; 1 h or more and 1,000,000 users or more) is undecided. Whether the impact on internet access (3 h, number of users unknown) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more; 2 h or more) is undecided. The answer: undecided (no report needed, periodic report or serious accident). It depends on the number of users, whether only a supplementary function was hit and whether it is a minor accident. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号). A natural disaster caused it, or may have. The text has no exception for disasters, yet official lists have left some such accidents out. The failure lay with another carrier. Failures of its facilities count too. The number of users is unknown. Where the Minister finds it hard to grasp, a notice sets another standard (not recorded here).",
        ),
    },
    "a cable": {
        "ja": (
            "例（2025年6月10日発生）：判定は定まらない（報告対象外又は重大な事故）。電気通信事業者が設置した設備であるか否かによって定まる。",
            "2025年6月10日9時00分から11時00分まで、海底ケーブルによる全ての通信の疎通が不能となった。全ての通信の疎通の不能（2時間）が電気通信事業法施行規則第58条第2項第2号の基準（継続時間2時間以上）を満たすか否かは定まらない。したがって、判定は定まらない（報告対象外又は重大な事故）。電気通信事業者が設置した設備であるか否かによって定まる。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。影響を受けた電気通信役務が示されていないため、ないものとして判定した。",
        ),
        "en": (
            "例 (2025-06-10): undecided (no report needed or serious accident). It depends on whether a telecommunications carrier installed the facility.",
            "All communication through the submarine cable was impossible from 2025-06-10 09:00 to 11:00 Japan time. Whether the loss of all communication (2 h) meets Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 2 (2 h or more) is undecided. The answer: undecided (no report needed or serious accident). It depends on whether a telecommunications carrier installed the facility. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号). No service is told to have been hit, and it is judged as if none was.",
        ),
    },
    "a satellite and a service": {
        "ja": (
            "例（2025年6月10日発生、12時30分現在未復旧）：重大な事故に該当する（電気通信事業法施行規則第58条第2項第1号の表五の項及び同項第2号）。時間の経過のみによって判定が変わることはない。",
            "2025年6月10日9時00分から12時00分まで、インターネット接続サービス（利用者4万人）に影響が生じた。2025年6月10日9時00分から、衛星による全ての通信の疎通が不能となり、12時30分現在、復旧していない。インターネット接続サービスの影響は3時間、4万人に及び、五の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たし、全ての通信の疎通の不能は3時間30分に及び、電気通信事業法施行規則第58条第2項第2号の基準（継続時間2時間以上）を満たす。したがって、重大な事故に該当する（電気通信事業法施行規則第58条第2項第1号の表五の項及び同項第2号）。時間の経過のみによって判定が変わることはない。重大な事故の基準のうち、五の項（100万以上）にはあと96万人を要する。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。事故は継続中であり、最終の判定ではない。",
        ),
        "en": (
            "例 (2025-06-10, not restored at 12:30): a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 1, row 五 and item 2). Time alone will not change the answer.",
            "Internet access (40,000 users) was affected from 2025-06-10 09:00 to 12:00 Japan time. All communication through the satellite was impossible from 2025-06-10 09:00 on Japan time; it was not restored at 12:30. The impact on internet access (3 h, 40,000 users) meets row 五 (2 h or more and 30,000 users or more); the loss of all communication (3 h 30 min) meets Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 2 (2 h or more). The answer: a serious accident (Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 1, row 五 and item 2). Time alone will not change the answer. Still lacking are, for row 五 (1,000,000 or more): 960,000 more users. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号). The accident is still running; this answer is not final.",
        ),
    },
    "intermittent": {
        "ja": (
            "例（2025年6月10日発生）：判定は定まらない（年度報告又は重大な事故）。継続時間によって定まる。断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
            "2025年6月10日9時00分から10時30分まで及び11時00分から12時30分まで、インターネット接続サービス（利用者4万人）に影響が生じた。インターネット接続サービスの影響は4万人に及び、電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たす。インターネット接続サービスの影響（1時間30分以上3時間30分以下、4万人）が五の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たすか否かは定まらない。したがって、判定は定まらない（年度報告又は重大な事故）。継続時間によって定まる。適用した規定は、2025年4月1日施行時点の規定（重大な事故：平成31年総務省令第23号、年度報告：令和7年総務省令第14号）である。断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
        ),
        "en": (
            "例 (2025-06-10): undecided (periodic report or serious accident). It depends on the time. How an intermittent accident or several impacts are counted is open in the text, and the answer depends on it.",
            "Internet access (40,000 users) was affected from 2025-06-10 09:00 to 10:30 and from 11:00 to 12:30 Japan time. The impact on internet access (40,000 users) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more). Whether the impact on internet access (1 h 30 min to 3 h 30 min, 40,000 users) meets row 五 (2 h or more and 30,000 users or more) is undecided. The answer: undecided (periodic report or serious accident). It depends on the time. The law is applied as in force from 2025-04-01 (重大な事故: 平成31年総務省令第23号, 年度報告: 令和7年総務省令第14号). How an intermittent accident or several impacts are counted is open in the text, and the answer depends on it.",
        ),
    },
    "after the last check of the law": {
        "ja": (
            "例（2027年1月1日発生、未復旧）：判定は定まらない（年度報告又は重大な事故）。継続時間によって定まる。規定を最後に照合した日より後の事故である。その後の改正の有無を確認されたい。（最終照合日：2026年11月21日）",
            "2027年1月1日0時00分から、インターネット接続サービス（利用者4万人）に影響が生じ、復旧していない。インターネット接続サービスの影響は4万人に及び、電気通信事業報告規則第7条の3第1項第1号の基準（影響利用者数3万以上）を満たす。インターネット接続サービスの影響（継続時間不明、4万人）が六の項の基準（継続時間2時間以上かつ影響利用者数3万以上）を満たすか否かは定まらない。したがって、判定は定まらない（年度報告又は重大な事故）。継続時間によって定まる。適用した規定は、2026年5月27日施行時点の規定（重大な事故：令和8年総務省令第21号、年度報告：令和7年総務省令第14号）である。事故は継続中であり、最終の判定ではない。規定を最後に照合した日より後の事故である。その後の改正の有無を確認されたい。（最終照合日：2026年11月21日）",
        ),
        "en": (
            "例 (2027-01-01, not restored): undecided (periodic report or serious accident). It depends on the time. The accident is later than the last check of the law. See whether it was amended since. (Last: 2026-11-21.)",
            "Internet access (40,000 users) was affected from 2027-01-01 00:00 on Japan time; it was not restored. The impact on internet access (40,000 users) meets Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 (30,000 users or more). Whether the impact on internet access (time unknown, 40,000 users) meets row 六 (2 h or more and 30,000 users or more) is undecided. The answer: undecided (periodic report or serious accident). It depends on the time. The law is applied as in force from 2026-05-27 (重大な事故: 令和8年総務省令第21号, 年度報告: 令和7年総務省令第14号). The accident is still running; this answer is not final. The accident is later than the last check of the law. See whether it was amended since. (Last: 2026-11-21.)",
        ),
    },
}


@pytest.mark.parametrize("name", VERDICTS)
def test_every_kind_of_answer(name: str) -> None:
    assert told(VERDICTS[name]) == SAID[name]


def test_a_tree_in_markdown() -> None:
    assert tree(FY2018["jcom-east-2019-03-16"], markdown=True).split("\n") == [
        "## 株式会社ジェイコムイースト、jcom-east-2019-03-16",
        "",
        "- **判定**：重大な事故（表一の項、四の項）",
        "- **適用規定**：2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、四半期報告事故：平成22年総務省令第39号（番号は推定））",
        "",
        "### 事実",
        "",
        "- 影響1：音声伝送役務、2019年3月16日7時47分～11時56分、41,382人",
        "- 影響2：インターネット接続サービス、2019年3月16日7時47分～11時56分、66,426人",
        "",
        "### 理由",
        "",
        "| 根拠 | 基準 | 事実 | 該否 |",
        "|---|---|---|---|",
        "| 電気通信事業法施行規則第58条第1号の表一の項 | 継続時間1時間以上かつ影響利用者数3万以上 | 4時間9分、41,382人（影響1） | 該当 |",
        "| 電気通信事業法施行規則第58条第1号の表四の項 | 継続時間2時間以上かつ影響利用者数3万以上 | 4時間9分、66,426人（影響2） | 該当 |",
        "| 電気通信事業法施行規則第58条第1号の表四の項 | 継続時間1時間以上かつ影響利用者数100万以上 | 4時間9分、66,426人（影響2） | 非該当 |",
        "| 電気通信事業報告規則第7条の3第1項第1号 | 影響利用者数3万以上 | 66,426人以上107,808人以下（影響1、影響2） | 該当 |",
        "| 電気通信事業報告規則第7条の3第1項第1号 | 継続時間2時間以上 | 4時間9分（影響1、影響2） | 該当 |",
        "",
        "- 影響を受けた役務等のない規定",
        "  - 電気通信事業法施行規則第58条第1号の表二の項、三の項",
        "  - 電気通信事業法施行規則第58条第2号",
        "",
    ]


def test_an_outlook_for_the_terminal() -> None:
    text = tree(RUNNING["at 8:28, 40,001 telephone users at least"], "ja", markdown=False).split(
        "\n"
    )
    assert text[-10:] == [
        "今後の見通し",
        "  8時47分（あと19分）：重大な事故（一の項）となる",
        "      [該当] 電気通信事業法施行規則第58条第1号の表一の項 継続時間1時間以上かつ影響利用者数3万以上",
        "  9時47分（あと1時間19分）：判定は変わらない",
        "      [該当] 電気通信事業法施行規則第58条第1号の表四の項 継続時間2時間以上かつ影響利用者数3万以上",
        "      [該当] 電気通信事業報告規則第7条の3第1項第1号 継続時間2時間以上",
        "時間の経過のみでは満たされない基準",
        "  四の項（100万以上）には、あと933,574人",
        "留意事項",
        "  事故は継続中であり、最終の判定ではない。",
    ]


def test_an_outlook_for_the_terminal_in_english() -> None:
    text = tree(RUNNING["at 8:28, 40,001 telephone users at least"], "en", markdown=False).split(
        "\n"
    )
    assert text[-10:] == [
        "What is to come",
        "  08:47 (in 19 min): it becomes a serious accident (row 一)",
        "      [met] Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 一 1 h or more and 30,000 users or more",
        "  09:47 (in 1 h 19 min): the same answer",
        "      [met] Enforcement Rules of the Telecommunications Business Act, Art. 58, item 1, row 四 2 h or more and 30,000 users or more",
        "      [met] Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 1 2 h or more",
        "Limits that time alone will not meet",
        "  row 四 (1,000,000 or more): 933,574 more users",
        "Notes",
        "  The accident is still running; this answer is not final.",
    ]


def test_an_outlook_for_the_markdown() -> None:
    text = tree(RUNNING["at 8:28, 40,001 telephone users at least"], "ja", markdown=True).split(
        "\n"
    )
    assert text[-16:] == [
        "### 今後の見通し",
        "",
        "- 8時47分（あと19分）：重大な事故（一の項）となる",
        "  - \\[該当\\] 電気通信事業法施行規則第58条第1号の表一の項 継続時間1時間以上かつ影響利用者数3万以上",
        "- 9時47分（あと1時間19分）：判定は変わらない",
        "  - \\[該当\\] 電気通信事業法施行規則第58条第1号の表四の項 継続時間2時間以上かつ影響利用者数3万以上",
        "  - \\[該当\\] 電気通信事業報告規則第7条の3第1項第1号 継続時間2時間以上",
        "",
        "### 時間の経過のみでは満たされない基準",
        "",
        "- 四の項（100万以上）には、あと933,574人",
        "",
        "### 留意事項",
        "",
        "- 事故は継続中であり、最終の判定ではない。",
        "",
    ]


def test_the_margins_of_a_restored_accident() -> None:
    assert tree(RUNNING["restored"]).split("\n")[-11:] == [
        "基準との差",
        "  電気通信事業法施行規則第58条第1号の表一の項",
        "      継続時間1時間以上かつ影響利用者数3万以上 ← 継続時間は基準を3時間9分上回り、影響利用者数は11,382人上回る",
        "  電気通信事業法施行規則第58条第1号の表四の項",
        "      継続時間2時間以上かつ影響利用者数3万以上 ← 継続時間は基準を2時間9分上回り、影響利用者数は36,426人上回る",
        "  電気通信事業法施行規則第58条第1号の表四の項",
        "      継続時間1時間以上かつ影響利用者数100万以上 ← 継続時間は基準を3時間9分上回り、影響利用者数は933,574人下回る",
        "  電気通信事業報告規則第7条の3第1項第1号",
        "      影響利用者数3万以上 ← 影響利用者数は基準を36,426人から77,808人までの範囲で上回る",
        "  電気通信事業報告規則第7条の3第1項第1号",
        "      継続時間2時間以上 ← 継続時間は基準を2時間9分上回る",
    ]


@pytest.mark.parametrize(
    ("users", "hours", "said"),
    [
        (30_000, 2, "継続時間は基準と等しく、影響利用者数は基準と等しい"),
        (Bounds.at_least(30_000), 3, "継続時間は基準を1時間上回り、影響利用者数は基準以上である"),
        (
            Bounds.between(30_000, 30_500),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は最大500人上回る",
        ),
        (
            Bounds.between(29_000, 29_500),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は500人から1,000人までの範囲で下回る",
        ),
        (
            Bounds.between(29_000, 31_000),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は1,000人下回る場合から1,000人上回る場合まであり得る",
        ),
        (
            Bounds.between(29_000, 30_000),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は1,000人下回る場合から基準と等しい場合まであり得る",
        ),
        (
            Bounds.at_least(29_000),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は1,000人下回る場合から上回る場合まであり得る",
        ),
        (
            Bounds.at_most(29_000),
            3,
            "継続時間は基準を1時間上回り、影響利用者数は1,000人から3万人までの範囲で下回る",
        ),
        (None, 1, "継続時間は基準を1時間下回り、影響利用者数は不明である"),
    ],
)
def test_margins(users: Any, hours: int, said: str) -> None:
    verdict = judge(one(INTERNET, users, Period(on(9), on(9 + hours))))
    finding = next(each for each in verdict.findings if each.limb.citation.row == "五")
    assert excess(finding) == said
    assert "limit" in excess(finding, "en")


def test_a_margin_below_a_second() -> None:
    moment = timedelta(hours=2, microseconds=-1)
    verdict = judge(one(INTERNET, 30_000, Period(on(9), on(9) + moment)))
    finding = next(each for each in verdict.findings if each.limb.citation.row == "五")
    assert excess(finding).startswith("継続時間は基準を1秒未満下回り")
    assert "less than 1 s below" in excess(finding, "en")


def nameless(incident: Incident) -> Incident:
    """The same without the names that a user gave, which may be anything."""
    impacts = [evolve(each, service=evolve(each.service, name=None)) for each in incident.impacts]
    return evolve(incident, impacts=impacts, carrier=None, id=None)


@settings(max_examples=150, deadline=None)
@given(incidents())
def test_a_sentence_is_one_line_whatever_happened(incident: Incident) -> None:
    for made in (incident, nameless(incident)):
        verdict = judge(made)
        now = max(period.end or period.start for period in verdict.periods())
        for what in (verdict, outlook(made, now)):
            for lang in LANGS:
                texts = sentence(what, lang), paragraph(what, lang)
                assert all(len(text.splitlines()) == 1 and text.strip() for text in texts)
                if made is not incident:
                    words = "".join([*texts, tree(what, lang), tree(what, lang, markdown=True)])
                    assert not any(
                        bad in words
                        for bad in ("None", "Words(", "Bounds(", "<", "。。", "、。", "（）")
                    )


def test_names_are_set_on_one_line_and_escaped() -> None:
    incident = evolve(one(INTERNET, 1, Period(on(9), on(10))), carrier="a|b\n*c*\u2028<d>")
    verdict = judge(incident)
    assert sentence(verdict).startswith("a|b *c* <d>（")
    assert tree(verdict, markdown=True).startswith("## a\\|b \\*c\\* \\<d\\>、例\n")
    assert sentence(judge(evolve(incident, carrier=" \n", id=None))).startswith("（名称なし）（")


def test_the_text_does_not_depend_on_the_environment() -> None:
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from jikorules import from_wire, judge\n"
        "from jikorules.words.verdict import paragraph, sentence, tree\n"
        "for case in json.loads(Path(sys.argv[1]).read_text('utf-8'))['cases']:\n"
        "    verdict = judge(from_wire(case['incident']))\n"
        "    for lang in ('ja', 'en'):\n"
        "        for text in (sentence(verdict, lang), paragraph(verdict, lang), tree(verdict, lang)):\n"
        "            sys.stdout.buffer.write(text.encode() + b'\\n')\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script, str(CASES / "fy2018.json")],
            env=os.environ | {"TZ": zone, "LANG": locale, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for zone, locale in (
            ("Asia/Tokyo", "ja_JP.UTF-8"),
            ("America/New_York", "C"),
            ("UTC", "de_DE.UTF-8"),
        )
    }
    assert len(said) == 1
    assert sentence(FY2018["kddi-2019-03-16"]).encode() in said.pop()


def test_the_grades_of_the_outlooks_are_those_told() -> None:
    assert RUNNING["at 8:28, 40,001 telephone users at least"].verdict.grade is Grade.PERIODIC
    assert RUNNING["restored"].verdict.grade is Grade.SERIOUS


def test_grades_that_change_between_the_ends() -> None:
    """Neither the least nor the most that is possible changes, yet what lies between does."""
    coming = RUNNING["at 8:28, 40,001 telephone users at least"]
    ends = evolve(coming.verdict, possible=(Grade.NONE, Grade.SERIOUS))
    turn = evolve(coming.crossings[0], possible=tuple(Grade), at_least=Grade.NONE, finding=None)
    made = evolve(coming, verdict=ends, crossings=(turn,))
    assert sentence(made).endswith(
        "あと19分（8時47分）で判定は報告対象外、四半期報告事故、重大な事故のいずれかとなる。"
    )
    assert "In 19 min (08:47) it may be any of no report needed, " in sentence(made, "en")
    assert "None" not in tree(made)


def test_a_reading_that_the_caller_chose_is_told() -> None:
    """It qualifies the answer as much as any flag."""
    verdict = VERDICTS["intermittent"]
    limb = verdict.findings[0].limb
    verdict = evolve(verdict, readings=((limb, Reading.WIDEST),))
    told_: dict[Lang, str] = {"ja": "指定された読み方によった。", "en": "read as the caller chose."}
    for lang, words in told_.items():
        assert sentence(verdict, lang).endswith(words)
        assert paragraph(verdict, lang).endswith(words)
        assert tree(verdict, lang).endswith(words)


def test_a_running_verdict_names_what_comes_next() -> None:
    """A verdict of a moment tells it as an outlook does, and one restored or of no moment not."""
    running = jcom(Bounds.at_least(40_001), 66_426)
    told_by_verdict = judge(running, at=at(8, 28))
    assert sentence(told_by_verdict) == sentence(outlook(running, at(8, 28)))
    assert "あと19分（8時47分）で重大な事故（一の項）となる。" in sentence(told_by_verdict)
    assert "（継続中。この時点）" in tree(told_by_verdict)
    assert "今後の見通し" not in tree(judge(running))
    restored = judge(jcom(41_382, 66_426, at(11, 56)), at=at(13))
    assert "継続中" not in tree(restored)
    assert "今後の見通し" not in tree(restored)
