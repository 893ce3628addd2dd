"""The maturity grid: filled by the focal point, confirmed by the coordinator."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import Here, asked, opened, team_only, there
from tadafor.programme.forms import ConfirmForm, GridForm
from tadafor.programme.queries import Commune
from tadafor.ui.boxes import typed_in


def _commune(here: Here, digits: str, act: rules.Act) -> Commune:
    """Find a commune whose grid the reader may fill or confirm, or raise Http404."""
    one: Commune = there(queries.commune_at(here.programme, digits))
    opened(here, act, rules.Where(one.region.place_id, one.pk))
    return one


@team_only
def fill(request: Request, here: Here, digits: str, year: int) -> HttpResponse:
    """Say how far the commune is, and what shows it; keep it, or send it for confirmation."""
    commune = _commune(here, digits, rules.Act.ASSESS)
    grid = queries.grid_of(commune, year)
    form = GridForm(typed_in(request), grid=grid)
    send = "send" in request.POST
    return asked(
        request,
        here,
        form,
        lambda: actions.fill_grid(
            commune=commune, year=year, said=form.said(), send=send, actor=request.actor, now=clock.now()
        ),
        title=_("شبكة نضج المشاركة %(year)s") % {"year": year},
        lead=commune.place.title,
        said=_("أُرسلت الشبكة للتأكيد.") if send else _("حُفظت الشبكة، ولم تُرسل بعد."),
        to=reverse("programme:team", args=[here.programme.slug]) if send else request.path,
        template="grid",
        grid=grid,
        digits=digits,
        year=year,
        is_open=grid is None or rules.refuse_filling(grid.standing, year=year, years=[year]) is None,
    )


@team_only
def confirm(request: Request, here: Here, digits: str, year: int) -> HttpResponse:
    """Confirm what a commune says of itself, lower it with a reason, or send it back."""
    commune = _commune(here, digits, rules.Act.CONFIRM)
    grid = there(queries.grid_of(commune, year))
    form = ConfirmForm(typed_in(request), grid=grid)
    back = "back" in request.POST

    def verb() -> object:
        who = {"grid": grid, "seen": form.cleaned_data["seen"], "actor": request.actor, "now": clock.now()}
        if back:
            return actions.return_grid(reason=form.cleaned_data["returned_because"], **who)
        return actions.confirm_grid(confirmed=form.confirmed(), reasons=form.reasons(), **who)

    return asked(
        request,
        here,
        form,
        verb,
        title=_("تأكيد شبكة %(year)s") % {"year": year},
        lead=commune.place.title,
        said=_("أُعيدت الشبكة إلى الجماعة.") if back else _("أُكدت الشبكة، وهي منشورة الآن."),
        to=reverse("programme:team", args=[here.programme.slug]),
        template="confirm",
        grid=grid,
    )
