"""What the things of the law and of an accident are called."""

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import (
    Basis,
    Content,
    CriticalKind,
    Equipment,
    Event,
    Function,
    Kind,
    Reason,
    Reporter,
)
from jikorules.facts.service import Service
from jikorules.judgement.verdict import Exclusion, Flag, Grade, Met
from jikorules.words.lists import flat

LAWS = {
    "電気通信事業法施行規則": "Enforcement Rules of the Telecommunications Business Act",
    "電気通信事業法": "Telecommunications Business Act",
    "電気通信事業報告規則": "Telecommunications Business Reporting Rules",
    "民法": "Civil Code",
    "行政機関の休日に関する法律": "Act on Holidays of Administrative Organs",
}
GRADES = {
    Grade.NONE: "no report needed",
    Grade.PERIODIC: "periodic report",
    Grade.SERIOUS: "serious accident",
}
MET = {
    Met.YES: Words("該当", "met"),
    Met.NO: Words("非該当", "not met"),
    Met.UNDECIDED: Words("未確定", "undecided"),
}
KINDS = {
    Kind.VOICE: Words("音声伝送役務", "voice"),
    Kind.LPWA: Words("LPWAサービス", "LPWA"),
    Kind.INTERNET_ACCESS: Words("インターネット接続サービス", "internet access"),
    Kind.EMAIL: Words("電子メールサービス", "e-mail"),
    Kind.MESSAGING: Words("メッセージングサービス", "messaging"),
    Kind.INTERNET_OTHER: Words(
        "その他のインターネット関連サービス", "another internet-related service"
    ),
    Kind.OTHER: Words("その他の電気通信役務", "another service"),
}
CRITICAL_KINDS = {
    CriticalKind.SATELLITE: Words("衛星", "satellite"),
    CriticalKind.SUBMARINE_CABLE: Words("海底ケーブル", "submarine cable"),
    CriticalKind.EQUIVALENT: Words(
        "衛星・海底ケーブルに準ずる重要な電気通信設備", "equally important facility"
    ),
}
EVENTS = {
    Event.COULD_NOT_STOP: Words("停止できなかった事象", "the event of not being stopped"),
    Event.COULD_NOT_SWITCH: Words("切り替えられなかった事象", "the event of not being switched"),
    Event.FELL_OVER: Words("転倒又は脱落の事象", "the event of falling over"),
    Event.FIRE: Words("発火、発煙又は焼損の事象", "the event of fire"),
    Event.UNINTENDED_CONNECTION: Words("意図しない接続の事象", "the event of an odd connection"),
    Event.OVERLOAD: Words("容量を上回る処理の事象", "the event of overload"),
    Event.MISCONFIGURATION: Words("誤った設定の事象", "the event of misconfiguration"),
}
FUNCTIONS = {
    Function.TRANSMISSION: Words("伝送機能", "transmission"),
    Function.SWITCHING: Words("交換機能", "switching"),
    Function.CONTROL: Words("制御機能", "control"),
    Function.OPERATION: Words("運用、監視又は保守の機能", "operation"),
    Function.SUBSCRIBER_MANAGEMENT: Words("加入者管理機能", "subscriber management"),
}
CRITICAL_LOSS = Words(
    "衛星、海底ケーブルその他これに準ずる重要な電気通信設備の深刻な機能低下又は重大な損傷",
    "serious decline of function of, or serious damage to, a satellite, cable or the like",
)
EXCLUSIONS = {
    Exclusion.SUPPLEMENTARY: Words(
        "付加的な機能のみの停止又は品質の低下は算入しない",
        "an impact on supplementary functions only does not count",
    ),
    Exclusion.MINOR: Words(
        "告示の定める軽微な事故は定期の報告を要しない",
        "a minor accident named by the notice needs no periodic report",
    ),
    Exclusion.OTHER_FACILITY: Words(
        "電気通信設備以外の設備の故障は重大な事故に当たらない",
        "a failure of other than telecommunications facilities is no serious accident",
    ),
    Exclusion.NOT_INSTALLED: Words(
        "電気通信事業者が設置した設備でない衛星・海底ケーブル等は本号の対象外",
        "a satellite, cable or the like that no carrier installed is outside this item",
    ),
}
FLAGS = {
    Flag.DISASTER: Words(
        "自然災害による（又はその可能性のある）事故である。条文に自然災害を除く規定はないが、"
        "公表された一覧には計上されていない例がある。",
        "A natural disaster caused it, or may have. The text has no exception for disasters, yet "
        "official lists have left some such accidents out.",
    ),
    Flag.LAW_LIKELY: Words(
        "適用した規定の条文には、推定によるものが含まれる。",
        "Part of the text applied is presumed, not read in an official source.",
    ),
    Flag.LAW_UNCHECKED: Words(
        "規定を最後に照合した日より後の事故である。その後の改正の有無を確認されたい。",
        "The accident is later than the last check of the law. See whether it was amended since.",
    ),
    Flag.STRADDLES_AMENDMENT: Words(
        "事故の継続中に規定が改正されている。発生した日の規定を適用した。",
        "The law was amended while the accident ran. The law of its first day is applied.",
    ),
    Flag.OPEN_READING: Words(
        "断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
        "How an intermittent accident or several impacts are counted is open in the text, and the "
        "answer depends on it.",
    ),
    Flag.OPEN_VOICE_CALLS: Words(
        "メッセージングサービス等の音声通話が音声伝送役務に当たるかは条文上明らかでなく、これにより"
        "判定が分かれる。",
        "Whether voice calls inside a messaging service are voice is open in the text, and the "
        "answer depends on it.",
    ),
    Flag.ORIGIN_ELSEWHERE: Words(
        "原因は他の電気通信事業者の設備にある。他者の設備の故障による場合も対象となる。",
        "The failure lay with another carrier. Failures of its facilities count too.",
    ),
    Flag.UNCOUNTABLE_USERS: Words(
        "影響利用者数が不明である。総務大臣がその把握が困難であると認めるときは、告示の定める別の基準に"
        "よる（未収録）。",
        "The number of users is unknown. Where the Minister finds it hard to grasp, a notice sets "
        "another standard (not recorded here).",
    ),
    Flag.STILL_RUNNING: Words(
        "事故は継続中であり、最終の判定ではない。",
        "The accident is still running; this answer is not final.",
    ),
    Flag.OPEN_LAW: Words(
        "発生した日が定まらず、適用する規定が改正の前後のいずれであるかは定まらない。いずれの規定による"
        "判定も示す。",
        "On which day it occurred is not settled, and so not whether the rules from before an "
        "amendment hold or those after it. The answers under all of them are told.",
    ),
    Flag.TOO_MANY_UNKNOWNS: Words(
        "分からない事実が多く、その全ての組合せは調べていない。あり得るとした判定には、実際にはあり得ない"
        "ものが含まれることがある。",
        "So much is unknown that not every combination was tried. An answer that is told as "
        "possible need not be.",
    ),
    Flag.NO_IMPACTS: Words(
        "影響を受けた電気通信役務が示されていないため、ないものとして判定した。",
        "No service is told to have been hit, and it is judged as if none was.",
    ),
}


