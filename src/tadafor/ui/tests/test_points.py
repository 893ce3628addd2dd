"""Choosing a place: what may be typed, and what a touch of the map writes."""

from decimal import Decimal

import pytest
from django import forms
from playwright.sync_api import expect

from tadafor.ui.boxes import Point
from tadafor.ui.tests.pages import Where

HERE = Point(Decimal("35.19321"), Decimal("-6.15562"))


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("35.19321", "-6.15562", HERE),
        (" 35,19321 ", "-6,15562", HERE),
        ("35.193214", "-6.155619", HERE),
        ("٣٥٫١٩٣٢١", "\u2212٦٫١٥٥٦٢", HERE),
        ("35.19321, -6.15562", "", HERE),
        ("35.19321° -6.15562°", "", HERE),
        ("", "", None),
    ],
)
def test_degrees_are_read_as_people_write_them(latitude, longitude, point):
    form = Where({"latitude": latitude, "longitude": longitude})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["point"] == point


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        ("35.19", "", "half"),
        ("", "-6.1", "half"),
        ("abc", "-6.1", "unreadable"),
        ("35.1", "NaN", "unreadable"),
        ("Infinity", "-6", "unreadable"),
        ("1e999999999", "-6", "unreadable"),
        ("9" * 400, "-6", "unreadable"),
        ("<script>", "-6", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays_typed(latitude, longitude, code):
    form = Where({"latitude": latitude, "longitude": longitude})
    assert [one.code for one in form.errors.as_data()["point"]] == [code]
    html = str(form["point"])
    assert forms.TextInput().render("latitude", latitude).split("value=")[-1][:12] in html or not latitude
    assert "<script>" not in html


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tadafor.ui.tests.pages")
def test_a_touch_an_arrow_and_the_telephone_say_where(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        geolocation={"latitude": 35.1987, "longitude": -6.1601},
        permissions=["geolocation"],
    )
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/where/")
    box = page.locator("[name=latitude]")
    expect(box).to_have_value("")  # nothing is asked of the telephone before its holder asks
    page.locator("[data-quarter='4']").click()
    expect(page.locator("[name=neighbourhood]")).to_have_value("4")
    assert float(box.input_value()) == pytest.approx(35.195, abs=0.0005)
    assert float(page.locator("[name=longitude]").input_value()) == pytest.approx(-6.155, abs=0.0005)
    before = float(box.input_value())
    page.locator(".map-touch").press("ArrowUp")
    assert before < float(box.input_value()) < before + 0.002
    page.locator("[data-do=nearer]").click()
    page.locator("[data-do=ask]").click()
    expect(box).to_have_value("35.19870")
    page.get_by_role("button", name="أرسلوا").click()
    expect(page.locator("#told")).to_contain_text("35.19870 -6.16010")
    page.locator("[data-do=drop]").click()
    expect(box).to_have_value("")
    context.close()
    assert errors == []
