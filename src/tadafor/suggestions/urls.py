"""The addresses of suggestions, under ``/{territory}/suggestions/``."""

from django.urls import path

from tadafor.suggestions.desk import answering, gathering, inbox, setting_up, together
from tadafor.suggestions.views import data, own, reading, writing

app_name = "suggestions"

_one = "<int:number>/"
_desk = "desk/<int:number>/"
_set = "desk/settings/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("new/", writing.new, name="new"),
    path("new/voice/", writing.new, {"voice": True}, name="speak"),
    path("alike/", writing.alike, name="alike"),
    path("mine/", reading.mine, name="mine"),
    path("find/", own.find, name="find"),
    path("places/", reading.places, name="places"),
    path("figures/", reading.figures, name="figures"),
    path("open311/v2/services.json", data.services, {"form": "json"}, name="services"),
    path("open311/v2/services.xml", data.services, {"form": "xml"}, name="services_xml"),
    path("open311/v2/services/<str:code>.<str:form>", data.service, name="service_definition"),
    path("open311/v2/requests.json", data.requests, {"form": "json"}, name="requests"),
    path("open311/v2/requests.xml", data.requests, {"form": "xml"}, name="requests_xml"),
    path("open311/v2/requests/<int:number>.<str:form>", data.one_request, name="request"),
    path("all.csv", data.export, {"form": "csv"}, name="csv"),
    path("all.geojson", data.export, {"form": "geojson"}, name="geojson"),
    path("feeds/<str:code>.rss", data.feed, name="feed"),
    path("desk/", inbox.index, name="desk"),
    path("desk/together/", together.answer, name="desk_together"),
    path("desk/together/send/", together.send, name="desk_send_together"),
    path("desk/together/merge/", together.merge, name="desk_merge_together"),
    path("desk/together/national/", together.hand_over, name="desk_national_together"),
    path("desk/keys/", inbox.keys, name="desk_keys"),
    path("desk/enter/", inbox.enter, name="desk_enter"),
    path("desk/enter/voice/", inbox.enter, {"voice": True}, name="desk_speak"),
    path(_set, setting_up.overview, name="desk_settings"),
    path(f"{_set}services/new/", setting_up.service, name="desk_new_service"),
    path(f"{_set}services/<int:service>/", setting_up.service, name="desk_service"),
    path(f"{_set}categories/new/", setting_up.category, name="desk_new_category"),
    path(f"{_set}categories/<str:code>/", setting_up.category, name="desk_category"),
    path(f"{_set}routes/", setting_up.route, name="desk_route"),
    path(f"{_set}promises/", setting_up.promise, name="desk_promise"),
    path(f"{_set}templates/new/", setting_up.template, name="desk_new_template"),
    path(f"{_set}templates/<int:template>/", setting_up.template, name="desk_template"),
    path(f"{_set}choices/", setting_up.choices, name="desk_choices"),
    path(_desk, inbox.overview, name="desk_overview"),
    path(f"{_desk}file.pdf", inbox.paper, name="desk_pdf"),
    path(f"{_desk}send/", answering.send, name="desk_send"),
    path(f"{_desk}answer/", answering.answer, name="desk_answer"),
    path(f"{_desk}note/", answering.note, name="desk_note"),
    path(f"{_desk}national/", answering.hand_over, name="desk_national"),
    path(f"{_desk}words/", gathering.write_down, name="desk_words"),
    path(f"{_desk}redact/", gathering.redact, name="desk_redact"),
    path(f"{_desk}photos/<str:picture>/", gathering.cover, name="desk_cover"),
    path(f"{_desk}merge/", gathering.merge, name="desk_merge"),
    path(f"{_desk}split/", gathering.split, name="desk_split"),
    path(f"{_desk}carry/", gathering.carry, name="desk_carry"),
    path(f"{_desk}session/", gathering.session, name="desk_session"),
    path(_one, reading.suggestion, name="suggestion"),
    path(f"{_one}back/", own.back, name="back"),
    path(f"{_one}open/", own.open_file, name="open"),
    path(f"{_one}receipt.pdf", own.receipt_pdf, name="receipt_pdf"),
    path(f"{_one}file.pdf", own.file_pdf, name="file_pdf"),
    path(f"{_one}reopen/", own.reopen, name="reopen"),
    path(f"{_one}rate/", own.rate, name="rate"),
    path(f"{_one}photo/", own.photo, name="photo"),
]
