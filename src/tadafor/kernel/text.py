"""Text as people type it in Arabic, French and Tamazight: cleaned, compared, ordered, addressed."""

import re
import unicodedata

# Direction overrides and isolates can make a text show something else than what it says;
# zero-width characters let two texts look alike and differ. The joiners of Arabic letters stay.
_UNSEEN = {"Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
_LONE_JOINERS = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile("[^\\S\n]+")
_LINES = re.compile("\n{3,}")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_NOT_WORD = re.compile(r"[^\w\s]", re.UNICODE)
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
        "œ": "oe",
        "æ": "ae",
    }
)
_MOROCCAN = str.maketrans({"ڭ": "ك", "گ": "ك", "ݣ": "ك", "ڤ": "ف", "پ": "ب"})
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال")
_AFTER = ("ها", "ات", "ان", "ون", "ين", "يه", "ته", "ه", "ي")
_ROOT = 3
_BEFORE_SIGN = re.compile(r" ([:;!?»])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def clean(text: str) -> str:
    """Return ``text`` as it may be stored: NFC, without hidden or control characters, blanks folded.

    Diacritics stay, and so do the joiners between Arabic letters. Lines are kept, never more than
    one empty line in a row.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = "".join(
        letter for letter in text if unicodedata.category(letter) not in _UNSEEN or letter in _JOINERS
    )
    text = _LONE_JOINERS.sub("", _CONTROL.sub("", text))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """Return ``text`` cleaned on one line: titles and names."""
    return " ".join(clean(text).split())


def set_in_french(text: str) -> str:
    """Return French as it is printed: a sign never begins a line without its word, apostrophes are curved.

    People type plain spaces. The no-break space is the one our fonts hold: they have no narrow one.
    """
    return _APOSTROPHE.sub("’", _BEFORE_SIGN.sub("\u00a0\\1", text).replace("« ", "«\u00a0"))


def excerpt(text: str, length: int) -> str:
    """Return the beginning of ``text``, cut between two words, an ellipsis for what is left out."""
    if len(text) <= length:
        return text
    kept, rest = text[: length - 1], text[length - 1 :]
    if not (kept[-1].isspace() or rest[0].isspace()):
        kept = kept.rsplit(None, 1)[0]
    return kept.rstrip() + "…"


def search_text(text: str) -> str:
    """Return ``text`` folded so that what people mean alike is written alike.

    Alef, hamza, ya and ta marbuta forms are one, diacritics, tatweel and accents are gone, digits
    are Western, letters lower-case, punctuation is space.
    """
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Mn")
    text = unicodedata.normalize("NFC", text).translate(_FOLDED).translate(_MOROCCAN)
    return " ".join(_NOT_WORD.sub(" ", text.replace("_", " ").replace("\u0640", "")).split())


def sort_key(text: str) -> str:
    """Return the key by which names are ordered, the same on any PostgreSQL."""
    return search_text(text)


def stem(word: str) -> str:
    """Return a folded ``word`` without its light Arabic prefix and suffix (three letters stay)."""
    for prefix in _BEFORE:
        if word.startswith(prefix) and len(word) - len(prefix) >= _ROOT:
            word = word[len(prefix) :]
            break
    for suffix in _AFTER:
        if word.endswith(suffix) and len(word) - len(suffix) >= _ROOT:
            return word[: -len(suffix)]
    return word


def slug(text: str) -> str:
    """Return ``text`` as one piece of an address; Arabic and Tifinagh letters stay."""
    text = unicodedata.normalize("NFKC", clean_line(text)).casefold()
    return re.sub(r"[^\w]+", "-", _MARKS.sub("", text)).strip("-_")


def script_of(text: str) -> str:
    """Return ``ar``, ``zgh`` or ``fr``: the language whose letters are the most in ``text``."""
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    tifinagh = sum("\u2d30" <= letter <= "\u2d7f" for letter in text)
    latin = sum(letter.isalpha() and letter < "\u0250" for letter in text)
    return max(("ar", arabic), ("zgh", tifinagh), ("fr", latin), key=lambda pair: pair[1])[0]
