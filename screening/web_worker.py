"""Gunicorn's threaded worker, which also notes when each request reached it: deadlines compare that instant."""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from screening.arrival import reached_at


class ArrivalWorker(ThreadWorker):  # type: ignore[misc]
    """With every thread busy a request waits in a queue, and its sender must not lose a deadline by that.

    A request whose first bytes lie ready when a thread takes it up arrived while it waited: it has the instant at which
    it was put in the queue. One whose bytes come only later, on a connection opened early, has that later instant.
    """

    def enqueue_req(self, conn: Any) -> None:
        conn.queued_at = time.time()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        if not conn.initialized and not conn.wait_for_data(0):
            conn.queued_at = None
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        with reached_at(conn.queued_at):
            return super().handle_request(req, conn)
