"""The labels of the room's closed lists."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.notifications.rules import Cadence, Channel, Topic

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: dict[type[StrEnum], dict[StrEnum, "StrPromise"]] = {
    Topic: {
        Topic.ANSWER: _("الجواب عن مساهماتي"),
        Topic.OPENING: _("ما يُفتح وما يوشك على الإغلاق"),
        Topic.FOLLOWED: _("مستجدات ما أتابعه"),
        Topic.MODERATION: _("قرارات تخص ما كتبته"),
        Topic.DUTY: _("ما ينتظرني في عملي"),
        Topic.ACCOUNT: _("حسابي وأدواري"),
    },
    Cadence: {
        Cadence.IMMEDIATE: _("فورا"),
        Cadence.DAILY: _("مرة في اليوم"),
        Cadence.WEEKLY: _("مرة في الأسبوع"),
        Cadence.NONE: _("لا شيء"),
    },
    Channel: {
        Channel.EMAIL: _("البريد الإلكتروني"),
        Channel.SMS: _("رسالة قصيرة"),
    },
}
