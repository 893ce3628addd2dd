"""The addresses of the digital consultation, under ``/{territory}/surveys/``."""

from django.urls import path

from tadafor.surveys.desk import building, commenting, conversations, papering, running, theming, trying
from tadafor.surveys.views import answering, conversing, reading
from tadafor.surveys.views import commenting as comments

app_name = "surveys"

_one = "<str:slug>/"
_talk = "opinions/<str:slug>/"
_desk = "desk/<str:slug>/"
_desk_talk = "desk/opinions/<str:slug>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", building.index, name="desk"),
    path("desk/new/", building.new, name="desk_new"),
    path("desk/opinions/new/", conversations.new, name="desk_new_conversation"),
    path(_desk_talk, conversations.overview, name="desk_conversation"),
    path(f"{_desk_talk}frame/", conversations.frame, name="desk_conversation_frame"),
    path(f"{_desk_talk}statements/", conversations.statements, name="desk_statements"),
    path(f"{_desk_talk}open/", conversations.announce, name="desk_open_conversation"),
    path(f"{_desk_talk}close/", conversations.close, name="desk_close_conversation"),
    path(_desk, running.overview, name="desk_overview"),
    path(f"{_desk}frame/", building.frame, name="desk_frame"),
    path(f"{_desk}questions/", building.edit, name="desk_questions"),
    path(f"{_desk}pages/<str:key>/", building.section, name="desk_page"),
    path(f"{_desk}pages/<str:page>/<str:key>/", building.question, name="desk_question"),
    path(f"{_desk}raise/<str:key>/", building.raise_one, name="desk_raise"),
    path(f"{_desk}remove/<str:key>/", building.remove, name="desk_remove"),
    path(f"{_desk}preview/", building.preview, name="desk_preview"),
    path(f"{_desk}try/", trying.try_form, name="desk_try"),
    path(f"{_desk}trials/", trying.trials, name="desk_trials"),
    path(f"{_desk}themes/<str:key>/", theming.themes, name="desk_themes"),
    path(f"{_desk}themes/<str:key>/<int:number>/", theming.theme, name="desk_theme"),
    path(f"{_desk}comments/<int:number>/", commenting.comment, name="desk_comment"),
    path(f"{_desk}open/", running.announce, name="desk_open"),
    path(f"{_desk}version/", running.begin_version, name="desk_version"),
    path(f"{_desk}version/publish/", running.publish_version, name="desk_publish"),
    path(f"{_desk}close/", running.close, name="desk_close"),
    path(f"{_desk}page/", running.place_poll, name="desk_poll"),
    path(f"{_desk}invitations/", running.invitations, name="desk_invitations"),
    path(f"{_desk}paper/", papering.paper, name="desk_paper"),
    path(f"{_desk}paper/file/", papering.paper_file, name="desk_paper_file"),
    path(f"{_desk}paper/file/paper.xlsx", papering.paper_sheet, name="desk_paper_sheet"),
    path(f"{_desk}results/", running.results, name="desk_results"),
    path(f"{_desk}answers.<str:kind>", running.answers, name="desk_answers"),
    path(_talk, conversing.page, name="conversation"),
    path(f"{_talk}vote/", conversing.vote, name="vote"),
    path(f"{_talk}add/", conversing.add, name="add"),
    path(f"{_talk}map/", conversing.opinion_map, name="map"),
    path(f"{_talk}statements/<int:number>/", conversing.statement, name="statement"),
    path(_one, reading.survey, name="survey"),
    path(f"{_one}answer/", answering.answer, name="answer"),
    path(f"{_one}done/", answering.done, name="done"),
    path(f"{_one}results/comments/add/", comments.add, name="add_comment"),
    path(f"{_one}results/comments/<int:number>/", comments.comment, name="comment"),
    path(f"{_one}results/", reading.results, name="results"),
    path(f"{_one}results.<str:kind>", reading.export, name="export"),
    path(f"{_one}form.pdf", reading.paper, name="paper"),
]
