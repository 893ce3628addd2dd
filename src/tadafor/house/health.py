"""`/healthz`: whether this installation works, in plain words, for a monitor or a person."""

import time
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from tadafor.house.worker import LOST
from tadafor.kernel import clock
from tadafor.kernel.pages import never_stored


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 503 when the database does not; a missing worker is said, since pages still work."""
    try:
        facts = {"database": _database(), **_worker()}
    except DatabaseError:
        facts = {"database": "does not answer", "worker": "unknown", "healthy": False}
    status = 200 if facts["database"].startswith("answers") else 503
    return never_stored(JsonResponse(facts, status=status))


def _database() -> str:
    asked = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return f"answers in {(time.perf_counter() - asked) * 1000:.1f} ms"


def _worker() -> dict[str, Any]:
    seen = (
        ProcrastinateWorker.objects.order_by("last_heartbeat").values_list("last_heartbeat", flat=True).last()
    )
    if seen is None:
        return {"worker": "none is running", "healthy": False}
    ago = (clock.now() - seen).total_seconds()
    return {"worker": f"seen {max(ago, 0):.0f} seconds ago", "healthy": ago < LOST}
