import os, pathlib, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from playwright.sync_api import sync_playwright
from tadafor.consultations import rules, actions, queries
from tadafor.consultations.tests.factories import *
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
OUT=pathlib.Path("/work/shots"); OUT.mkdir(exist_ok=True)
def test_shots(live_server, larache, settings, transactional_db):
    import datetime
    settings.TADAFOR_DEMONSTRATION=False
    c=make_consultation(larache, opens_on=clock.today()+datetime.timedelta(days=1) , closes_on=clock.today()+datetime.timedelta(days=20)) if False else None
    now=clock.now(); t=clock.today()
    import tadafor.consultations.tests.factories as f
    f.BEFORE=now-datetime.timedelta(days=12)
    c=make_consultation(larache, opens_on=t-datetime.timedelta(days=10), closes_on=t+datetime.timedelta(days=9))
    a=contribute(c, now=now, kind=rules.Kind.AMENDMENT, body="أجل الشهر طويل حين يتعلق الأمر بحفرة أو بقناة مكسورة.", proposed="تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وثلاثة أيام في الحالات المستعجلة، وتعلل كل رفض كتابة.")
    contribute(c, now=now, body="من الأفضل أن يكون الجواب صوتيا لمن لا يقرأ ولا يكتب.")
    for i in range(4): contribute(c, now=now, body=f"تعليق رقم {i} على أجل الجواب وكيف يُحتسب في العطل.")
    with within(larache.pk):
        for i in range(3): actions.support(contribution=a, actor=citizen_actor(larache), now=now)
    done=make_consultation(larache, slug="done", title="برنامج عمل المشاركة المواطنة", opens_on=t-datetime.timedelta(days=11), closes_on=t-datetime.timedelta(days=2))
    x=contribute(done, now=now-datetime.timedelta(days=4), kind=rules.Kind.AMENDMENT, body="", proposed="تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة.")
    decide(x, now=now, outcome=rules.Outcome.PARTLY, reason="قُبل تقليص الأجل إلى خمسة عشر يوما، وأُبقي على التعليل كتابة كما هو.")
    with within(larache.pk):
        nadia=staff_actor(larache, RoleKind.FOCAL_POINT)
        d=actions.open_draft(consultation=done, actor=nadia, now=now)
        actions.save_wording(wording=queries.wording_of(d,"reply-delays"), title="آجال الجواب", body="تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة.", causes=[1], seen=0, actor=nadia, now=now)
        actions.publish_version(consultation=done, note="تقليص أجل الجواب.", actor=nadia, now=now)
    pages={"index":"/larache/consultations/","home":"/larache/consultations/charter/","article":"/larache/consultations/charter/articles/reply-delays/","amend":"/larache/consultations/charter/articles/reply-delays/amendment/","list":"/larache/consultations/charter/contributions/","one":"/larache/consultations/done/contributions/1/","diff":"/larache/consultations/done/versions/1/2/","donehome":"/larache/consultations/done/","territory":"/larache/","front":"/"}
    only=os.environ.get("ONLY","").split(",") if os.environ.get("ONLY") else pages
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox","--disable-dev-shm-usage"])
        for name in only:
            for lang,w,h,dark in (("ar",360,740,False),("fr",1280,900,False)):
                ctx=b.new_context(viewport={"width":w,"height":h}, color_scheme="dark" if dark else "light", device_scale_factor=1)
                pg=ctx.new_page(); pg.goto(live_server.url+("/fr" if lang=="fr" else "")+pages[name]); pg.screenshot(path=str(OUT/f"{name}-{lang}.png"), full_page=True); ctx.close()
        b.close()
