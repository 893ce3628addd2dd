"""The addresses of the count, the results and what follows them, public and staff's."""

from django.urls import URLPattern

results: list[URLPattern] = []
