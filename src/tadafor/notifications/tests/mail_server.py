"""A mail server in a thread that answers as its recipients' names say."""

import socketserver
import threading
from contextlib import contextmanager

ANSWERS = {"nobody": b"550 no such mailbox", "later": b"450 try again", "full": b"452 mailbox full"}


class Talk(socketserver.StreamRequestHandler):
    """One connection: enough of RFC 5321 for a client that behaves."""

    def handle(self):
        self.server.connections += 1
        self.say(b"220 ready")
        for line in self.rfile:
            verb, _, rest = line.decode("latin-1").strip().partition(" ")
            if not self.answer(verb.upper(), rest):
                return

    def answer(self, verb, rest):
        if verb == "RCPT":
            name = rest.partition("<")[2].partition("@")[0]
            if name == "hang-up":
                return False
            self.say(ANSWERS.get(name, b"250 ok"))
            self.to = name
        elif verb == "DATA":
            self.say(b"354 go on")
            self.read_letter()
        elif verb == "QUIT":
            self.say(b"221 bye")
            return False
        else:
            self.say(b"250 ok")
        return True

    def read_letter(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        if self.to == "spam":
            self.say(b"554 not wanted")
            return
        self.server.letters.append((self.to, b"".join(lines)))
        self.say(b"250 taken")

    def say(self, words):
        self.wfile.write(words + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters = []
        self.connections = 0

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def listening():
    """Listen while the block runs; ``letters`` holds (name, bytes)."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
