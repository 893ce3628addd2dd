"""The addresses of the participatory budget, under ``/{territory}/budgets/``.

The vote and the results have theirs in ``views/voting_urls.py`` and ``views/results_urls.py``.
"""

from django.urls import path

from tadafor.budgets.desk import setting_up
from tadafor.budgets.views import ideas, projects, reading
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
    path(_desk, setting_up.overview, name="desk_overview"),
    *voting,
    *results,
    path(_one, reading.edition, name="edition"),
    path(f"{_one}follow/", ideas.follow, name="follow"),
    path(f"{_one}ideas/", ideas.ideas, name="ideas"),
    path(f"{_one}ideas/new/", ideas.propose, name="propose"),
    path(f"{_one}ideas/alike/", ideas.alike, name="alike"),
    path(_idea, ideas.idea, name="idea"),
    path(f"{_idea}back/", ideas.back, name="back"),
    path(f"{_idea}withdraw/", ideas.withdraw, name="withdraw"),
    path(f"{_one}projects/", projects.projects, name="projects"),
    path(_project, projects.project, name="project"),
    path(f"{_project}answer/", projects.answer_study, name="answer_study"),
]
