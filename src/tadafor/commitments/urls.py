"""The addresses of commitments, under ``/{territory}/commitments/``."""

from django.urls import path

from tadafor.commitments.desk import commitments, importing, parts, plans, remarks
from tadafor.commitments.desk import path as way
from tadafor.commitments.desk import yearly as once_a_year
from tadafor.commitments.views import papers, reading, saying
from tadafor.commitments.views import path as seen
from tadafor.commitments.views import yearly as past

app_name = "commitments"

_plan = "<int:plan>/"
_one = "<int:plan>/<int:number>/"
_desk = "desk/<int:plan>/"
_held = "desk/<int:plan>/<int:number>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", plans.index, name="desk"),
    path("desk/new/", plans.new, name="desk_new"),
    path(_desk, plans.overview, name="desk_plan"),
    path(f"{_desk}edit/", plans.edit, name="desk_edit"),
    path(f"{_desk}publish/", plans.publish, name="desk_publish"),
    path(f"{_desk}committee/", plans.committee, name="desk_committee"),
    path(f"{_desk}import/", importing.imports, name="desk_imports"),
    path(f"{_desk}import/<int:key>/", importing.one, name="desk_import"),
    path(f"{_desk}import/<int:key>/columns/", importing.columns, name="desk_import_columns"),
    path(f"{_desk}plan.xlsx", importing.workbook, name="desk_workbook"),
    path(f"{_desk}path/", way.overview, name="desk_path"),
    path(f"{_desk}path/resources/", way.resource, name="desk_resource"),
    path(f"{_desk}path/messages/new/", way.message, name="desk_new_message"),
    path(f"{_desk}path/messages/<int:position>/", way.message, name="desk_message"),
    path(f"{_desk}path/messages/<int:position>/remove/", way.remove_message, name="desk_remove_message"),
    path(f"{_desk}path/sections/<slug:section>/", way.assessment, name="desk_assessment"),
    path(f"{_desk}path/<slug:step>/", way.take, name="desk_take"),
    path(f"{_desk}path/<slug:step>/<int:year>/back/", way.take_back, name="desk_take_back"),
    path(f"{_desk}yearly/", once_a_year.close, name="desk_yearly"),
    path(f"{_desk}renew/", once_a_year.renew, name="desk_renew"),
    path(f"{_desk}axes/new/", plans.axis, name="desk_new_axis"),
    path(f"{_desk}axes/<int:axis>/", plans.axis, name="desk_axis"),
    path(f"{_desk}axes/<int:axis>/remove/", plans.remove_axis, name="desk_remove_axis"),
    path(f"{_desk}axes/<int:axis>/objectives/new/", plans.objective, name="desk_new_objective"),
    path(f"{_desk}axes/<int:axis>/objectives/<int:objective>/", plans.objective, name="desk_objective"),
    path(f"{_desk}new/", commitments.new, name="desk_promise"),
    path(_held, commitments.overview, name="desk_commitment"),
    path(f"{_held}edit/", commitments.edit, name="desk_keep"),
    path(f"{_held}move/", commitments.move, name="desk_move"),
    path(f"{_held}explain/", commitments.explain, name="desk_explain"),
    path(f"{_held}progress/", commitments.progress, name="desk_progress"),
    path(f"{_held}origin/", commitments.origin, name="desk_origin"),
    path(f"{_held}milestones/new/", parts.milestone, name="desk_new_milestone"),
    path(f"{_held}milestones/<int:position>/", parts.milestone, name="desk_milestone"),
    path(f"{_held}milestones/<int:position>/reach/", parts.reach, name="desk_reach"),
    path(f"{_held}milestones/<int:position>/remove/", parts.remove_milestone, name="desk_remove_milestone"),
    path(f"{_held}funding/new/", parts.funding, name="desk_new_funding"),
    path(f"{_held}funding/<int:line>/", parts.funding, name="desk_funding"),
    path(f"{_held}funding/<int:line>/remove/", parts.remove_funding, name="desk_remove_funding"),
    path(f"{_held}indicators/new/", parts.indicator, name="desk_new_indicator"),
    path(f"{_held}indicators/<int:position>/", parts.indicator, name="desk_indicator"),
    path(f"{_held}indicators/<int:position>/measure/", parts.measure, name="desk_measure"),
    path(f"{_held}evidence/", parts.evidence, name="desk_evidence"),
    path(f"{_held}remarks/<int:remark>/", remarks.answer, name="desk_answer"),
    path(_plan, reading.plan, name="plan"),
    path(f"{_plan}path/", seen.path, name="path"),
    path(f"{_plan}timeline/", reading.timeline, name="timeline"),
    path(f"{_plan}evaluation/", papers.evaluation, name="evaluation"),
    path(f"{_plan}evaluation.pdf", papers.evaluation_pdf, name="evaluation_pdf"),
    path(f"{_plan}evaluation/<int:year>/", past.evaluation, name="yearly"),
    path(f"{_plan}evaluation/<int:year>.pdf", past.evaluation_pdf, name="yearly_pdf"),
    path(f"{_plan}versions/", past.versions, name="versions"),
    path(f"{_plan}all.csv", papers.export, name="export"),
    path(f"{_plan}places/", reading.places, name="places"),
    path(_one, reading.commitment, name="commitment"),
    path(f"{_one}comment/", saying.comment, name="comment"),
    path(f"{_one}correct/", saying.correct, name="correct"),
]
