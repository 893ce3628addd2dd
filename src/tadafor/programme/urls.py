"""The addresses of programmes."""

from django.urls import path

from tadafor.programme.views import (
    activities,
    evidence,
    framing,
    maturity,
    mending,
    proofs,
    reading,
    reports,
    team,
)

app_name = "programme"
_team = "<str:slug>/team/"
_frame = f"{_team}frame/"
_committee = f"{_frame}committees/<int:committee>/"
_proof = f"{_team}activities/<int:number>/proofs/"
_grid = f"{_team}grids/<str:digits>/<int:year>/"
_activity = f"{_team}activities/<int:number>/"

urlpatterns = [
    path("", reading.index, name="index"),
    path("<str:slug>/", reading.board, name="board"),
    path("<str:slug>/regions/<str:code>/", reading.region, name="region"),
    path("<str:slug>/communes/<str:digits>/", reading.commune, name="commune"),
    path("<str:slug>/indicators/<str:code>/", reading.indicator, name="indicator"),
    path("<str:slug>/activities/", activities.activities, name="activities"),
    path("<str:slug>/activities/<int:number>/", activities.activity, name="activity"),
    path("<str:slug>/proofs/<str:proof>/<str:name>", proofs.read, name="proof"),
    path("<str:slug>/evidence/<str:evidence>/<str:name>", evidence.read, name="evidence"),
    path("<str:slug>/published/", activities.published, name="published"),
    path("<str:slug>/reports/", reports.index, name="reports"),
    path("<str:slug>/reports/<int:number>/", reports.report, name="report"),
    path("<str:slug>/reports/<int:number>/report.pdf", reports.report_pdf, name="report_pdf"),
    path("<str:slug>/reports/<int:number>/report.xlsx", reports.report_xlsx, name="report_xlsx"),
    path(_team, team.overview, name="team"),
    path(f"{_team}activities/add/", team.plan, name="team_plan"),
    path(_activity, team.activity, name="team_activity"),
    path(f"{_activity}change/", team.change, name="team_change_plan"),
    path(f"{_activity}call-off/", team.call_off, name="team_call_off"),
    path(f"{_proof}add/", proofs.bring, name="team_proofs"),
    path(f"{_proof}<str:proof>/show/", proofs.show, name="team_show_proof"),
    path(f"{_proof}<str:proof>/take-back/", proofs.take_back, name="team_take_back_proof"),
    path(f"{_activity}tell/", team.tell, name="team_tell"),
    path(f"{_activity}approve/", team.approve, name="team_approve"),
    path(f"{_activity}return/", team.send_back, name="team_return"),
    path(_grid, maturity.fill, name="team_grid"),
    path(f"{_grid}confirm/", maturity.confirm, name="team_confirm_grid"),
    path(f"{_grid}files/<str:criterion>/", evidence.bring, name="team_evidence"),
    path(f"{_team}evidence/<str:evidence>/show/", evidence.show, name="team_show_evidence"),
    path(f"{_team}evidence/<str:evidence>/take-back/", evidence.take_back, name="team_take_back_evidence"),
    path(f"{_team}reports/", reports.prepare, name="team_reports"),
    path(f"{_team}reports/add/", reports.draft, name="team_draft"),
    path(f"{_team}reports/<int:number>/", reports.change, name="team_change_report"),
    path(f"{_team}reports/<int:number>/publish/", reports.publish, name="team_publish"),
    path(f"{_team}published/add/", reports.claim, name="team_claim"),
    path(_frame, framing.frame, name="team_frame"),
    path(f"{_frame}programme/", mending.change_programme, name="team_change_programme"),
    path(f"{_frame}partners/add/", framing.add_partner, name="team_partner"),
    path(f"{_frame}partners/<int:partner>/", mending.change_partner, name="team_change_partner"),
    path(f"{_frame}partners/<int:partner>/remove/", mending.remove_partner, name="team_remove_partner"),
    path(f"{_frame}regions/add/", framing.add_region, name="team_region"),
    path(f"{_frame}communes/add/", framing.add_commune, name="team_commune"),
    path(f"{_frame}communes/<str:digits>/", mending.change_commune, name="team_change_commune"),
    path(f"{_frame}communes/<str:digits>/leave/", mending.leave, name="team_leave"),
    path(f"{_frame}communes/<str:digits>/back/", mending.come_back, name="team_come_back"),
    path(f"{_frame}people/add/", framing.charge, name="team_charge"),
    path(f"{_frame}people/<int:charge>/end/", framing.end_charge, name="team_end_charge"),
    path(f"{_frame}committees/add/", framing.add_committee, name="team_committee"),
    path(f"{_frame}committees/<int:committee>/sitting/", framing.add_sitting, name="team_sitting"),
    path(_committee, mending.change_committee, name="team_change_committee"),
    path(f"{_committee}remove/", mending.remove_committee, name="team_remove_committee"),
    path(f"{_committee}sittings/<int:sitting>/", mending.change_sitting, name="team_change_sitting"),
    path(f"{_frame}nodes/add/", framing.add_node, name="team_node"),
    path(f"{_frame}nodes/<int:node>/", mending.change_node, name="team_change_node"),
    path(f"{_frame}indicators/add/", framing.add_indicator, name="team_indicator"),
    path(f"{_frame}indicators/<str:code>/", framing.change_indicator, name="team_change_indicator"),
    path(f"{_frame}indicators/<str:code>/targets/", framing.targets, name="team_targets"),
]
