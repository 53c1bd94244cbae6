"""``jikorules duties --ics``: the calendar that duties are written to, again and again."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, visible
from jikorules.cli.writing import FORCE, Destination, destination
from jikorules.reporting.duty import Duty
from jikorules.reporting.ics import fallen_away, to_ics
from jikorules.words.lists import fit

_OWN_CALENDAR = Words(
    "ない名前、又は jikorules の書き出したカレンダー",
    "a name that is free, or a calendar as jikorules wrote it",
)
_OTHER_FILE = Words("ほかのファイルが既にあります", "another file is there")
_WHOLE = Words("誤りのない入力", "input without a fault")
_NOT_WHOLE = Words("読み取れない事故がありました", "an accident could not be read")
_MEND = Words(
    "カレンダーは書き出していません。誤りを直して、もう一度実行してください。",
    "The calendar was not written. Mend the fault, and run this again.",
)
_UNDATED = Words(
    "{name}：知った時が分からず、予定に入れなかった報告：{n}件（--known で示すことができます）",
    "{name}: reports left out, as it is not told when it became known: {n} (tell it by --known)",
)
_FALLEN_AWAY = Words(
    "{name}：入力にない義務の予定を取り消しました：{title}",
    "{name}: cancelled, as the input has no such duty: {title}",
)


@frozen
class CalendarFile:
    """A calendar file, as it stands before duties are written to it.

    Attributes:
        to: where.
        last: what stands there, if it is a calendar of ours: the new one follows it.
    """

    to: Destination
    last: bytes | None

    @classmethod
    def at(cls, options: Namespace) -> "CalendarFile":
        """Look at what stands there, before anything is judged.

        Raises:
            InvalidInput: it cannot be written, or is no calendar of ours and not to be replaced.
        """
        to = destination(options.ics, [*options.files, options.done], may_exist=True)
        last = to.read() if to.exists else None
        try:
            to_ics((), last=last)
        except InvalidInput:
            if not options.force:
                raise InvalidInput([Problem(to.name, _OWN_CALENDAR, _OTHER_FILE, FORCE)]) from None
            last = None
        return cls(to, last)

    def write(
        self, owed: Sequence[Duty], now: datetime, lang: Lang, *, is_whole: bool, is_some: bool
    ) -> None:
        """Write it, and tell what is cancelled in it.

        Nothing is written if no accident could be read; nor if one could not, and there is a
        calendar already, in which the duties of that one may stand.

        Args:
            owed: the duties.
            now: the moment at which it is made.
            lang: the language.
            is_whole: whether all of the input could be read.
            is_some: whether some of it could be.
        """
        if not is_whole and (self.to.exists or not is_some):
            raise InvalidInput([Problem(self.to.name, _WHOLE, _NOT_WHOLE, _MEND)])
        dated = [duty for duty in owed if duty.counted_from is not None]
        self.to.write(to_ics(dated, lang=lang, made=now, last=self.last))
        if len(dated) < len(owed):
            n = len(owed) - len(dated)
            print(_UNDATED.text(lang, name=visible(self.to.name), n=n), file=sys.stderr)
        for title in () if self.last is None else fallen_away(dated, self.last):
            said = " ".join(fit(title).splitlines())
            gone = _FALLEN_AWAY.text(lang, name=visible(self.to.name), title=said)
            print(gone, file=sys.stderr)
