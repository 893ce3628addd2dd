"""The markup of the components: what it says to those who see, hear and print."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from tadafor.kernel import clock
from tadafor.kernel.pages import Stretch
from tadafor.ui.components import Bar, Step, StepState, Tab, Tone
from tadafor.ui.context import Frame
from tadafor.ui.templatetags import ui

DAY = dt.date(2026, 11, 29)


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"), clock.stopped_at(dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)):
        yield


def drawn(source, **facts):
    return Template("{% load ui %}" + source).render(Context(facts))


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in drawn('{% icon "check" %}')
    labelled = drawn('{% icon "check" label="تم" %}')
    assert 'role="img" aria-label="تم"' in labelled
    assert "aria-hidden" not in labelled


def test_an_icon_that_points_turns_with_the_line():
    assert "icon-mirrored" in drawn('{% icon "chevron-right" %}')
    assert "icon-mirrored" not in drawn('{% icon "clock" %}')


def test_the_stepper_says_state_date_and_who_to_everyone():
    steps = [
        Step("إعلان", StepState.DONE, dt.date(2026, 11, 5), "الرئيسة"),
        Step("تشاور", StepState.NOW, DAY, "", "/x/"),
        Step("دراسة", StepState.LATE),
        Step("مصادقة", StepState.NEXT, "دورة فبراير"),
    ]
    html = drawn("{% stepper steps %}", steps=steps)
    assert html.count('aria-current="step"') == 2
    assert [f"step-{state}" in html for state in StepState] == [True] * 4
    for said in ("تمت", "جارية الآن", "متأخرة", "لاحقة", "5 نونبر 2026", "الرئيسة", "دورة فبراير"):
        assert said in html
    assert '<a href="/x/">تشاور</a>' in html


def test_the_clock_prints_a_date_and_never_days_that_go_stale():
    html = drawn("{% clock until %}", until=DAY)
    assert '<time datetime="2026-11-29" data-left>29 نونبر</time>' in html
    assert "يوما" not in html
    assert "2027" in drawn("{% clock until %}", until=dt.date(2027, 1, 3))
    assert drawn("{% clock until %}", until=None) == ""


def test_a_card_leads_where_its_title_says_and_shows_how_far():
    html = drawn(
        '{% card "عريضة" "/p/1/" kind="عرائض" icon="pen-line" tone="terracotta" until=day value=163 '
        'total=200 words="163 من 200" action="وقعوا" action_href="/p/1/sign/" %}',
        day=DAY,
    )
    assert 'href="/p/1/"' in html
    assert 'href="/p/1/sign/"' in html
    assert '<progress value="163" max="200" aria-label="163 من 200">' in html
    assert "tone-terracotta" in html


def test_titles_and_texts_are_escaped_everywhere():
    evil = '<script>alert("x")</script>'
    steps = [Step(evil, StepState.NOW, evil, evil)]
    sources = (
        "{% card e e text=e words=e kind=e place=e %}",
        "{% stepper s %}",
        "{% byline e meta=e tag=e %}",
        "{% redline r %}",
        "{% badge e %}",
        "{% notice title=e %}{{ e }}{% endnotice %}",
        "{% answer verdict=e by=e %}{{ e }}{% endanswer %}",
        "{% more e %}{{ e }}{% endmore %}",
        "{% empty e e action=e href=e %}",
        "{% action e e refused=e %}",
        "{% button e name=e value=e %}",
        "{% facts f %}",
        "{% data_table h t e %}",
        "{% bars b e %}{% stacked b e %}",
        "{% figure e e %}",
        "{% qr e e %}",
        "{{ e|linebreaks_safe }}{{ e|with_links }}{{ e|ltr }}",
        "{% paragraphs r2 %}",
    )
    facts = {
        "e": evil,
        "s": steps,
        "r": [("ins", evil), ("same", evil)],
        "f": [(evil, evil)],
        "h": [evil],
        "t": [[evil]],
        "b": [(evil, 3)],
        "r2": [evil],
    }
    for source in sources:
        html = drawn(source, **facts)
        assert "<script" not in html, source
        assert "&lt;script" in html, source


def test_a_redline_is_also_heard():
    pieces = [("same", "أجل "), ("del", "30 يوما"), ("ins", "15 يوما")]
    html = drawn("{% redline pieces %}", pieces=pieces)
    assert '<del><span class="heard">حذف: </span>30 يوما' in html
    assert '<ins><span class="heard">إضافة: </span>15 يوما' in html
    assert "نهاية الإضافة" in html
    with pytest.raises(ValueError, match="moved"):
        drawn("{% redline pieces %}", pieces=[("moved", "x")])


def test_an_official_answer_says_who_and_when():
    html = drawn('{% answer verdict="قُبل" by="لجنة التتبع" when=day %}سننجزه.{% endanswer %}', day=DAY)
    assert "<strong>قُبل</strong> " in html
    assert '<bdi>لجنة التتبع</bdi> · <bdi><time datetime="2026-11-29">29 نونبر 2026</time></bdi>' in html
    assert 'aria-label="الجواب الرسمي"' in html


def test_danger_is_announced_and_the_rest_waits():
    assert 'role="alert"' in drawn('{% notice tone="danger" %}x{% endnotice %}')
    assert 'role="alert"' not in drawn("{% notice %}x{% endnotice %}")


def test_the_levels_of_messages_are_tones():
    assert "notice-danger" in drawn('{% notice tone="error" %}x{% endnotice %}')
    assert "notice-info" in drawn('{% notice tone="debug" %}x{% endnotice %}')


def test_an_avatar_takes_the_first_letter_that_counts():
    assert ">ف<" in ui.avatar("فاطمة ب.")
    assert ">A<" in ui.avatar("«amal»")
    assert ">•<" in ui.avatar("…")
    assert 'aria-hidden="true"' in ui.avatar("x")


def test_a_refused_action_is_no_link_and_says_why():
    html = drawn('{% action "صوتوا" "/v/" refused="أُغلق التصويت" %}')
    assert "href" not in html
    assert "أُغلق التصويت" in html
    assert 'aria-disabled="true"' in html
    assert "type=" not in drawn('{% button "صوتوا" refused="أُغلق" %}')


def test_the_way_back():
    html = drawn('{% crumbs "التشاور" "/c/" "الميثاق" %}')
    assert '<a href="/c/">التشاور</a>' in html
    assert '<span aria-current="page">الميثاق</span>' in html


def test_tabs_say_which_is_open():
    html = drawn("{% tabs items %}", items=[Tab("النص", "/a/", current=True), Tab("أجوبة", "/b/", count=0)])
    assert html.count('aria-current="page"') == 1
    assert '<span class="count">0</span>' in html


def test_pagination_keeps_the_query_and_hides_when_alone():
    request = RequestFactory().get("/x/", {"theme": "شباب", "page": "4"})
    html = drawn("{% pagination page %}", page=Paginator(range(240), 20).page(4), request=request)
    assert 'rel="prev" href="?theme=%D8%B4%D8%A8%D8%A7%D8%A8&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1
    assert "page=4&amp;page" not in html
    assert "<nav" not in drawn("{% pagination page %}", page=Paginator([1], 20).page(1), request=request)


def test_pagination_without_a_request_still_links():
    html = drawn("{% pagination page %}", page=Paginator(range(40), 20).page(2))
    assert 'href="?page=1"' in html
    assert 'rel="next"' not in html


@pytest.mark.parametrize(("value", "shown"), [(12486, "12\u00a0486"), (0, "0"), ("3/4", "3/4"), ("—", "—")])
def test_a_figure_writes_numbers_in_groups_and_words_as_they_are(value, shown):
    assert f'<bdi dir="ltr">{shown}</bdi>' in drawn("{% figure value label %}", value=value, label="x")


def test_facts_leave_out_what_is_unknown():
    html = drawn("{% facts pairs %}", pairs=[("أ", "1"), ("ب", ""), ("ج", None), ("د", 0)])
    assert html.count("<dt>") == 2


def test_a_table_names_its_cells_on_a_phone():
    html = drawn("{% data_table h rows c %}", h=["المادة", "عدد"], rows=[["7", 12]], c="القرارات")
    assert '<th scope="row">7</th><td data-label="عدد">12</td>' in html
    assert "<caption>القرارات</caption>" in html


def test_a_chart_has_its_table_behind_it():
    html = drawn("{% bars rows t %}", rows=[Bar("شبكة", 300, Tone.SAFFRON), ("مكتب", 75)], t="القنوات")
    assert 'width="100.0"' in html
    assert 'width="25.0"' in html
    assert '<th scope="row">شبكة</th><td>300</td>' in html
    assert "<details" in html


def test_the_parts_of_a_bar_fill_it_once():
    html = drawn("{% stacked parts t %}", parts=[("أ", 1), ("ب", 3)], t="x")
    assert 'x="0.0" width="25.0"' in html
    assert 'x="25.0" width="75.0"' in html
    assert "75%" in html
    assert "<b>3</b>" in html


def test_parts_of_one_colour_are_told_apart_without_it():
    parts = [Bar("مبرمج", 2, Tone.PLAIN), Bar("منجز", 1), Bar("ملغى", 1, Tone.PLAIN)]
    html = drawn("{% stacked parts t %}", parts=parts, t="x")
    assert [html.count(f'class="gap-{at}"') for at in (1, 2)] == [1, 0]
    assert '<path class="gap-1" d="M75.0 4h25.0"/>' in html
    assert 'class="swatch tone-plain texture-1"' in html


def test_charts_of_nothing_do_not_fall():
    assert "<table" in drawn("{% bars rows t %}{% stacked rows t %}", rows=[], t="x")
    assert 'width="0.0"' in drawn("{% bars rows t %}", rows=[("أ", 0)], t="x")


def test_progress_never_passes_its_end_and_never_divides_by_nothing():
    assert 'value="200" max="200"' in drawn("{% progress 250 200 %}")
    assert 'max="1"' in drawn("{% progress 0 0 %}")


def test_a_qr_code_is_drawn_without_inline_style_and_can_be_read_aloud():
    html = drawn('{% qr "https://larache.example/" "افتحوها" %}')
    assert 'role="img" aria-label="افتحوها"' in html
    assert "style=" not in html
    assert '<bdi dir="ltr">https://larache.example/</bdi>' in html


def test_listening_waits_for_a_voice_or_plays_a_recording():
    assert "hidden data-listen" in drawn("{% listen %}").replace("\n", " ")
    assert '<audio class="recording" controls preload="none" src="/r.mp3">' in drawn(
        '{% listen recording="/r.mp3" %}'
    )


def test_the_print_header_says_whose_sheet_it_is():
    request = RequestFactory().get("/x/الميثاق/?page=2")
    request.territory = SimpleNamespace(name="جماعة العرائش", place_line="إقليم العرائش")
    html = drawn('{% print_header "الميثاق" "K7" %}', frame=Frame(request))
    for said in ("جماعة العرائش", "إقليم العرائش", "K7", ">http://testserver/x/الميثاق/<"):
        assert said in html


def test_what_people_typed_keeps_its_paragraphs_and_direction():
    html = ui.prose("سطر\nثان\n\nParagraphe <b>")
    assert html == '<p dir="auto">سطر<br>ثان</p>\n\n<p dir="auto">Paragraphe &lt;b&gt;</p>'
    assert isinstance(html, SafeString)
    assert 'rel="nofollow"' in ui.with_links("http://x.example/<i>")


def test_every_filter_bears_nothing():
    source = "{{ n|word }}{{ n|number }}{{ n|day }}{{ n|short_day }}{{ n|moment }}{% time n %}"
    assert drawn(source, n=None) == ""


def test_a_long_list_leads_to_its_neighbours_its_beginning_and_its_end():
    request = RequestFactory().get("/x/?q=أ&before=9")
    html = drawn("{% stretch page %}", page=Stretch([], newer=8, older=3), request=request)
    for href in ("?q=%D8%A3&amp;after=8", "?q=%D8%A3&amp;after=0", "?q=%D8%A3&amp;before=3", '"?q=%D8%A3"'):
        assert href in html
    assert "before=9" not in html
    assert "<nav" not in drawn("{% stretch page %}", page=Stretch([]), request=request)