def service_name(service: Service, lang: Lang = "ja") -> str:
    """Name a service: as its carrier does, else by its kind."""
    return flat(service.name) or KINDS[service.kind].text(lang)


REASONS = {
    Reason.SERIOUS_ACCIDENT: Words("重大な事故", "serious accident"),
    Reason.NEAR_MISS: Words(
        "重大な事故が生ずるおそれがあると認められる事態", "near-miss of a serious accident"
    ),
    Reason.PARTIAL_SUSPENSION: Words("電気通信業務の一部の停止", "partial suspension of business"),
    Reason.SECRECY_LEAK: Words("通信の秘密の漏えい", "leak of the secrecy of communications"),
    Reason.USER_INFORMATION_LEAK: Words(
        "特定利用者情報の漏えい", "leak of specified user information"
    ),
}
REPORTERS = {
    Reporter.CARRIER: Words("電気通信事業者", "carrier"),
    Reporter.TOWER_PROVIDER: Words("認定鉄塔等提供事業者", "certified tower provider"),
}
BASES = {
    Basis.OCCURRENCE: Words("発生した日", "the day of occurrence"),
    Basis.KNOWLEDGE: Words("知った日", "the day on which it was known"),
    Basis.TIME_OF_KNOWLEDGE: Words("知った時", "the time at which it was known"),
    Basis.SUSPENSION: Words("停止した日", "the day of the suspension"),
    Basis.PERIOD_END: Words("報告対象期間の末日", "the end of the period reported"),
}
CONTENTS = {
    Content.DATE_TIME: Words("発生日時", "date and time"),
    Content.PLACE: Words("場所", "place"),
    Content.KNOWN_AT: Words("発生を知った日時", "date and time of knowing"),
    Content.OUTLINE: Words("概要", "outline"),
    Content.REASON_OR_CAUSE: Words("理由又は原因", "reason or cause"),
    Content.CAUSE: Words("原因", "cause"),
    Content.MEASURES: Words("措置", "measures"),
    Content.OTHER_MATTERS: Words("その他参考となる事項", "other matters of reference"),
}
EQUIPMENT = {
    Equipment.RADIO_BASE_STATION: Words("無線基地局", "radio base stations"),
    Equipment.REMOTE_CONCENTRATOR: Words(
        "局設置遠隔収容装置・き線点遠隔収容装置", "remote concentrators"
    ),
    Equipment.DSLAM: Words("デジタル加入者回線アクセス多重化装置", "DSLAM"),
}
