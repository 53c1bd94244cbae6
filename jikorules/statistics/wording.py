"""The words of the yearly tables: heads of rows and columns, titles and notes."""

from jikorules.basics.errors import Words
from jikorules.statistics.tables import Heading

ACCIDENTS = Heading("accidents", Words("件数", "accidents"))
UNTOLD = Heading("untold", Words("不明", "not known"))
UNDECIDED = Heading("undecided", Words("未確定", "undecided"))
COUNTS = (ACCIDENTS, UNDECIDED)
REPORTS = (Heading("carriers", Words("報告事業者数", "carriers reporting")), *COUNTS)
SIMPLE = Heading("simple", Words("簡易な様式による報告", "reports in the simple form"))
SECTIONS = (
    Heading("serious", Words("重大な事故", "serious accidents")),
    Heading(
        "detailed",
        Words(
            "詳細な様式による報告（重大な事故を含む）",
            "reports in the detailed form, serious included",
        ),
    ),
    SIMPLE,
)
QUARTERS = tuple(
    Heading(f"q{i}", Words(f"第{i}四半期（{first}月～{last}月）", f"Q{i} ({months})"))
    for i, first, last, months in (
        (1, 4, 6, "Apr-Jun"),
        (2, 7, 9, "Jul-Sep"),
        (3, 10, 12, "Oct-Dec"),
        (4, 1, 3, "Jan-Mar"),
    )
)
YEARS = (
    Heading("before", Words("前年度", "year before")),
    Heading("year", Words("当年度", "this year")),
    Heading("change", Words("増減", "change")),
    Heading("before_undecided", Words("前年度の未確定", "undecided, year before")),
    Heading("year_undecided", Words("当年度の未確定", "undecided, this year")),
)
UNTOLD_PART = Words("内訳不明", "not told which")

TITLES = {
    "reports": Words("報告事業者数及び報告件数", "Accidents and carriers reporting"),
    "by_duration": Words("影響利用者数及び継続時間別の件数", "Accidents by users and duration"),
    "by_service": Words("サービス別の件数", "Accidents by service"),
    "by_cause": Words("発生要因別の件数", "Accidents by cause"),
    "by_failed": Words("故障設備別の件数", "Accidents by failed facility"),
    "by_quarter": Words("四半期別の件数", "Accidents by quarter"),
    "by_day": Words("発生日別の件数", "Accidents by day"),
    "year_on_year": Words("前年度との比較", "Beside the year before"),
}

