"""The addresses of councils and bodies, under ``/{territory}/councils/``."""

from django.urls import path

from tadafor.councils.desk import advising, agenda, drawing, seating, sitting
from tadafor.councils.views import lots, member, papers, public, registers

app_name = "councils"

_session = "desk/sessions/<str:session>/"
_item = f"{_session}points/<int:item>/"
_body = "desk/bodies/<str:body>/"
_lot = "bodies/<str:body>/lots/<int:lot>/"
_drawing = f"{_body}lots/<int:lot>/"
_opinion = "desk/opinions/<str:opinion>/"
urlpatterns = [
    path("", public.index, name="index"),
    path("sessions.ics", papers.calendar, name="calendar"),
    path("sessions/<str:session>/", public.session, name="session"),
    path("sessions/<str:session>/file.pdf", papers.file, name="file"),
    path("sessions/<str:session>/points/<int:item>/", public.point, name="point"),
    path("decisions/", registers.decisions, name="decisions"),
    path("decisions.csv", registers.as_file, {"kind": "csv"}, name="decisions_csv"),
    path("decisions.xlsx", registers.as_file, {"kind": "xlsx"}, name="decisions_xlsx"),
    path("decisions.json", registers.as_file, {"kind": "json"}, name="decisions_json"),
    path("bodies/<str:body>/", public.body, name="body"),
    path("bodies/<str:body>/years/<int:year>/", public.year, name="year"),
    path("bodies/<str:body>/meetings/<int:number>/", public.meeting, name="meeting"),
    path(_lot, lots.lot, name="lot"),
    path(f"{_lot}panels/", lots.panels, name="lot_panels"),
    path(f"{_lot}evidence.json", lots.evidence, name="lot_evidence"),
    path(f"{_lot}form.pdf", lots.paper, name="lot_paper"),
    path(f"{_lot}volunteer/", lots.volunteer, name="lot_volunteer"),
    path(f"{_lot}withdraw/", lots.withdraw, name="lot_withdraw"),
    path("opinions/", public.register, name="register"),
    path("opinions/<str:opinion>/", public.opinion, name="opinion"),
    path("mine/", member.mine, name="mine"),
    path("mine/opinions/<str:opinion>/", member.draft, name="draft"),
    path("desk/", sitting.index, name="desk"),
    path("desk/quorums/", sitting.quorums, name="desk_quorums"),
    path("desk/quorums/new/", sitting.quorum, name="desk_quorum"),
    path("desk/sessions/new/ordinary/", sitting.new, {"kind": "ordinary"}, name="desk_ordinary"),
    path(
        "desk/sessions/new/extraordinary/",
        sitting.new,
        {"kind": "extraordinary"},
        name="desk_extraordinary",
    ),
    path(_session, sitting.overview, name="desk_session"),
    path(f"{_session}convene/", sitting.convene, name="desk_convene"),
    path(f"{_session}put-off/", sitting.put_off, name="desk_put_off"),
    path(f"{_session}sitting/", sitting.sitting, name="desk_sitting"),
    path(f"{_session}close/", sitting.close, name="desk_close"),
    path(f"{_session}minutes/", sitting.minutes, name="desk_minutes"),
    path(f"{_session}file.pdf", sitting.file, name="desk_file"),
    path(f"{_session}points/add/", agenda.add, name="desk_add"),
    path(f"{_item}remove/", agenda.remove, name="desk_remove"),
    path(f"{_item}document/", agenda.document, name="desk_document"),
    path(f"{_item}vote/", agenda.vote, name="desk_vote"),
    path(f"{_item}step/", agenda.step, name="desk_step"),
    path("desk/bodies/", seating.index, name="desk_bodies"),
    path("desk/bodies/new/", seating.new, name="desk_new_body"),
    path(_body, seating.overview, name="desk_body"),
    path(f"{_body}change/", seating.change, name="desk_change_body"),
    path(f"{_body}end/", seating.end, name="desk_end_body"),
    path(f"{_body}document/", seating.document, name="desk_body_document"),
    path(f"{_body}members/add/", seating.seat, name="desk_seat"),
    path(f"{_body}members/<int:member>/end/", seating.unseat, name="desk_unseat"),
    path(f"{_body}members/<int:member>/name/", seating.unname, name="desk_unname"),
    path(f"{_body}meetings/call/", seating.call, name="desk_call"),
    path(f"{_body}meetings/<int:number>/attendance/", seating.attendance, name="desk_attendance"),
    path(f"{_body}meetings/<int:number>/minutes/", seating.minutes, name="desk_meeting_minutes"),
    path(f"{_body}opinions/new/", advising.new, name="desk_new_opinion"),
    path(f"{_body}lots/new/", drawing.new, name="desk_new_lot"),
    path(_drawing, drawing.overview, name="desk_lot"),
    path(f"{_drawing}quotas/", drawing.quotas, name="desk_lot_quotas"),
    path(f"{_drawing}quarters/", drawing.quarters, name="desk_lot_quarters"),
    path(f"{_drawing}ease/", drawing.ease, name="desk_lot_ease"),
    path(f"{_drawing}freeze/", drawing.freeze, name="desk_lot_freeze"),
    path(f"{_drawing}relax/", drawing.relax, name="desk_lot_relax"),
    path(f"{_drawing}publish/", drawing.publish, name="desk_lot_publish"),
    path(f"{_drawing}digits/", drawing.digits, name="desk_lot_digits"),
    path(f"{_drawing}replace/<str:code>/", drawing.replace, name="desk_lot_replace"),
    path(f"{_drawing}seats/", drawing.seats, name="desk_lot_seats"),
    path(f"{_drawing}cancel/", drawing.cancel, name="desk_lot_cancel"),
    path("desk/opinions/", advising.index, name="desk_opinions"),
    path(_opinion, advising.overview, name="desk_opinion"),
    path(f"{_opinion}group/", advising.group, name="desk_group"),
    path(f"{_opinion}draft/", advising.draft, name="desk_draft"),
    path(f"{_opinion}adopt/", advising.adopt, name="desk_adopt"),
    path(f"{_opinion}send/", advising.send, name="desk_send"),
    path(f"{_opinion}answer/", advising.answer, name="desk_answer"),
    path(f"{_opinion}follow-up/", advising.follow_up, name="desk_follow_up"),
]
