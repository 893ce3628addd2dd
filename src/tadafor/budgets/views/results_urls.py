"""The addresses of the count, the results and what follows them."""

from django.urls import URLPattern, path

from tadafor.budgets.views import files, following, observing, reporting
from tadafor.budgets.views import results as reading

_here = "<str:slug>/results/"
results: list[URLPattern] = [
    path("<str:slug>/works/", following.page, name="followed"),
    path("<str:slug>/count/", reading.minutes, name="minutes"),
    path(_here, reading.page, name="results"),
    path(f"{_here}projects/<int:number>/", reading.project, name="result_project"),
    path("<str:slug>/report/", reporting.report, name="report"),
    path("<str:slug>/report.pdf", reporting.report_pdf, name="report_pdf"),
    path(f"{_here}data.<str:kind>", reporting.export, name="results_export"),
    path("<str:slug>/observers/<str:secret>/", observing.page, name="observer"),
    path("<str:slug>/observers/<str:secret>/<int:position>.pb", observing.ballots, name="observer_file"),
    path(f"{_here}seals.txt", files.seals, name="seals"),
    path(f"{_here}<int:position>/ballots.pb", files.ballots, name="ballots_file"),
    path(f"{_here}<int:position>/totals.pb", files.totals, name="totals_file"),
    path(f"{_here}<int:position>/certificate.json", files.certificate, name="certificate"),
]