ONCE_IN_EACH_ACCIDENT = Words(
    "報告事業者数は、重大な事故については事故ごとに数えた延べ数、その他は実数である。",
    "For serious accidents a carrier counts once in each accident, otherwise once in all.",
)
ONCE_IN_THE_YEAR = Words(
    "報告事業者数は、重大な事故についても実数であり、複数の事故を報告した事業者も1社とする。",
    "A carrier counts once, however many accidents it reported, serious ones included.",
)
AS_PUBLISHED = Words(
    "報告事業者数の数え方は、当該年度の公表された表による。",
    "So the published table of this year counts carriers.",
)
AS_BEFORE = Words(
    "当該年度の公表された表における報告事業者数の数え方は確認していないため、{name}の表の"
    "数え方によった。",
    "How the published table of this year counts carriers was not confirmed; that of {name} is "
    "followed.",
)
AS_ASKED = Words(
    "報告事業者数の数え方は指定されたものであり、当該年度の公表された表の数え方とは{name}。",
    "This way to count carriers was asked for; {name} that of the published table of this year.",
)
DIFFERS = Words("異なる", "it is not")
MAY_DIFFER = Words("異なることがある", "it may not be")
CHAINS = Words(
    "卸元の事故が卸先に及んだときは、合わせて1件とし、報告した事業者をそれぞれ数えるため、"
    "重大な事故の報告事業者数は、件数と一致しないことがある。",
    "A wholesaler's accident and those of its recipients are one, with several carriers reporting; "
    "so the serious accidents may be fewer than their carriers.",
)
NO_CARRIER = Words(
    "事業者名の示されていない報告{n}件は、実数で数えた報告事業者数に含まない。",
    "Reports without a carrier's name ({n}) add nothing to the carriers that count once in all.",
)
NOT_REPORTED = Words(
    "報告対象外の事故{n}件は、いずれの表にも計上していない。",
    "Accidents that need no report ({n}) are in no table.",
)
OTHER_YEARS = Words(
    "他の年度に発生した事故{n}件は、四半期別の表及び前年度との比較のほかには計上していない。",
    "Accidents of other years ({n}) are in no table but those by quarter and beside the year "
    "before.",
)
NO_EQUIPMENT = Words(
    "簡易な様式の対象となる設備の故障か否かが示されていない{n}件は、詳細な様式による報告とした。",
    "Accidents of which it is not told whether their equipment allows the simple form ({n}) count "
    "as detailed.",
)
SERIOUS_APART = Words(
    "発生した日の規定により定期の報告から除かれる重大な事故{n}件も、詳細な様式による報告に含めた。",
    "Serious accidents that by the law of their day are no part of the periodic report ({n}) are "
    "included in the detailed form all the same.",
)
WITHOUT_SIMPLE = Words(
    "簡易な様式による報告{n}件（未確定を含む。）は含まない。",
    "Reports in the simple form ({n}, undecided ones included) are not included.",
)
WITH_UNDECIDED = Words(
    "「未確定」は、報告の要否が定まらない事故である。計には、これら{n}件を含む。",
    "Of undecided accidents it is open whether they are to be reported; the total includes them "
    "({n}).",
)
WITHOUT_UNDECIDED = Words(
    "「未確定」は、報告の要否が定まらない事故（{n}件）であり、件数に含まない。",
    "Of undecided accidents ({n}) it is open whether they are to be reported; they count apart.",
)
MAY_BELONG = Words(
    "「未確定」は、当該区分に当たるか否かが定まらない事故であり、件数に含まない。",
    "Undecided accidents may belong in the row or not; they count apart.",
)
SEVERAL_BANDS = Words(
    "「不明」は、影響利用者数又は継続時間が一つの階級に定まらない事故である。",
    "Not known: the users or the duration may fall in several bands.",
)
HOW_USERS_COUNT = Words(
    "影響利用者数は、重大な事故の基準の区分ごとに数えたもののうち最大のものによる。",
    "Users are counted for each row of the rule on serious accidents; the largest number is taken.",
)
NOT_SERIOUS = Words(
    "重大な事故に当たるか否かは、役務の区分及び故障した設備にもよるため、各欄の件数から"
    "重大な事故の件数は得られない。",
    "Whether an accident is serious depends on the service and the facility too, so that the cells "
    "do not tell how many are.",
)
SEVERAL_SERVICES = Words(
    "複数のサービスに影響した事故は、それぞれに計上したため、計は事故の件数（未確定を含めて{n}件）"
    "と一致しない。",
    "An accident that hit several services counts in each; so the totals are not the number of "
    "accidents ({n}, undecided ones included).",
)
HOW_SHARES_COUNT = Words(
    "割合は、不明を除いた計に対するもの（内訳については、その属する区分に対するもの）であり、"
    "四捨五入による。",
    "Shares are of the total without what is not known (those of a part: of what it is a part of), "
    "rounded half up.",
)


def note(words: Words, count: int) -> tuple[Words, ...]:
    """Fill a count in a note; no note if there is nothing to be told.

    Example:
        >>> note(WITHOUT_SIMPLE, 62_240)[0].ja, note(WITHOUT_SIMPLE, 0)
        ('簡易な様式による報告62,240件（未確定を含む。）は含まない。', ())
    """
    number = f"{count:,}"
    return (Words(words.text("ja", n=number), words.text("en", n=number)),) if count else ()


def naming(words: Words, name: Words) -> Words:
    """Fill a name in a note.

    Example:
        >>> naming(AS_ASKED, DIFFERS).ja[-6:]
        'とは異なる。'
    """
    return Words(words.text("ja", name=name.ja), words.text("en", name=name.en))
