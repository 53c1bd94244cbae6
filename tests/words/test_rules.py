"""Places in the law in words."""

from attrs import evolve

from jikorules import Citation
from jikorules.words.rules import place, places


def test_places() -> None:
    at_ = Citation("電気通信事業法施行規則", "58", "2", "1", "一")
    four, cable = evolve(at_, row="四"), evolve(at_, item="2", row=None)
    periodic = Citation("電気通信事業報告規則", "7-3", "1", "1")
    assert place(at_) == "電気通信事業法施行規則第58条第2項第1号の表一の項"
    assert (
        place(evolve(at_, row=None), rows=["一", "四"])
        == "電気通信事業法施行規則第58条第2項第1号の表一の項、四の項"
    )
    assert places([at_, cable]) == "電気通信事業法施行規則第58条第2項第1号の表一の項及び同項第2号"
    assert (
        places([at_, four, cable])
        == "電気通信事業法施行規則第58条第2項第1号の表一の項及び四の項並びに同項第2号"
    )
    assert (
        places([at_, four, cable], either=True)
        == "電気通信事業法施行規則第58条第2項第1号の表一の項若しくは四の項又は同項第2号"
    )
    assert places([at_, periodic]).endswith("表一の項及び電気通信事業報告規則第7条の3第1項第1号")
    assert places([at_, four, cable], "en") == (
        "Enforcement Rules of the Telecommunications Business Act, Art. 58, para. 2, item 1, "
        "rows 一 and 四 and item 2"
    )
