"""The addresses of the participatory budget, under ``/{territory}/budgets/``.

The vote and the results have theirs in ``views/voting_urls.py`` and ``views/results_urls.py``.
"""

from django.urls import path

from tadafor.budgets.desk import setting_up
from tadafor.budgets.views import reading
from tadafor.budgets.views.results_urls import results
from tadafor.budgets.views.voting_urls import voting

app_name = "budgets"

_desk = "desk/<str:slug>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", setting_up.index, name="desk"),
    path(_desk, setting_up.overview, name="desk_overview"),
    *voting,
    *results,
    path("<str:slug>/", reading.edition, name="edition"),
]
