"""Which of Django's layers a crowd is answered with (decision 0025)."""

from collections.abc import Iterable

# A crowd is of visitors who send: these look for what they do not have.
NOT_OF_A_CROWD = frozenset(
    {
        "tadafor.house.middleware.GivenAgain",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "tadafor.people.middleware.ActorOfTheRequest",
        "allauth.account.middleware.AccountMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    }
)


def of_a_crowd(layers: Iterable[str]) -> list[str]:
    """Return the layers of everybody that a crowd needs, in their order, and the one that says who asks."""
    return [*(one for one in layers if one not in NOT_OF_A_CROWD), "tadafor.house.middleware.Visitor"]
