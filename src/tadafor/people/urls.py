"""Addresses of accounts and of the people's desk."""

from django.urls import path

from tadafor.people import desk, views
from tadafor.people.desk import assisting, counter, kiosks, lists, openid

app_name = "people"

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/deeds/", views.deeds, name="deeds"),
    path("account/followed/", views.followed, name="followed"),
    path("account/login/", views.sign_in, name="sign_in"),
    path("account/code/", views.code, name="code"),
    path("account/name/", views.name, name="name"),
    path("account/logout/", views.sign_out, name="sign_out"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("account/corner/", views.corner, name="corner"),
    path("account/correct/", views.correct, name="correct"),
    path("account/facts/", views.facts, name="facts"),
    path("account/contact/", views.contact, name="contact"),
    path("account/contact/<str:kind>/remove/", views.drop_contact, name="drop_contact"),
    path("account/data/", views.data, name="data"),
    path("account/close/", views.close, name="close"),
    path("account/closed/", views.closed, name="closed"),
    path("account/outbox/", views.outbox, name="outbox"),
    path("<str:territory>/people/desk/", desk.staff, name="staff"),
    path("<str:territory>/people/desk/give/", desk.give_role, name="give_role"),
    path("<str:territory>/people/desk/take/<int:role_id>/", desk.take_role, name="take_role"),
    path("<str:territory>/people/desk/links/", desk.links, name="links"),
    path("<str:territory>/people/desk/links/confirm/", counter.confirm_link, name="confirm_link"),
    path("<str:territory>/people/desk/register/", counter.register, name="register"),
    path("<str:territory>/people/desk/consent/", counter.consent, name="consent"),
    path(
        "<str:territory>/people/desk/registered/<int:registration_id>/", counter.registered, name="registered"
    ),
    path("<str:territory>/people/desk/receipts/renew/", counter.renew_receipt, name="renew_receipt"),
    path("<str:territory>/people/desk/second/", counter.second_checks, name="second_checks"),
    path("<str:territory>/people/desk/second/<int:link_id>/", counter.check_second, name="check_second"),
    path("<str:territory>/people/desk/settings/", counter.settings, name="counter_settings"),
    path("<str:territory>/people/desk/providers/", openid.providers, name="providers"),
    path("<str:territory>/people/desk/providers/new/", openid.name_provider, name="name_provider"),
    path(
        "<str:territory>/people/desk/providers/<int:number>/", openid.change_provider, name="change_provider"
    ),
    path(
        "<str:territory>/people/desk/providers/<int:number>/stop/", openid.stop_provider, name="stop_provider"
    ),
    path("<str:territory>/people/desk/kiosk/", kiosks.open_kiosk, name="open_kiosk"),
    path("<str:territory>/people/kiosk/", views.kiosk, name="kiosk"),
    path("<str:territory>/people/kiosk/leave/", views.leave_kiosk, name="leave_kiosk"),
    path("<str:territory>/people/desk/assist/", assisting.assist, name="assist"),
    path("<str:territory>/people/desk/assist/end/", assisting.end_assisting, name="end_assisting"),
    path("<str:territory>/people/desk/lists/", lists.lists, name="lists"),
    path("<str:territory>/people/desk/lists/import/", lists.import_list, name="import_list"),
    path("<str:territory>/people/desk/lists/model/", lists.model, name="list_model"),
    path("<str:territory>/people/desk/lists/<int:list_id>/", lists.list_page, name="list_page"),
    path("<str:territory>/people/confirm/", views.confirm, name="confirm"),
    path("<str:territory>/people/figures/", views.figures, name="figures"),
    path("<str:territory>/people/claim/", views.claim, name="claim"),
    path("<str:territory>/people/claim/contact/", views.claim_contact, name="claim_contact"),
    path("<str:territory>/people/desk/links/<int:link_id>/end/", desk.end_link, name="end_link"),
]
