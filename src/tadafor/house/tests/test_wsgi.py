"""What a web process makes out once: the host of a request, and whether there are settings."""

import json
import subprocess
import sys

PROGRAM = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "tadafor.house.settings_test"
from tadafor.house import wsgi  # sets Django up
from tadafor.house import answering
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.test import RequestFactory, override_settings

def host(name):
    try:
        return answering.Asked(RequestFactory().get("/", headers={"host": name}).environ).get_host()
    except DisallowedHost:
        return "refused"

with override_settings(ALLOWED_HOSTS=["larache.example"], DEBUG=False):
    hosts = [host("larache.example"), host("other.example")]
    request = answering.Asked(RequestFactory().get("/", headers={"host": "larache.example"}).environ)
    again = [request.get_host(), request.META.update(HTTP_HOST="other.example"), request.get_host()]
    inside = settings.ALLOWED_HOSTS
print(json.dumps([hosts, again, inside, settings.ALLOWED_HOSTS != inside, hasattr(settings, "NOWHERE")]))
"""


def test_a_host_is_checked_and_made_out_once_and_settings_still_change_in_tests():
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    assert json.loads(told) == [
        ["larache.example", "refused"],
        ["larache.example", None, "larache.example"],
        ["larache.example"],
        True,
        False,
    ]
