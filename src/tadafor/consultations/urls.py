"""The addresses of the consultation space, under ``/{territory}/consultations/``."""

from django.urls import path

from tadafor.consultations.desk import (
    approving,
    committee,
    drafting,
    ending,
    entering,
    examining,
    setting_up,
    workshops,
)
from tadafor.consultations.views import contributing, reading, results

app_name = "consultations"

_one = "<str:slug>/contributions/<int:number>/"
_desk = "desk/<str:slug>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", setting_up.index, name="desk"),
    path("desk/new/", setting_up.new, name="desk_new"),
    path(_desk, setting_up.overview, name="desk_overview"),
    path(f"{_desk}settings/", setting_up.settings, name="desk_settings"),
    path(f"{_desk}announce/", setting_up.announce, name="desk_announce"),
    path(f"{_desk}extend/", setting_up.extend, name="desk_extend"),
    path(f"{_desk}text/", drafting.text, name="desk_text"),
    path(f"{_desk}text/open/", drafting.open_draft, name="desk_open_draft"),
    path(f"{_desk}text/whole/", drafting.whole, name="desk_whole"),
    path(f"{_desk}text/add/", drafting.add, name="desk_add"),
    path(f"{_desk}text/publish/", drafting.publish, name="desk_publish"),
    path(f"{_desk}text/<str:key>/", drafting.passage, name="desk_passage"),
    path(f"{_desk}text/<str:key>/remove/", drafting.remove, name="desk_remove"),
    path(f"{_desk}contributions/", examining.contributions, name="desk_contributions"),
    path(f"{_desk}contributions/together/", examining.bulk, name="desk_bulk"),
    path(f"{_desk}contributions/<int:number>/", examining.contribution, name="desk_contribution"),
    path(f"{_desk}contributions/<int:number>/back/", approving.send_back, name="desk_send_back"),
    path(f"{_desk}approvals/", approving.approvals, name="desk_approvals"),
    path(f"{_desk}enter/", entering.enter, name="desk_enter"),
    path(f"{_desk}enter/worker.js", entering.worker, name="desk_enter_worker"),
    path(f"{_desk}contributions/<int:number>/undo/", entering.undo, name="desk_undo"),
    path(f"{_desk}workshops/", workshops.workshops, name="desk_workshops"),
    path(f"{_desk}workshops/new/", workshops.new_workshop, name="desk_new_workshop"),
    path(f"{_desk}workshops/<int:number>/", workshops.workshop, name="desk_workshop"),
    path(f"{_desk}workshops/<int:number>/change/", workshops.change_workshop, name="desk_change_workshop"),
    path(f"{_desk}documents/", setting_up.attachments, name="desk_attachments"),
    path(f"{_desk}committee/", committee.committee, name="desk_committee"),
    path(f"{_desk}committee/foundation/", committee.found, name="desk_found_committee"),
    path(f"{_desk}committee/meeting/", committee.meeting, name="desk_meeting"),
    path(f"{_desk}committee/delegation/", committee.delegate, name="desk_delegate"),
    path(f"{_desk}conclude/", ending.conclude, name="desk_conclude"),
    path(f"{_desk}adoption/", ending.adoption, name="desk_adoption"),
    path("<str:slug>/", reading.consultation, name="consultation"),
    path("<str:slug>/report/", results.report, name="report"),
    path("<str:slug>/report.pdf", results.report_pdf, name="report_pdf"),
    path("<str:slug>/sheet.pdf", results.sheet, name="sheet"),
    path("<str:slug>/contributions.<str:kind>", results.export, name="export"),
    path("<str:slug>/follow/", contributing.follow, name="follow"),
    path("<str:slug>/alike/", contributing.alike, name="alike"),
    path("<str:slug>/articles/<str:key>/", reading.article, name="article"),
    path("<str:slug>/articles/<str:key>/contributions/", reading.contributions, name="article_contributions"),
    path("<str:slug>/articles/<str:key>/<str:kind>/", contributing.contribute, name="contribute_article"),
    path("<str:slug>/contribute/<str:kind>/", contributing.contribute, name="contribute"),
    path("<str:slug>/contributions/", reading.contributions, name="contributions"),
    path(_one, reading.contribution, name="contribution"),
    path(f"{_one}support/", contributing.support, name="support"),
    path(f"{_one}withdraw/", contributing.withdraw, name="withdraw"),
    path(f"{_one}reply/", contributing.reply, name="reply"),
    path("<str:slug>/versions/<int:number>/", reading.version, name="version"),
    path("<str:slug>/versions/<int:older>/<int:newer>/", reading.difference, name="difference"),
]
