"""The file of evidence that a page of a draw gives is the one that the command verifies."""

import json

import pytest
from django.test import Client

from tadafor.councils.tests.test_actions_drawn import drawn
from tadafor.councils.tests.test_actions_lot import DRAWING, do
from tadafor.house.command import main

pytestmark = pytest.mark.django_db


def test_what_is_downloaded_holds_and_a_changed_file_does_not(larache, tmp_path, capsys):
    """§ councils-20"""
    draw = drawn(larache)
    do(draw, "replace_drawn", code=draw.evidence["drawn"][0], reason="سافر", now=DRAWING)
    file = tmp_path / "lot.json"
    downloaded = Client().get("/larache/councils/bodies/citizens/lots/1/evidence.json")
    file.write_bytes(downloaded.content)
    assert main(["lot", "verify", str(file)]) == 0
    evidence = downloaded.json()
    other = next(f"{at:03}" for at, panel in enumerate(evidence["panels"]) if panel != evidence["drawn"])
    file.write_text(json.dumps(evidence | {"digits": other}), "utf-8")
    assert main(["lot", "verify", str(file)]) != 0
    assert capsys.readouterr().out
