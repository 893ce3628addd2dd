"""The addresses of the vote that everybody may open."""

from django.urls import URLPattern, path

from tadafor.budgets.views import voting as public

_vote = "<str:slug>/vote/"
voting: list[URLPattern] = [
    path(_vote, public.vote, name="vote"),
    path(f"{_vote}receipt/", public.receipt, name="vote_receipt"),
    path(f"{_vote}check/", public.check, name="check"),
    path(f"{_vote}urn/", public.urn, name="urn"),
    path(f"{_vote}urn.txt", public.urn_file, name="urn_file"),
    path(f"{_vote}minutes.pdf", public.minutes, name="vote_minutes"),
]
