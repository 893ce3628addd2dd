"""The shapes of the neighbourhoods: brought by a file, given back as one, taken away."""

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.territories import actions, queries
from tadafor.territories.desk.frame import Request, administrator_only, ask, by, sent, there
from tadafor.territories.forms import PlainForm, ShapesForm
from tadafor.territories.rules.shapes import as_geojson


@administrator_only
def shapes(request: Request, territory: str) -> HttpResponse:
    """Show the map of the neighbourhoods, and read a file of their shapes."""
    found = [one for one in queries.all_neighbourhoods(request.territory.pk) if not one.is_retired]
    form = ShapesForm(sent(request), request.FILES or None, neighbourhoods=found)
    return ask(
        request,
        form,
        lambda: actions.keep_shapes(shapes=form.cleaned_data["file"], **by(request)),
        _("أشكال الأحياء على الخريطة"),
        _("احفظوا الأشكال"),
        "shapes",
        template="territories/desk/shapes.html",
        neighbourhoods=found,
        quarters=queries.quarters(request.territory.pk),
    )


@administrator_only
def shapes_file(request: Request, territory: str) -> HttpResponse:
    """Give the shapes back as a file, to correct them in another tool and bring them again."""
    found = [one for one in queries.all_neighbourhoods(request.territory.pk) if one.shape]
    written = as_geojson([(one.name_ar, one.name_fr, one.shape) for one in found])
    response = JsonResponse(
        written, content_type="application/geo+json", json_dumps_params={"ensure_ascii": False}
    )
    name = f"{request.territory.slug}-neighbourhoods.geojson"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response


@administrator_only
def remove_shape(request: Request, territory: str, neighbourhood: int) -> HttpResponse:
    """Take a shape away: the map shows the centre again."""
    found = there(queries.neighbourhood(request.territory.pk, neighbourhood))
    return ask(
        request,
        PlainForm(sent(request)),
        lambda: actions.keep_shapes(shapes={found.pk: []}, **by(request)),
        _("حذف شكل حي"),
        _("احذفوا الشكل"),
        "shapes",
        what=found.name,
    )
