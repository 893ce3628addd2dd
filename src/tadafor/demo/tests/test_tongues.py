"""The French of the demonstration: nothing that people read of a budget or an open survey lacks it."""

import tomllib

from tadafor.demo.reader import CONTENT

_FILES = ("councils", "programmes", "meetings", "suggestions", "budgets", "surveys", "commitments")
NOT_READ = {"slug", "box"}  # an address; what somebody signs with


def told(name):
    return tomllib.loads((CONTENT / name).read_text("utf-8"))


def french(name):
    return {one["ar"]: one["fr"] for one in told(f"{name}.fr.toml")["said"]}


def arabic(content, name=""):
    """Every Arabic text of a file, but of what its author took back or wrote again."""
    if isinstance(content, dict):
        before = {"body"} if "changed" in content else set()
        rows = [] if "withdrawn" in content else content.items()
        return {said for key, one in rows if key not in before | NOT_READ for said in arabic(one, key)}
    if isinstance(content, list):
        return {said for one in content for said in arabic(one, name)}
    is_arabic = isinstance(content, str) and any("\u0600" <= letter <= "\u06ff" for letter in content)
    return {content.strip()} if is_arabic else set()


def test_every_word_that_people_read_of_a_budget_has_its_french():
    files = sorted((CONTENT / "budgets").glob("*.toml"))
    read = {words for file in files for words in arabic(told(f"budgets/{file.name}"))}
    assert len(read) > 100
    assert read - french("budgets").keys() == set()


def test_what_is_open_now_has_its_french():
    content = told("surveys/surveys.toml")
    now = [one for one in content["surveys"] if one["opens"].startswith(("-", "+"))]
    read = arabic([*now, content["conversation"]])
    assert len(read) > 15
    assert read - french("surveys").keys() == set()


def test_a_text_is_said_in_one_way_whatever_its_file():
    said = {name: french(name) for name in _FILES}
    ways = {(ar, fr) for each in said.values() for ar, fr in each.items()}
    assert len(ways) == len({ar for ar, _ in ways})


def test_every_word_that_people_read_of_councils_has_its_french():
    """Not addresses, which nobody reads, nor the drafts of opinions, which are their bodies' own."""
    content = told("councils.toml")
    for call in content["calls"]:
        del call["volunteers"]
    for opinion in content["opinions"]:
        opinion.pop("text") if "meeting" not in opinion else None
    read = arabic(content)
    assert len(read) > 70
    assert read - french("councils").keys() == set()
