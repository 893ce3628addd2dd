"""The web server in a process of its own, over the database that the tests have."""

import http.client
import os
import signal
import subprocess
import sys
from contextlib import closing, suppress
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from tadafor.house.tests.processes import free_port


class Server:
    """The web server as the product starts it, over the database of the tests, with settings like theirs."""

    def __init__(self, settings_module="tadafor.house.settings_test"):
        self.port = free_port()
        self.name = f"served-{self.port}"
        options = ["--no-ws", "--log-level", "warning", "--port", str(self.port)]
        facts = connection.settings_dict
        url = f"postgres://{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@/{facts['NAME']}"
        place = urlencode({"host": facts["HOST"], "port": facts["PORT"], "application_name": self.name})
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "rsgi",
                *options,
                "tadafor.house.wsgi:application",
            ],
            env={
                **os.environ,
                "DATABASE_URL": f"{url}?{place}",
                "DJANGO_SETTINGS_MODULE": settings_module,
                "PYTHONPATH": os.pathsep.join([str(settings.BASE_DIR / "src"), str(settings.BASE_DIR)]),
            },
            start_new_session=True,
        )

    def answers(self):
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with closing(asked), suppress(OSError, http.client.HTTPException):
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        return False

    def held(self):
        """What its connections are at, those that the database has not yet found broken."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT state, wait_event, query FROM pg_stat_activity WHERE application_name = %s",
                [self.name],
            )
            return cursor.fetchall()

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
