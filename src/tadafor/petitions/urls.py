"""The addresses of petitions, under ``/{territory}/petitions/``."""

from django.urls import path

from tadafor.petitions.desk import bureau, checking, fraud
from tadafor.petitions.views import managing, own, reading, sheets, signing

app_name = "petitions"

_one = "<str:code>/"
_desk = "desk/<str:code>/"
_line = f"{_one}sheets/<int:number>/lines/<int:position>/"
_desk_line = f"{_desk}sheets/<int:number>/lines/<int:position>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("new/", own.new, name="new"),
    path("mine/", own.all_mine, name="mine"),
    path("law/", reading.law, name="law"),
    path("join/<str:secret>/", own.join, name="join"),
    path("receipt/<str:receipt>/", reading.receipt, name="receipt"),
    path("petitions.csv", reading.export_all, {"kind": "csv"}, name="all_csv"),
    path("petitions.json", reading.export_all, {"kind": "json"}, name="all_json"),
    path("desk/", bureau.index, name="desk"),
    path("desk/law/", fraud.law, name="desk_law"),
    path("desk/law/new/", fraud.new_law, name="desk_new_law"),
    path("desk/limits/", fraud.limits, name="desk_limits"),
    path(_desk, bureau.overview, name="desk_overview"),
    path(f"{_desk}register/", bureau.register, name="desk_register"),
    path(f"{_desk}refer/", bureau.refer, name="desk_refer"),
    path(f"{_desk}findings/<str:condition>/", bureau.finding, name="desk_finding"),
    path(f"{_desk}accept/", bureau.accept, name="desk_accept"),
    path(f"{_desk}refuse/", bureau.refuse, name="desk_refuse"),
    path(f"{_desk}notice/", bureau.notice, name="desk_notice"),
    path(f"{_desk}committee/", bureau.committee, name="desk_committee"),
    path(f"{_desk}agenda/", bureau.agenda, name="desk_agenda"),
    path(f"{_desk}deliberation/", bureau.deliberation, name="desk_deliberation"),
    path(f"{_desk}follow-up/", bureau.follow_up, name="desk_follow_up"),
    path(f"{_desk}sheets/", checking.sheets, name="desk_sheets"),
    path(f"{_desk}sheets/<int:number>/", checking.sheet, name="desk_sheet"),
    path(f"{_desk_line}look/", checking.look, name="desk_look"),
    path(f"{_desk_line}settle/", checking.settle, name="desk_settle"),
    path(f"{_desk}list/", checking.official_list, name="desk_list"),
    path(f"{_desk}bursts/", fraud.bursts, name="desk_bursts"),
    path(f"{_desk}bursts/batch/", fraud.batch, name="desk_batch"),
    path(f"{_desk}bursts/let-in/", fraud.let_in, name="desk_let_in"),
    path(f"{_desk}bursts/<int:batch>/undo/", fraud.undo, name="desk_undo"),
    path(_one, reading.petition, name="petition"),
    path(f"{_one}sign/", signing.sign, name="sign"),
    path(f"{_one}sign/code/", signing.confirm, name="confirm"),
    path(f"{_one}take-back/", signing.take_back, name="take_back"),
    path(f"{_one}take-back/code/", signing.take_back_confirm, name="take_back_confirm"),
    path(f"{_one}follow/", own.follow, name="follow"),
    path(f"{_one}figures/", reading.figures, name="figures"),
    path(f"{_one}figures.<str:kind>", reading.export, name="export"),
    path(f"{_one}receipt.pdf", reading.receipt_pdf, name="receipt_pdf"),
    path(f"{_one}manage/", managing.manage, name="manage"),
    path(f"{_one}edit/", own.edit, name="edit"),
    path(f"{_one}conditions/", own.ticks, name="ticks"),
    path(f"{_one}parties/", own.parties, name="parties"),
    path(f"{_one}documents/", own.annexes, name="annexes"),
    path(f"{_one}open/", managing.open_collecting, name="open"),
    path(f"{_one}deposit/", managing.deposit, name="deposit"),
    path(f"{_one}withdraw/", own.withdraw, name="withdraw"),
    path(f"{_one}sheets/", sheets.sheets, name="sheets"),
    path(f"{_one}sheets.pdf", sheets.sheets_pdf, name="sheets_pdf"),
    path(f"{_one}names.pdf", sheets.names_pdf, name="names_pdf"),
    path(f"{_one}sheets/<int:number>/", sheets.sheet, name="sheet"),
    path(f"{_one}sheets/<int:number>/close/", sheets.close_sheet, name="close_sheet"),
    path(f"{_one}sheets/<int:number>/scan/", sheets.scan, name="scan"),
    path(f"{_line}remove/", sheets.remove_line, name="remove_line"),
    path(f"{_line}contest/", sheets.contest, name="contest"),
]
