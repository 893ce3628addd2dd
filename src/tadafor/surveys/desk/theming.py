"""Open answers by theme: the machine proposes, a person moves, merges, decides (§ surveys-themes)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.people.actor import Request, staff_only
from tadafor.surveys import actions, queries
from tadafor.surveys.context import Asked, any_asked, go, shown
from tadafor.surveys.forms import MergeForm, MoveForm, PlainForm, ThemeForm
from tadafor.surveys.queries import Theme
from tadafor.surveys.rules.questions import Question, QuestionKind
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.surveys.tasks import group
from tadafor.ui.boxes import status_of, tried, typed_in

OPEN = frozenset({QuestionKind.SHORT, QuestionKind.LONG})


def _open(slug: str, key: str) -> tuple[Asked, Question]:
    place = any_asked(slug)
    version = queries.asked_version(place.one)
    found = version.form.question(key) if version else None
    if found is None or found.kind not in OPEN or (place.one.is_anonymous and place.one.loaded_at is None):
        raise Http404
    return place, found


@staff_only(*ORGANISERS)
def themes(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """Every theme of an open question, and a button that asks the machine for more."""
    place, asked = _open(slug, key)
    form = PlainForm(typed_in(request))
    if form.is_bound:
        group.defer(survey_id=place.one.pk, question=asked.key)
        return go(
            request, "desk_themes", place, _("تُقرأ الأجوبة في الخلفية. حدّثوا الصفحة بعد دقيقة."), asked.key
        )
    found = list(queries.themes_of(place.one, asked.key))
    return shown(
        request,
        "surveys/desk/themes.html",
        place,
        question=asked,
        themes=found,
        left=queries.left_over(place.one, asked.key),
    )


def _theme(slug: str, key: str, number: int) -> tuple[Asked, Question, Theme, list[Theme]]:
    place, asked = _open(slug, key)
    found = list(queries.themes_of(place.one, asked.key))
    one = next((theme for theme in found if theme.pk == number), None)
    if one is None:
        raise Http404
    return place, asked, one, [theme for theme in found if theme.pk != number]


@staff_only(*ORGANISERS)
def theme(request: Request, territory: str, slug: str, key: str, number: int) -> HttpResponse:
    """One theme: its name, its answers, and where they may go instead."""
    place, asked, one, others = _theme(slug, key, number)
    texts = queries.texts_in([one])[one.pk]
    did = request.POST.get("do", "")
    name = ThemeForm(typed_in(request) if did == "keep" else None, initial={"title": one.title})
    merge = MergeForm(typed_in(request) if did == "merge" else None, others=others)
    move = MoveForm(typed_in(request) if did == "move" else None, others=others, texts=texts)
    facts: dict[str, Any] = {"theme": one, "actor": request.actor, "now": place.now}
    if (
        name.is_bound
        and name.is_valid()
        and not tried(name, lambda: actions.keep_theme(**name.cleaned_data, **facts))
    ):
        return go(request, "desk_themes", place, _("اعتُمد الموضوع: يظهر في النتيجة المنشورة."), asked.key)
    if (
        merge.is_bound
        and merge.is_valid()
        and not tried(merge, lambda: actions.merge_theme(into=merge.into(), **facts))
    ):
        return go(request, "desk_themes", place, _("حُفظ."), asked.key)
    if (
        move.is_bound
        and move.is_valid()
        and not tried(move, lambda: actions.move_texts(**move.moved(), **facts))
    ):
        return go(request, "desk_theme", place, _("حُفظ."), asked.key, one.pk)
    status = max(status_of(name), status_of(merge), status_of(move))
    return shown(
        request,
        "surveys/desk/theme.html",
        place,
        question=asked,
        theme=one,
        name=name,
        merge=merge,
        move=move,
        status=status,
    )
