"""§ consultations-19 to § consultations-21: redlines, versions, figures."""

from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations import rules
from tadafor.consultations.rules import Fate, Mark, Run, Words

TEXTS = st.text(alphabet="ابتث ،.()123\n", max_size=60)
COUNTS = st.dictionaries(
    st.sampled_from("قرس"),
    st.fixed_dictionaries({column: st.integers(0, 30) for column in "نرم"}),
    min_size=1,
)


def test_whole_words_are_struck_out_and_inserted():
    """§ consultations-19."""
    runs = rules.redline(
        "داخل أجل ثلاثين (30) يوما، وبتعليل كل رفض.", "داخل أجل خمسة عشر (15) يوما، وبتعليل كل رفض."
    )
    assert runs == [
        Run(Mark.KEPT, "داخل أجل "),
        Run(Mark.REMOVED, "ثلاثين (30)"),
        Run(Mark.ADDED, "خمسة عشر (15)"),
        Run(Mark.KEPT, " يوما، وبتعليل كل رفض."),
    ]


@given(TEXTS, TEXTS)
def test_a_redline_holds_both_texts(before, after):
    """§ consultations-19."""
    runs = rules.redline(before, after)
    assert "".join(run.text for run in runs if run.mark is not Mark.ADDED) == before
    assert "".join(run.text for run in runs if run.mark is not Mark.REMOVED) == after


@given(TEXTS)
def test_a_text_against_itself_has_no_change(text):
    """§ consultations-19."""
    assert {run.mark for run in rules.redline(text, text)} <= {Mark.KEPT}


def test_a_passage_keeps_its_identity_between_versions():
    """§ consultations-20."""
    before = {
        "aims": Words(1, 1, "الأهداف", "نص"),
        "delays": Words(2, 2, "الآجال", "ثلاثون يوما"),
        "old": Words(3, 3, "مادة", "نص"),
        "last": Words(4, 4, "أحكام", "ختامية"),
    }
    after = {
        "aims": Words(1, 1, "الأهداف", "نص"),
        "delays": Words(2, 2, "الآجال", "خمسة عشر يوما"),
        "last": Words(3, 3, "أحكام", "ختامية"),
        "new": Words(4, 4, "لجنة التتبع", "نص"),
    }
    assert rules.fates(before, after) == {
        "aims": Fate.SAME,
        "delays": Fate.CHANGED,
        "old": Fate.REMOVED,
        "last": Fate.MOVED,
        "new": Fate.ADDED,
    }


def test_the_worked_example_of_the_docs():
    """§ consultations-21."""
    assert rules.masked({"الحي": {"هنا": 3, "هناك": 37}}) == {"الحي": {"هنا": None, "هناك": None}}


@given(COUNTS)
def test_no_small_count_shows_and_none_is_found_by_subtraction(table):
    """§ consultations-21."""
    cells = rules.masked(table)
    rows = [list(counts.values()) for counts in cells.values()]
    columns = [[counts[column] for counts in cells.values()] for column in "نرم"]
    assert all(count is None or count == 0 or count >= 5 for row in rows for count in row)
    for line in [*rows, *columns]:
        assert line.count(None) != 1 or len(line) == 1


def test_a_share_is_never_whole_while_something_is_missing():
    """§ consultations-21."""
    assert rules.share(0, 0) == 0
    assert rules.share(999, 1000) == 99
    assert rules.share(1, 3) == 33
    assert rules.share(3, 3) == 100
