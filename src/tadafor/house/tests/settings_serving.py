"""Settings of the processes the tests start: the real ones, with a worker that is missed sooner."""

from tadafor.house.settings import *  # noqa: F403

PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 1,
    "stalled_worker_timeout": 4,
    "delete_jobs": "successful",
}
PROCRASTINATE_IMPORT_PATHS = ["tadafor.house.tests.slow_tasks"]
