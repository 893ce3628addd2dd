"""The facts of a request as Django reads them (PEP 3333), from what the web server tells of it (RSGI)."""

import sys
from typing import Any, Protocol

Environ = dict[str, Any]
_JOINED = {"HTTP_COOKIE": "; "}


class Headers(Protocol):
    """Names in small letters, each with its value, as often as it was sent."""

    def items(self) -> list[tuple[str, str]]: ...


class Scope(Protocol):
    """What the web server tells of a request; the path has its percents made out."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> Headers: ...


def environ_of(scope: Scope) -> Environ:
    """Return the facts, without the body.

    A header with an underscore in its name is left out: it would pass for the one with a hyphen, which a
    proxy in front of us may have made sure of.
    """
    name, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _bytes_as_text(scope.path),
        "QUERY_STRING": _bytes_as_text(scope.query_string),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for header, value in scope.headers.items():
        if "_" not in header:
            _add(environ, header, value)
    for fact in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if (given := environ.pop(f"HTTP_{fact}", None)) is not None:
            environ[fact] = given
    return environ


def _add(environ: Environ, header: str, value: str) -> None:
    fact = f"HTTP_{header.upper().replace('-', '_')}"
    before = environ.get(fact)
    if before is None or fact == "HTTP_HOST":
        environ[fact] = value
    else:
        environ[fact] = f"{before}{_JOINED.get(fact, ',')}{value}"


def _bytes_as_text(text: str) -> str:
    """Write text as PEP 3333 does, a letter for each byte."""
    return text if text.isascii() else text.encode(errors="replace").decode("latin-1")
