"""Communes: answering every contribution, changing the text, ending; roles; moderation."""

import pytest
from playwright.sync_api import expect

from tadafor.kernel import clock
from tests.journeys.reader import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CLOSED = "/larache/consultations/closed-charter/"
DESK = "/larache/consultations/desk/closed-charter/"
ROLES = "/larache/people/desk/"
LIVE = "/beni-mellal/consultations/neighbourhood-committees/"


def test_a_commune_answers_everybody_changes_its_text_and_ends(reader, desktop, phone):
    """Drafted by one, approved by another; refused while one has no answer; then told to its authors."""
    nadia, wiam = desktop, reader(DESKTOP)
    nadia.comes_in_to_work("nadia@tadafor.example", DESK)
    _draft(nadia, 1, "accepted", "أجل أقصر ممكن ابتداء من هذه السنة.")
    nadia.goes(f"{DESK}contributions/")
    for number in (2, 3):
        nadia.page.locator(f"#n{number}").check()
    nadia.presses("جواب واحد لها جميعا")
    nadia.chooses(outcome="not_accepted")
    nadia.fills(reason="يحسب الأجل من يوم الإيداع، كما هو مبين في المادة الأولى.")
    nadia.presses("أعدّوا الجواب للاعتماد")

    wiam.comes_in_to_work("wiam@tadafor.example", f"{DESK}approvals/")
    wiam.presses("اعتمدوا الأجوبة المختارة").sees("لا جواب ينتظر الاعتماد")
    nadia.goes(f"{DESK}conclude/")
    assert nadia.page.locator("main .notice a").all_inner_texts() == ["#4"]
    assert "1" in nadia.page.locator("main .notice p").first.inner_text()
    expect(nadia.page.locator("main .button-refused")).to_have_count(1)

    _draft(nadia, 4, "out_of_scope", "الجواب بالهاتف ليس موضوع هذا الميثاق.")
    wiam.goes(f"{DESK}approvals/").presses("اعتمدوا الأجوبة المختارة")
    _write_a_new_version(nadia)
    nadia.goes(f"{DESK}conclude/").fills(words="أربع مساهمات، أجبنا عنها كلها.")
    nadia.presses("أصدروا التقرير")
    nadia.goes(f"{DESK}adoption/")
    nadia.fills(session="دورة استثنائية", adopted_on=clock.today().isoformat(), decision_number="7")
    nadia.presses("احفظوا")

    phone.goes(CLOSED).sees("صادق المجلس على النص")
    expect(phone.page.locator("main .stepper li")).to_have_count(5)
    expect(phone.page.locator("main .stepper .step-now, main .stepper .step-later")).to_have_count(0)
    phone.goes(f"{CLOSED}versions/1/2/")
    expect(phone.page.locator("main ins").first).to_contain_text("خمسة عشر")
    phone.clicks("#1").sees("غيّرت هذه المساهمة النص").sees("أجل أقصر ممكن")
    phone.comes_in("salma@tadafor.example").goes("/account/notices/").sees("ميثاق المشاركة المواطنة")


def _draft(nadia, number, outcome, reason):
    nadia.goes(f"{DESK}contributions/{number}/")
    nadia.chooses(outcome=outcome)
    nadia.fills(reason=reason)
    nadia.presses("أعدّوا الجواب للاعتماد")


def _write_a_new_version(nadia):
    nadia.goes(f"{DESK}text/").clicks("ابدأوا الصيغة الجديدة").presses("ابدأوا الصيغة الجديدة")
    nadia.goes(f"{DESK}text/reply-delays/").clicks("انطلقوا من هذا التعديل")
    nadia.chooses(causes="1")
    nadia.presses("احفظوا المادة").goes(f"{DESK}text/publish/").sees("#1")
    nadia.fills(note="صار الأجل خمسة عشر يوما.")
    nadia.presses("انشروا الصيغة")


def test_an_administrator_gives_and_takes_roles(desktop):
    youssef = desktop
    youssef.comes_in_to_work("youssef@tadafor.example", ROLES)
    _give(youssef, "amal@tadafor.example", "clerk")
    expect(youssef.page.get_by_role("alert")).to_contain_text("Membre du comité")
    _give(youssef, "adnane@tadafor.example", "agent")
    card = youssef.page.locator("main .card").filter(has_text="décision 12")
    expect(card).to_have_count(1)
    card.get_by_role("link").click()
    youssef.looks().fills(reason="fin de mission")
    youssef.presses("اسحبوا المهمة")
    expect(youssef.page.locator("main .card").filter(has_text="décision 12")).to_have_count(0)


def _give(youssef, contact, kind):
    youssef.goes(f"{ROLES}give/").fills(person=contact, reason="décision 12")
    youssef.page.locator("main [name=kind]").select_option(kind)
    youssef.presses("أسندوا المهمة")


def test_a_reply_is_reported_hidden_and_contested(reader, phone, desktop):
    """A tombstone stands where it stood; its author says why they think it wrong."""
    author, moderator = reader(PHONE), desktop
    _newcomer(author, "author", "سعيد").goes(f"{LIVE}contributions/1/").clicks("ردّوا")
    author.fills(body="اشتروا من عندي بأحسن الأثمنة.")
    author.presses("أرسلوا الرد")

    _newcomer(phone, "reader", "نعيمة").goes(f"{LIVE}contributions/1/")
    reply = phone.page.locator("#replies article").filter(has_text="اشتروا من عندي")
    reply.get_by_role("link", name="بلّغوا").click()
    phone.looks().chooses(reason="advertising")
    phone.presses("أرسلوا التبليغ")

    moderator.comes_in_to_work("karim@tadafor.example", "/beni-mellal/moderation/desk/")
    moderator.page.locator("main").get_by_role("link", name="اشتروا من عندي").click()
    moderator.looks().chooses(ruling="hide:advertising")
    moderator.presses("سجلوا القرار")

    visitor = reader(PHONE)
    visitor.goes(f"{LIVE}contributions/1/").sees("محجوب")
    expect(visitor.page.get_by_text("اشتروا من عندي")).to_have_count(0)

    author.goes("/account/notices/")
    author.page.locator("main .list a").first.click()
    author.looks()
    author.goes(author.page.url.replace(author.address, ""))
    author.fills(words="كنت أمزح، ولا أبيع شيئا.")
    author.presses("أرسلوا التظلم").sees("يبت فيه شخص آخر")


def _newcomer(citizen, contact, name):
    citizen.comes_in(f"{contact}@journeys.example").fills(name=name)
    citizen.presses("تابعوا")
    return citizen
