"""The addresses of the participatory budget, under ``/{territory}/budgets/``.

The vote and the results have theirs in ``views/voting_urls.py`` and ``views/results_urls.py``.
"""

from django.urls import path

from tadafor.budgets.desk import ideas as desk_ideas
from tadafor.budgets.desk import projects as making
from tadafor.budgets.desk import setting_up
from tadafor.budgets.desk.results_urls import results_desk
from tadafor.budgets.desk.voting_urls import kept_vote
from tadafor.budgets.views import changing, ideas, projects, reading, speaking
from tadafor.budgets.views.results_urls import results
from tadafor.budgets.views.voting_urls import voting

app_name = "budgets"

_one = "<str:slug>/"
_idea = f"{_one}ideas/<int:number>/"
_project = f"{_one}projects/<int:number>/"
_desk = "desk/<str:slug>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", setting_up.index, name="desk"),
    path("desk/new/", setting_up.new, name="desk_new"),
    path(_desk, setting_up.overview, name="desk_overview"),
    path(f"{_desk}regulation/", setting_up.regulation, name="desk_regulation"),
    path(f"{_desk}days/", setting_up.days, name="desk_days"),
    path(f"{_desk}envelopes/", setting_up.envelopes, name="desk_envelopes"),
    path(f"{_desk}envelopes/<int:key>/remove/", setting_up.remove_envelope, name="desk_remove_envelope"),
    path(f"{_desk}announce/", setting_up.announce, name="desk_announce"),
    path(f"{_desk}extend/", setting_up.extend, name="desk_extend"),
    path(f"{_desk}ideas/", making.box, name="desk_box"),
    path(f"{_desk}voices/", desk_ideas.voices, name="desk_voices"),
    path(f"{_desk}voices/<int:number>/", desk_ideas.write_down, name="desk_write_down"),
    path(f"{_desk}ideas/<int:number>/withdraw/", desk_ideas.set_idea_aside, name="desk_set_idea_aside"),
    path(f"{_desk}documents/", desk_ideas.documents_of_edition, name="desk_documents"),
    path(
        f"{_desk}projects/<int:number>/documents/",
        desk_ideas.documents_of_project,
        name="desk_project_documents",
    ),
    path(
        f"{_desk}projects/<int:number>/withdraw/", desk_ideas.set_project_aside, name="desk_set_project_aside"
    ),
    path(f"{_desk}projects/<int:number>/ideas/<int:idea>/remove/", desk_ideas.unmerge, name="desk_unmerge"),
    path(f"{_desk}projects/", making.projects, name="desk_projects"),
    path(f"{_desk}projects/new/", making.new_project, name="desk_new_project"),
    path(f"{_desk}projects/<int:number>/", making.change_project, name="desk_change_project"),
    path(f"{_desk}projects/<int:number>/ideas/", making.merge, name="desk_merge"),
    path(f"{_desk}projects/<int:number>/study/", making.study, name="desk_study"),
    path(f"{_desk}prices/", making.publish_prices, name="desk_prices"),
    *voting,
    *kept_vote,
    *results_desk,
    *results,
    path(_one, reading.edition, name="edition"),
    path(f"{_one}follow/", ideas.follow, name="follow"),
    path(f"{_one}ideas/", ideas.ideas, name="ideas"),
    path(f"{_one}ideas/new/", ideas.propose, name="propose"),
    path(f"{_one}ideas/alike/", ideas.alike, name="alike"),
    path(_idea, ideas.idea, name="idea"),
    path(f"{_idea}back/", ideas.back, name="back"),
    path(f"{_idea}withdraw/", ideas.withdraw, name="withdraw"),
    path(f"{_idea}change/", changing.change, name="change"),
    path(f"{_idea}recording/", speaking.recording, name="recording"),
    path(f"{_idea}again/", speaking.speak_again, name="speak_again"),
    path(f"{_one}projects/", projects.projects, name="projects"),
    path(_project, projects.project, name="project"),
    path(f"{_project}withdraw/", changing.take_back, name="take_back"),
    path(f"{_project}answer/", projects.answer_study, name="answer_study"),
]
