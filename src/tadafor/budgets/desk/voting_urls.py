"""The addresses by which staff keep the vote."""

from django.urls import URLPattern, path

from tadafor.budgets.desk import paper
from tadafor.budgets.desk import voting as keeping

_desk = "desk/<str:slug>/vote/"
_batch = f"{_desk}batches/<int:batch>/"
kept_vote: list[URLPattern] = [
    path(_desk, keeping.overview, name="desk_vote"),
    path(f"{_desk}key/", keeping.key, name="desk_key"),
    path(f"{_desk}rehearsal/", keeping.rehearse, name="desk_rehearse"),
    path(f"{_desk}rehearsal.txt", keeping.rehearsal_file, name="desk_rehearsal_file"),
    path(f"{_desk}rehearsal/opened/", keeping.rehearsed, name="desk_rehearsed"),
    path(f"{_desk}end/", keeping.end_shown, name="desk_end_shown"),
    path(f"{_desk}urn/", keeping.publish, name="desk_publish_urn"),
    path(f"{_desk}opened/", keeping.opened, name="desk_opened"),
    path(f"{_desk}observed/", keeping.observe, name="desk_observe"),
    path(f"{_desk}load/", keeping.load, name="desk_load"),
    path(f"{_desk}void/", keeping.void, name="desk_void"),
    path(f"{_desk}again/", keeping.hold_again, name="desk_again"),
    path(f"{_desk}beside/", keeping.beside, name="desk_beside"),
    path(f"{_desk}sheet/", paper.sheet, name="desk_sheet"),
    path(f"{_desk}batches/", paper.batch_list, name="desk_batches"),
    path(_batch, paper.batch_page, name="desk_batch"),
    path(f"{_batch}sheets.pdf", paper.sheets_pdf, name="desk_sheets"),
    path(f"{_batch}take-out/", paper.take_out, name="desk_take_out"),
    path(f"{_batch}finish/", paper.finish, name="desk_finish"),
    path(f"{_batch}close/", paper.close, name="desk_close_batch"),
]
