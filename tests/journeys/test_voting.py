"""A participatory budget from a phone to its result: voted, closed, opened, counted, and counted again."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import expect

from tadafor.budgets import tasks
from tadafor.budgets.queries.shares import shares_folder
from tests.journeys.reader import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What the house says in answer.
ENDED = "انتهى التصويت في هذا العرض: انشروا الصندوق."
PUBLISHED = "نُشر الصندوق: حملوه وافتحوه في حاسوب اللجنة."
GIVEN = "أُودع ما فتحته اللجنة. بقيت بصمة الملاحظة."
LOADING = "يجري تحميل الأوراق وإتلاف ما يربطها بأصحابها. حدثوا الصفحة بعد قليل."
SLUG = "ميزانية-الأحياء"
AT = f"/larache/budgets/{SLUG}/"
DESK = f"/larache/budgets/desk/{SLUG}/"
NADIA, AMAL = "nadia@tadafor.example", "amal@tadafor.example"


def test_a_vote_from_three_taps_to_a_result_that_anyone_counts_again(reader, tmp_path):
    """The ballot is in the urn, two of five shares open nothing, and the count gives the same winners."""
    salma, nadia, amal = reader(PHONE), reader(DESKTOP), reader(DESKTOP)
    receipt = _votes(salma)
    urn = _closes(nadia, tmp_path)
    salma.goes(f"{AT}vote/").sees("انتهى أجل التصويت، ولم تُسجل أي ورقة بعده.")
    _checks(salma, receipt, "هي في الصندوق المنشور")
    found = _opens(urn)
    _gives_back(nadia, urn.with_suffix(".opened.txt"))
    address = _observes(amal, found)
    _loads_and_counts(nadia)
    amal.goes(f"{DESK}count/").presses("انشروا النتيجة").sees("النتائج المنشورة")
    _counts_again(reader(PHONE), reader(PHONE), address, tmp_path)


def _votes(salma):
    """Over the envelope the total says so, and the ballot comes back; then three taps."""
    salma.comes_in("salma@tadafor.example").goes(AT).clicks("صوتوا")
    totals = salma.page.locator("[data-ballot-said]")
    expect(totals).to_have_count(2)
    boxes = salma.page.locator("main [name=choice]")
    for number in (1, 2, 3, 4):
        salma.page.locator(f"main [name=choice][value=p{number}]").check()
    expect(totals.first).to_have_class(re.compile("counter-over"))
    expect(totals.last).not_to_have_class(re.compile("counter-over"))
    salma.presses("راجعوا ورقتكم").sees("راجعوا اختياركم")
    expect(boxes.and_(salma.page.locator(":checked"))).to_have_count(4)
    for number in (1, 4):
        salma.page.locator(f"main [name=choice][value=p{number}]").uncheck()
    expect(totals.first).not_to_have_class(re.compile("counter-over"))
    salma.presses("راجعوا ورقتكم").presses("صوتوا").sees("ورقتكم في الصندوق")
    code = salma.page.locator("main [name=code]").get_attribute("value")
    _checks(salma, code, "ستُنشر في الصندوق عند نهاية التصويت")
    _checks(salma, f"A{code[1:]}" if code[0] != "A" else f"B{code[1:]}", "تأكدوا من أنكم كتبتم الرمز كله")
    return code


def _checks(salma, code, words):
    salma.goes(f"{AT}vote/check/").fills(code=code).presses("تحققوا").sees(words)


def _closes(nadia, folder):
    nadia.comes_in_to_work(NADIA, f"{DESK}vote/")
    nadia.presses("أنهوا التصويت الآن (للعرض فقط)").sees(ENDED, within="body")
    nadia.presses("انشروا الصندوق").sees(PUBLISHED, within="body")
    nadia.clicks("صفحة التحقق من التصويت")
    return _downloads(nadia, nadia.words("حملوا الصندوق"), folder / "urn.txt")


def _downloads(somebody, name, path):
    with somebody.page.expect_download() as started:
        somebody.page.locator("main").get_by_role("link", name=name).first.click()
    started.value.save_as(path)
    return path


def _tadafor(*words):
    command = [sys.executable, "-m", "tadafor.house.command", *map(str, words)]
    told = {**os.environ, "PYTHONPATH": str(Path(tasks.__file__).parents[2])}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=told)


def _opens(urn):
    """On a computer of the committee; an observer with other shares finds the same."""
    kept = [shares_folder("larache") / f"share-{number}.txt" for number in range(1, 6)]
    too_few = _tadafor("urn", "open", urn, *_given(kept[:2]))
    assert (too_few.returncode, "too few shares" in too_few.stderr) == (1, True)
    hashes = set()
    for shares in (kept[2:], kept[:3]):
        opened = _tadafor("urn", "open", urn, *_given(shares))
        assert opened.returncode == 0, opened.stderr
        hashes.add(re.search(r"\b[0-9a-f]{64}\s*$", opened.stdout.strip()).group())
    (found,) = hashes
    return found


def _given(shares):
    return [word for share in shares for word in ("--share", share)]


def _gives_back(nadia, opened):
    nadia.goes(f"{DESK}vote/opened/")
    nadia.page.locator("main input[type=file]").set_input_files(opened)
    nadia.presses("سجلوا هذا").sees(GIVEN, within="body")
    # Who gave the opened ballots does not say for the observer what they found.
    link = nadia.page.locator("main").get_by_role("link", name=nadia.words("سجلوا بصمة الملاحظة"))
    expect(link.first).to_be_disabled()


def _observes(amal, found):
    """Another person enters the hash, and admits an observer; returns the path of their address."""
    amal.comes_in_to_work(AMAL, f"{DESK}vote/")
    amal.clicks("سجلوا بصمة الملاحظة").fills(observer="observatrice", typed="0" * 64).presses("سجلوا هذا")
    expect(amal.page.locator("main [name=typed]")).to_have_value("0" * 64)
    amal.fills(typed=found).presses("سجلوا هذا")
    amal.sees("البصمتان متطابقتان.", within="body")
    amal.goes(f"{DESK}count/observers/").fills(name="observatrice").presses("اقبلوا وأظهروا العنوان")
    return urlsplit(amal.page.inner_text("main .notice .code").strip()).path.removeprefix("/fr")


def _loads_and_counts(nadia):
    nadia.goes(f"{DESK}count/")
    _has_no_button(nadia, "ابدؤوا الفرز")
    nadia.goes(f"{DESK}vote/").presses("حملوا الأوراق وأتلفوا الروابط").sees(LOADING, within="body")
    _job(tasks.load)
    nadia.goes(f"{DESK}count/").presses("ابدؤوا الفرز")
    _job(tasks.count)
    nadia.goes(f"{DESK}count/")
    _has_no_button(nadia, "انشروا النتيجة")  # she asked for the count: somebody else publishes it


def _has_no_button(somebody, arabic):
    expect(somebody.page.get_by_role("button", name=somebody.words(arabic))).to_have_count(0)


def _job(task):
    """As the worker does it, on a connection of its own."""
    with ThreadPoolExecutor(1) as worker:
        worker.submit(_done, task).result()


def _done(task):
    from tadafor.territories.queries import territory_by_slug

    try:
        task(territory_id=territory_by_slug("larache").pk, slug=SLUG)
    finally:
        connection.close()


def _counts_again(passer_by, observer, address, folder):
    """What everybody reads is what the files say, counted by a command without this server."""
    passer_by.goes(AT).clicks("اقرأوا النتيجة").sees("أعيدوا الفرز بأنفسكم")
    won = passer_by.page.locator("main a[href*='/results/projects/']")
    read = {int(re.search(r"/projects/(\d+)/", one.get_attribute("href")).group(1)) for one in won.all()}
    expect(passer_by.page.get_by_role("link", name="كل أوراق التصويت")).to_have_count(0)
    observer.goes(address).sees("ملفات الملاحظة")
    winners = set()
    for place, link in enumerate(observer.page.locator("main a[href$='.pb']").all()):
        with observer.page.expect_download() as started:
            link.click()
        file = folder / f"{place}.pb"
        started.value.save_as(file)
        counted = _tadafor("recount", file, "--json")
        assert counted.returncode == 0, counted.stderr
        told = json.loads(counted.stdout)
        assert (told["as_the_file_says"], told["assumed"], told["voters"] > 0) == (True, [], True)
        winners |= {int(key.removeprefix("p")) for key in told["winners"]}
    assert winners
    assert winners <= read
    for number in winners:
        passer_by.goes(f"{AT}results/projects/{number}/")
