"""A door with the real web server before it, in this process."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection

from granian.constants import Interfaces
from granian.server.embed import Server

from tadafor.house.door import Door
from tadafor.house.tests.processes import free_port, until


class Asking:
    """Who asks at a port of this machine."""

    def __init__(self, port, door):
        self.port, self.door = port, door

    def __call__(self, path, method="GET", body=None, **headers):
        """Return status, headers and body; a name of a header says _ where it says a hyphen."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body=body, headers={"Host": "localhost"} | named)
            answer = line.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            line.close()

    def line(self):
        """Open a line of one's own, to say anything over it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


@contextmanager
def at_door(application, crowded=None, **how):
    """Serve applications (WSGI) behind a door, the same for a crowd unless told; give who asks there."""
    port, loop = free_port(), asyncio.new_event_loop()
    door = Door(application, crowded or application, **how)
    server = Server(door, port=port, interface=Interfaces.RSGI, websockets=False, log_enabled=False)
    with ThreadPoolExecutor(1) as pool:
        serving = pool.submit(loop.run_until_complete, server.serve())
        try:
            until(lambda: serving.done() or _answers(port))
            yield Asking(port, door)
        finally:
            loop.call_soon_threadsafe(server.stop)
            serving.result(60)
            loop.close()


def _answers(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
