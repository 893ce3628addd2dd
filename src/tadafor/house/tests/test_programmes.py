"""`tadafor programme` founds one with its officer, or says everything that is wrong and makes nothing."""

import pytest

from tadafor.house import programmes
from tadafor.house.environment import CannotGoOn
from tadafor.people.tests.factories import make_person
from tadafor.programme.models import Programme

WHOLE = """
slug = "tadafor"
name_ar = "تضافر"
name_fr = "Tadafor"
purpose_ar = "دعم المشاركة"
purpose_fr = "Appuyer la participation"
starts_on = 2022-01-01
months = 42
officer = "officer@example.org"
"""


@pytest.mark.django_db
def test_a_programme_is_founded_from_a_file(tmp_path, capsys):
    make_person("مسؤولة", email="officer@example.org")
    file = tmp_path / "programme.toml"
    file.write_text(WHOLE, encoding="utf-8")
    programmes.found(file)
    assert "/programme/tadafor/ until 2025-06-30" in capsys.readouterr().out
    assert Programme.objects.get().roles.get().charge == "officer"
    wrong = {
        WHOLE: "Nothing was made",
        WHOLE.replace("officer@", "nobody@"): "officer: nobody has an account",
        WHOLE.replace("officer@example.org", "x"): "officer: nobody has an account",
        WHOLE.replace("months = 42", 'months = "42"'): "months must be int",
        WHOLE.replace('slug = "tadafor"', 'slug = "Ta dafor"'): "slug has small letters",
        WHOLE.replace('name_fr = "Tadafor"', 'nom = "Tadafor"'): "name_fr is missing; nom is not known",
        "slug =": "programme.toml",
    }
    for text, said in wrong.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CannotGoOn, match=said):
            programmes.found(file)
    assert Programme.objects.count() == 1
