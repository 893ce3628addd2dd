"""Fields: label, help, error and counter belong together; what was typed stays."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import translation

from tadafor.ui.boxes import shared
from tadafor.ui.gallery import Sample
from tadafor.ui.widgets import CheckCards


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


def drawn(source, form):
    return Template("{% load ui %}" + source).render(Context({"form": form}))


def test_forms_that_share_their_fields_share_nothing_else():
    class Plain(forms.Form):
        name = forms.CharField(max_length=3)
        kind = forms.ChoiceField(choices=lambda: [("a", translation.get_language())])
        left_out = forms.CharField()

    form = shared(type("Many", (Plain,), {}))
    one, other = form({"name": "long", "kind": "a"}), form({"name": "ok", "kind": "b", "left_out": "x"})
    assert one.fields["name"] is other.fields["name"]
    del one.fields["left_out"]
    assert (list(one.errors), list(other.errors)) == (["name"], ["kind"])
    assert "left_out" in form().fields
    assert Plain().fields["name"] is not Plain().fields["name"]
    assert "ar" in str(one["kind"])
    with translation.override("fr"):
        assert "fr" in str(one["kind"])


def test_a_line_is_tied_to_its_help_and_its_error():
    form = Sample({"title": ""})
    html = drawn("{% field form.title %}", form)
    assert '<label class="label" for="id_title">' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_an_area_has_a_counter_that_is_announced_with_it():
    html = drawn("{% field form.body %}", Sample())
    assert 'data-counter="id_body" data-limit="2000"' in html
    assert 'aria-describedby="id_body_helptext id_body_counter"' in html
    assert "2\u00a0000" in html


def test_cards_of_choices_are_a_group_with_a_name():
    html = drawn("{% field form.kind %}", Sample({"kind": "amendment"}))
    assert "<fieldset" in html
    assert '<legend class="label">نوع المساهمة' in html
    assert html.count('type="radio"') == 3
    assert html.count("checked") == 1
    assert "تغيير في ألفاظ المادة" in html
    assert 'for="id_kind_1"' in html


def test_an_optional_field_says_so_and_a_required_one_is_plain():
    assert "(اختياري)" in drawn("{% field form.email %}", Sample())
    assert "(اختياري)" not in drawn("{% field form.phone %}", Sample())


def test_a_field_that_is_needed_one_day_is_not_called_optional():
    class Draft(Sample):
        unmarked = frozenset({"email"})

    assert "(اختياري)" not in drawn("{% field form.email %}", Draft())


@pytest.mark.parametrize("name", ["email", "phone", "code", "day"])
def test_what_is_written_from_left_to_right_says_so(name):
    assert 'dir="ltr"' in drawn("{% field form." + name + " %}", Sample())


def test_text_finds_its_own_direction():
    assert 'dir="auto"' in drawn("{% field form.title %}", Sample())


def test_widgets_speak_to_phones():
    html = drawn("{% fields form %}", Sample())
    for said in (
        'type="tel"',
        'autocomplete="one-time-code"',
        'type="date"',
        'type="file"',
        'inputmode="numeric"',
    ):
        assert said in html


def test_every_field_is_drawn_once_and_what_was_typed_stays():
    html = drawn("{% fields form %}", Sample({"title": "إنارة <b>", "quarter": "salam", "themes": ["youth"]}))
    for name in ({*Sample.base_fields} - {"point"}) | {"latitude", "longitude"}:
        assert f'name="{name}"' in html
    assert 'value="إنارة &lt;b&gt;"' in html
    assert '<option value="salam" selected>' in html


def test_errors_are_said_once_at_the_top_with_a_way_to_each():
    html = drawn("{% form_errors form %}", Sample({"title": "x"}))
    assert 'href="#id_body"' in html
    assert 'href="#id_kind"' in html or 'href="#id_kind_0"' in html
    assert 'role="alert"' in html
    assert drawn("{% form_errors form %}", Sample()).strip() == ""


def test_files_that_must_be_chosen_again_are_named():
    """Whatever is wrong, or asked again: no page can give a file back."""
    chosen = {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 whole")}
    html = drawn("{% form_errors form %}", Sample({"title": "x"}, chosen))
    assert html.count('href="#id_file"') == 1
    assert "اختاروا من جديد" in html
    assert "اختاروا من جديد" not in drawn("{% form_errors form %}", Sample({"title": "x"}))


def test_the_error_of_a_hidden_field_is_not_lost():
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    form = Hidden({"token": ""})
    assert "هذا الحقل مطلوب" in drawn("{% form_errors form %}", form)
    assert drawn("{% fields form %}", Hidden()).count("<input") == 1
    assert "<label" not in drawn("{% fields form %}", Hidden())


def test_errors_are_escaped():
    form = Sample({"quarter": "<script>"})
    html = drawn("{% form_errors form %}{% fields form %}", form)
    assert "<script>" not in html


def test_a_file_that_is_refused_asks_again():
    form = Sample({}, {"file": SimpleUploadedFile("x.pdf", b"")})
    assert "id_file_error" in drawn("{% field form.file %}", form)


def test_several_choices_with_explanations():
    class Several(forms.Form):
        kinds = forms.MultipleChoiceField(
            label="أنواع", choices=[("a", "أ"), ("b", "ب")], widget=CheckCards({"b": "شرح"})
        )

    html = drawn("{% fields form %}", Several({"kinds": ["b"]}))
    assert html.count('type="checkbox"') == 2
    assert html.count("<small>") == 1
    assert html.count("checked") == 1


def test_the_colon_of_an_error_is_of_the_language():
    with translation.override("fr"):
        assert "</a>\u00a0: " in drawn("{% form_errors form %}", Sample({"title": "x"}))
    assert "</a>: " in drawn("{% form_errors form %}", Sample({"title": "x"}))
