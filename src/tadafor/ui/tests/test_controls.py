"""Controls drawn in one step are what Django's templates draw."""

import datetime as dt

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tadafor.ui.templating.loader import FormRenderer
from tadafor.ui.widgets import Day, DayAndHour, OneTimeCode, Phone

HOSTILE = "\"><script>'&{{ x }}"
OFFERED = [
    ("", gettext_lazy("كل الأنواع")),
    (1, HOSTILE),
    (HOSTILE, "b"),
    ("safe", SafeString("<i>")),
    (HOSTILE, [("in", "inside"), (2.5, 3)]),
]
ATTRS = {"class": "input", "disabled": True, "hidden": False, "data-x": HOSTILE, "maxlength": 20, "n": None}
CONTROLS = [
    (forms.TextInput(), HOSTILE),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.TextInput(), SafeString("<i>")),
    (forms.EmailInput(), "a@b.ma"),
    (forms.URLInput(), "https://x.ma/?a=1&b=2"),
    (forms.NumberInput(), 1_234_567),
    (forms.NumberInput(), 2.5),
    (forms.PasswordInput(), "x"),
    (forms.HiddenInput(), "t"),
    (forms.TimeInput(), dt.time(9, 30)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), f"{HOSTILE}\r\n\nb"),
    (forms.Textarea(), None),
    (forms.Select(choices=OFFERED), 1),
    (forms.Select(choices=OFFERED), HOSTILE),
    (forms.Select(choices=[]), None),
    (forms.SelectMultiple(choices=OFFERED), ["1", "in"]),
    (forms.NullBooleanSelect(), True),
    (Day(), dt.date(2026, 11, 29)),
    (DayAndHour(), dt.datetime(2026, 11, 29, 10, tzinfo=dt.UTC)),
    (Phone(), "+212600000000"),
    (OneTimeCode(), "123456"),
    (forms.RadioSelect(choices=OFFERED[:3]), "1"),
    (forms.ClearableFileInput(), None),
]


@pytest.mark.parametrize(("widget", "value"), CONTROLS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("attrs", [None, ATTRS], ids=["bare", "attributes"])
def test_a_control_is_what_django_draws(widget, value, attrs):
    ours = widget.render("name[0]", value, attrs, renderer=FormRenderer())
    assert ours == widget.render("name[0]", value, attrs, renderer=DjangoTemplates())
    assert isinstance(ours, SafeString)


def test_a_choice_with_a_template_of_its_own_is_left_to_it():
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    widget = Own(choices=[("a", "b")])
    assert widget.render("n", "a", renderer=FormRenderer()) == widget.render(
        "n", "a", renderer=DjangoTemplates()
    )
