"""A few pages that only the browser tests open: a form that is refused, breaks or succeeds, and a way out."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, RequestContext, Template
from django.urls import path

from tadafor.ui.boxes import PointField
from tadafor.ui.maps import Quarter
from tadafor.ui.widgets import Point, RadioCards

BASE = '{% extends "ui/base.html" %}{% load ui %}{% block main %}<h1>صفحة</h1>'
FORM = (
    '<form method="post" data-draft>{% form_errors form %}{% fields form %}{% button "أرسلوا" %}</form>'
    "{% endblock %}"
)
posted: list[str] = []


class Written(forms.Form):
    title = forms.CharField(label="عنوان", required=False)
    body = forms.CharField(label="نص", max_length=50, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="نوع", choices=[("a", "أ"), ("b", "ب")], widget=RadioCards(), required=False
    )
    card = forms.CharField(
        label="رقم البطاقة", required=False, widget=forms.TextInput({"data-no-draft": True})
    )


SQUARE = (((-6.16, 35.19), (-6.15, 35.19), (-6.15, 35.2), (-6.16, 35.2), (-6.16, 35.19)),)
QUARTERS = [
    Quarter("حي السلام", 35.195, -6.155, shape=(SQUARE,), key=4),
    Quarter("الميناء", 35.2, -6.165, key=5),
]


class Where(forms.Form):
    point = PointField(label="المكان", required=False, widget=Point(QUARTERS))
    neighbourhood = forms.ChoiceField(
        label="الحي", choices=[("", "-"), ("4", "حي السلام"), ("5", "الميناء")], required=False
    )


def page(request: HttpRequest, source: str, status: int = 200, **facts: object) -> HttpResponse:
    return HttpResponse(Template(BASE + source).render(RequestContext(request, facts)), status=status)


def write(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return page(request, FORM, form=Written(initial={"body": "نص المادة"}))
    posted.append(request.POST["body"])
    if "عطل" in request.POST["body"]:
        return HttpResponse(Template('{% include "500.html" %}').render(Context()), status=500)
    if "خروج" in request.POST["body"]:
        return HttpResponseRedirect("/account/login/", status=303)
    if "مرفوض" in request.POST["body"]:
        form = Written(request.POST)
        form.is_valid()
        form.add_error("body", "لا")
        return page(request, FORM, form=form)
    return HttpResponseRedirect("/done/", status=303)


def where(request: HttpRequest) -> HttpResponse:
    form = Where(request.POST or None)
    chosen = form.cleaned_data["point"] if form.is_bound and form.is_valid() else None
    told = '<p id="told">{{ told }}</p>' + FORM
    return page(request, told, form=form, told=" ".join(str(part) for part in chosen or ()))


def done(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        '<p id="done">تم</p><form method="post" data-sign-out>{% button "اخرجوا" %}</form>{% endblock %}',
    )


def corner(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a class="bar-link" href="/account/">سلمى</a>')


urlpatterns = [
    path("write/", write),
    path("where/", where),
    path("done/", done),
    path("account/login/", done),
    path("account/corner/", corner),
]
