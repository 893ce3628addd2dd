"""The cut fonts hold every letter the house writes."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from tadafor.ui import fonts

ROOMS = Path(__file__).resolve().parents[2]


def letters(name: str) -> set[int]:
    return set(TTFont(fonts.CUT / name).getBestCmap())


@pytest.mark.parametrize("weight", ["400", "700"])
def test_every_sentence_of_the_catalogues_can_be_drawn(weight):
    held = letters(f"plex-arabic-{weight}.woff2") | letters(f"plex-latin-{weight}.woff2")
    held |= letters("tifinagh-400.woff2") | {ord("\n")}
    written = set()
    for path in ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                texts = [message.id, message.string]
                written |= {
                    ord(sign)
                    for text in texts
                    for part in ([text] if isinstance(text, str) else text)
                    for sign in part
                }
    assert len(written) > 100
    assert not {chr(sign) for sign in written - held}


@pytest.mark.parametrize("sign", "گڭݣڤپچ«»؟،؛٪0123456789")
def test_moroccan_letters_are_there(sign):
    assert ord(sign) in letters("plex-arabic-400.woff2")


def test_the_tool_writes_the_fonts_that_are_committed(tmp_path):
    for cut in fonts.CUTS:
        fonts.write(cut, tmp_path)
        assert letters_of(tmp_path / cut.target) == letters(cut.target)


def letters_of(path: Path) -> set[int]:
    return set(TTFont(path).getBestCmap())


def test_the_cut_fonts_give_up_the_reserved_name_and_keep_the_licence():
    names = TTFont(fonts.CUT / "plex-arabic-400.woff2")["name"]
    assert names.getDebugName(1) is None
    assert "SIL Open Font License" in names.getDebugName(13)


def test_arabic_letters_join():
    features = {
        record.FeatureTag
        for record in TTFont(fonts.CUT / "plex-arabic-400.woff2")["GSUB"].table.FeatureList.FeatureRecord
    }
    assert {"init", "medi", "fina", "rlig"} <= features
