"""Uploads as they arrive, and the fields that clean them."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from tadafor.documents.forms import CleanFileField, CleanFilesField
from tadafor.documents.rules import DOCUMENT_LIMIT, IMAGES, MEGABYTE, Kind, Refusal
from tadafor.documents.tests import factories as made


class MinutesForm(forms.Form):
    title = forms.CharField()
    minutes = CleanFileField(required=False)
    photos = CleanFilesField(wanted=IMAGES, most=2, required=False)


def sent(**fields):
    """What a browser sends, read by the house's own upload handler."""
    request = RequestFactory().post("/", {"title": "محضر"} | fields)
    return request, MinutesForm(request.POST, request.FILES)


def upload(content, name="محضر.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/x-whatever-they-say")


def codes(form, field):
    return [error.code for error in form.errors.as_data().get(field, ())]


def test_a_file_arrives_through_a_temporary_file_and_is_cleaned(settings):
    """§ documents-kinds"""
    request, form = sent(minutes=upload(made.pdf_bytes()))

    assert form.is_valid()
    clean = form.cleaned_data["minutes"]
    assert (clean.kind, clean.name, clean.content) == (Kind.PDF, "محضر.pdf", made.pdf_bytes())
    assert request.FILES["minutes"].temporary_file_path()
    request.close()


def test_an_enormous_file_fills_no_disk_and_what_was_typed_stays():
    """§ documents-size"""
    request, form = sent(minutes=upload(made.pdf_bytes() + bytes(DOCUMENT_LIMIT + 2 * MEGABYTE)))

    assert codes(form, "minutes") == [Refusal.TOO_LARGE]
    assert "20" in form.errors["minutes"][0]
    assert form.data["title"] == "محضر"
    file = request.FILES["minutes"]
    assert file.size > DOCUMENT_LIMIT + MEGABYTE
    file.seek(0, 2)
    assert file.tell() == DOCUMENT_LIMIT + 1
    request.close()


def test_an_empty_file_and_a_lying_one_are_refused_in_words():
    """§ documents-size § documents-name"""
    request, form = sent(minutes=upload(b"", "فارغ.pdf"))
    assert codes(form, "minutes") == [Refusal.EMPTY]
    request.close()

    request, form = sent(minutes=upload(made.pdf_bytes(), "plan.jpg"))
    assert codes(form, "minutes") == [Refusal.LYING_NAME]
    assert "PDF" in form.errors["minutes"][0]
    request.close()


def test_several_pictures_no_more_than_asked_and_nothing_else():
    photo = made.image_bytes("PNG")
    request, form = sent(photos=[upload(photo, "a.png"), upload(photo, "b.png")])
    assert form.is_valid()
    assert [clean.name for clean in form.cleaned_data["photos"]] == ["a.jpeg", "b.jpeg"]
    request.close()

    request, form = sent(photos=[upload(photo, f"{n}.png") for n in range(3)])
    assert codes(form, "photos") == ["too_many"]
    request.close()

    request, form = sent(photos=[upload(photo, "a.png"), upload(made.pdf_bytes())])
    assert codes(form, "photos") == [Refusal.NOT_WANTED]
    request.close()


@pytest.mark.parametrize("required", [True, False])
def test_no_file_at_all(required):
    form = MinutesForm(QueryDict("title=a"), MultiValueDict())
    for name in ("minutes", "photos"):
        form.fields[name].required = required

    assert form.is_valid() is not required
    if required:
        assert codes(form, "minutes") == codes(form, "photos") == ["required"]
    else:
        assert (form.cleaned_data["minutes"], form.cleaned_data["photos"]) == (None, [])


def test_a_browser_is_told_which_kinds_are_wanted():
    html = MinutesForm().as_p()

    assert 'accept="image/heic,image/jpeg,image/png,image/webp"' in html
    assert 'name="photos"' in html
    assert " multiple" in html
    assert "text/csv" in html
