"""The addresses of the vote, public and staff's."""

from django.urls import URLPattern

voting: list[URLPattern] = []
