"""The addresses of associations, under ``/{territory}/associations/``, and one of the account."""

from django.urls import path

from tadafor.associations import desk, views
from tadafor.associations.desk import changing

app_name = "associations"

_here = "<str:territory>/associations/"
_desk = f"{_here}desk/"
_one = f"{_desk}<int:association_id>/"
_own = f"{_here}<str:code>/manage/"
urlpatterns = [
    path("account/associations/", views.mine, name="mine"),
    path(_here, views.index, name="index"),
    path(f"{_here}map/", views.stakeholders, name="map"),
    path(f"{_here}register.csv", views.export, {"kind": "csv"}, name="export_csv"),
    path(f"{_here}register.xlsx", views.export, {"kind": "xlsx"}, name="export_xlsx"),
    path(f"{_here}register.json", views.export, {"kind": "json"}, name="export_json"),
    path(f"{_here}ask/", views.ask, name="ask"),
    path(_desk, desk.index, name="desk"),
    path(f"{_desk}register/", desk.register, name="desk_register"),
    path(f"{_desk}import/", changing.import_register, name="desk_import"),
    path(f"{_desk}import/<int:key>/", changing.look, name="desk_import_look"),
    path(f"{_desk}settings/", desk.settle, name="desk_settings"),
    path(_one, desk.case, name="desk_case"),
    path(f"{_one}confirm/", desk.confirm, name="desk_confirm"),
    path(f"{_one}change/", changing.answer, name="desk_answer"),
    path(f"{_one}correct/", changing.correct, name="desk_correct"),
    path(f"{_one}second/", desk.second, name="desk_second"),
    path(f"{_one}renew/", desk.renew, name="desk_renew"),
    path(f"{_one}end/", desk.end, name="desk_end"),
    path(f"{_one}mandate/", desk.give_mandate, name="desk_mandate"),
    path(f"{_one}mandate/<int:mandate_id>/end/", desk.take_back, name="desk_take_back"),
    path(f"{_here}<str:code>/", views.actor, name="actor"),
    path(_own, views.manage, name="manage"),
    path(f"{_own}again/", views.again, name="again"),
    path(f"{_own}describe/", views.describe, name="describe"),
    path(f"{_own}change/", views.ask_change, name="ask_change"),
    path(f"{_own}renew/", views.renew, name="renew"),
    path(f"{_own}delegate/", views.delegate, name="delegate"),
    path(f"{_own}mandate/<int:mandate_id>/end/", views.take_back, name="take_back"),
]
