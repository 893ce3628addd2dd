"""The post of the bench: each code goes back to the process that plays the signers."""

import os
import socket


class Told:
    """Sends every letter to a socket beside this process instead of the world."""

    sends_texts = True

    def sms(self, to: str, text: str) -> None:
        self.email(to, "", text)

    def email(self, to: str, subject: str, text: str, html: str = "") -> None:
        """Tell to whom a letter went, and what it says."""
        del subject, html
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as post:
            post.sendto(f"{to}\n{text}".encode(), os.environ["TADAFOR_BENCH_POST"])
