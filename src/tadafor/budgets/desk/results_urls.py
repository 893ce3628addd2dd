"""The addresses where staff count, publish and follow up."""

from django.urls import URLPattern, path

from tadafor.budgets.desk import observing
from tadafor.budgets.desk import results as desk

_count = "desk/<str:slug>/count/"
_follow = "desk/<str:slug>/follow/"
results_desk: list[URLPattern] = [
    path(_count, desk.overview, name="desk_count"),
    path(f"{_count}settings/", desk.settings, name="desk_count_settings"),
    path(f"{_count}simulation/", desk.simulation, name="desk_simulation"),
    path(f"{_count}lot/", desk.prepare, name="desk_lot"),
    path(f"{_count}draw/", desk.draw, name="desk_draw"),
    path(f"{_count}start/", desk.start, name="desk_count_start"),
    path(f"{_count}publish/", desk.publish, name="desk_count_publish"),
    path(f"{_count}<int:position>/ballots.pb", desk.ballots, name="desk_ballots_file"),
    path(f"{_count}observers/", observing.observers, name="desk_observers"),
    path(f"{_count}observers/<int:key>/close/", observing.dismiss, name="desk_dismiss_observer"),
    path(_follow, desk.follow, name="desk_follow"),
    path(f"{_follow}<int:number>/step/", desk.step, name="desk_step"),
    path(f"{_follow}<int:number>/progress/", desk.progress, name="desk_progress"),
]
