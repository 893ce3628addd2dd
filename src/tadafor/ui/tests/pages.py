"""A few pages that only the browser tests open: a form that is refused, breaks or succeeds, and a way out."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, RequestContext, Template
from django.urls import path

from tadafor.ui.widgets import RadioCards

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


def done(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        '<p id="done">تم</p><form method="post" data-sign-out>{% button "اخرجوا" %}</form>{% endblock %}',
    )


def corner(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a class="bar-link" href="/account/">سلمى</a>')


urlpatterns = [
    path("write/", write),
    path("done/", done),
    path("account/login/", done),
    path("account/corner/", corner),
]
