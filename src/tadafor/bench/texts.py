"""Made-up Arabic texts of real lengths, always the same for the same seed."""

from dataclasses import dataclass
from random import Random

from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text

THINGS = (
    "الإنارة العمومية", "قنوات الماء", "الرصيف", "الحديقة", "ملعب القرب", "السوق الأسبوعي", "المستوصف",
    "النقل المدرسي", "دار الشباب", "المكتبة", "محطة الحافلات", "قنوات التطهير", "حاويات النفايات",
    "المسلك القروي", "الساحة الكبرى", "الممر تحت السكة", "علامات التشوير", "دار الأمومة", "المسبح", "الواد",
)  # fmt: skip
PLACES = (
    "حي السلام", "حي النهضة", "حي الأمل", "المدينة القديمة", "دوار العين", "دوار الزيتون", "حي الوحدة",
    "تجزئة الرياض", "حي المسيرة", "دوار أيت علي", "حي الفرح", "حي المطار", "حي الميناء", "دوار الرمان",
)  # fmt: skip
WHO = (
    "النساء", "الشباب", "الأشخاص في وضعية إعاقة", "المسنون", "تلاميذ الإعدادية", "التجار", "الفلاحون",
    "جمعيات الحي", "الأسر", "سائقو سيارات الأجرة",
)  # fmt: skip
ASKED = (
    "أقترح أن تُعطى الأولوية لـ{thing} في {place} لأن {who} هم أول من يتضرر.",
    "لا يكفي أن يقال إن {thing} ستُصلح، بل يجب ذكر الأجل والميزانية والمصلحة المسؤولة.",
    "في {place} ننتظر إصلاح {thing} منذ {n} سنوات، ولم نتوصل بأي جواب مكتوب.",
    "يجب أن تُنشر محاضر الاجتماعات داخل أجل {n} يوما وأن تُعلَّق في {place} أيضا.",
    "أرى أن إشراك {who} شرط لنجاح كل ما يتعلق بـ{thing}.",
    "نطلب تخصيص {n} في المائة من الميزانية لـ{thing} مع تقرير سنوي يعرض على {who}.",
    "هذه الصياغة غامضة: من يقرر؟ ومتى؟ وأين تُنشر النتائج التي تهم {place}؟",
    "تجربة {place} مع {thing} تبين أن التتبع أهم من الوعود.",
    "أؤيد هذه المادة بشرط أن يُسمع صوت {who} قبل كل قرار يخص {thing}.",
    "من الأفضل عقد اللقاءات مساء أو يوم السبت حتى يتمكن {who} من الحضور إلى {place}.",
)
OPENINGS = (
    "تعمل الجماعة على {thing} وفق مبادئ الإنصاف والشفافية.",
    "تجيب الجماعة كتابة عن كل اقتراح داخل أجل {n} يوما، وتعلل كل رفض.",
    "تنشر الجماعة كل سنة تقريرا عن {thing} وعن مشاركة {who}.",
    "تُحدث لجنة للتتبع تضم ممثلين عن {who} وعن {place}.",
    "تعقد الجماعة {n} لقاءات عمومية كل سنة، واحد منها على الأقل في {place}.",
    "يحق لكل {who} الاطلاع على الوثائق المتعلقة بـ{thing} دون طلب معلل.",
)
NAMES = ("سلمى", "إدريس", "نادية", "يوسف", "أمل", "كريم", "زينب", "حسن", "مريم", "عمر", "خديجة", "رشيد")
RARE_WORD = "الخطارات"
COMMON_WORD = "المستوصف"


@dataclass(frozen=True)
class Sentence:
    """A sentence with what search keeps of it, computed once."""

    text: str
    folded: str
    grams: frozenset[int]


@dataclass(frozen=True)
class Text:
    """Some sentences after one another: the grams of a text are those of its words."""

    sentences: tuple[Sentence, ...]

    @property
    def body(self) -> str:
        return " ".join(one.text for one in self.sentences)

    @property
    def folded(self) -> str:
        return " ".join(one.folded for one in self.sentences)

    @property
    def grams(self) -> list[int]:
        return sorted(frozenset().union(*(one.grams for one in self.sentences)))


class Writer:
    """Writes texts from a few hundred sentences."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.asked = [self._sentence(ASKED) for _ in range(800)]
        self.openings = [self._sentence(OPENINGS) for _ in range(200)]
        self.rare = sentence(f"سبق أن كتبت في هذا بشأن {RARE_WORD} ولم أتوصل بجواب.")

    def contribution(self) -> Text:
        """From one sentence to six, as people write: mostly two or three."""
        return Text(tuple(self.random.choices(self.asked, k=self.random.choice((1, 2, 2, 2, 3, 3, 4, 6)))))

    def article(self) -> Text:
        return Text(tuple(self.random.choices(self.openings, k=self.random.randint(3, 7))))

    def amended(self, article: Text) -> Text:
        """Put another sentence in the place of one."""
        at = self.random.randrange(len(article.sentences))
        kept = list(article.sentences)
        kept[at] = self.random.choice(self.openings)
        return Text(tuple(kept))

    def name(self) -> str:
        return f"{self.random.choice(NAMES)} {self.random.choice(('التجريبي', 'المثالي'))}"

    def _sentence(self, shapes: tuple[str, ...]) -> Sentence:
        facts = {
            "thing": self.random.choice(THINGS),
            "place": self.random.choice(PLACES),
            "who": self.random.choice(WHO),
            "n": self.random.randint(2, 60),
        }
        return sentence(self.random.choice(shapes).format(**facts))


def sentence(text: str) -> Sentence:
    """Fold a sentence for search."""
    return Sentence(text, search_text(text), frozenset(grams(text)))
