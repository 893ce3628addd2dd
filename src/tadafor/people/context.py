"""What the pages of one's own have in common, wherever they are: their tabs (§ identity-own-page)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.ui.components import Tab


def own_tabs(here: str) -> list[Tab]:
    """Return the tabs of «my page»; ``here`` is the name of an address."""
    return [
        Tab(_("ما قمت به"), reverse("people:deeds"), here == "people:deeds", icon="history"),
        Tab(_("ما أتتبعه"), reverse("people:followed"), here == "people:followed", icon="bell-ring"),
        Tab(_("ما توصلت به"), reverse("notifications:index"), here == "notifications:index", icon="mail"),
        Tab(_("معطياتي"), reverse("people:account"), here == "people:account", icon="user-check"),
    ]
