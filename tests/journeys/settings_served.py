"""Settings of the web server that the journeys ask: those of the tests, as a demonstration."""

from tadafor.house.settings_test import *  # noqa: F403

TADAFOR_DEMONSTRATION = True
TADAFOR_REMEMBERED_SECONDS = 1  # as it is served
