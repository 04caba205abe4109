"""Signs of life of the linear desk: the lease is renewed while a question waits for its line."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread

from pipeline_tui.domain.errors import HoldLost, PipelineError

RENEW_EVERY = 20.0  # seconds


class Lease:
    """Renews the hold that is named; tells once when it is lost."""

    def __init__(
        self,
        renew: Callable[[str], None],
        told: Callable[[PipelineError], None],
        *,
        every: float = RENEW_EVERY,
    ) -> None:
        """Take the service, who hears of a loss, and the seconds between two signs of life."""
        self._renew, self._told, self._every = renew, told, every
        self._token = ""
        self._lock, self._over = Lock(), Event()
        self._thread = Thread(target=self._run, name="lease", daemon=True)

    def begin(self) -> None:
        """Begin to renew."""
        self._thread.start()

    def hold(self, token: str) -> None:
        """Renew this hold from now on, none with ""."""
        with self._lock:
            self._token = token

    def end(self) -> None:
        """Renew no more, and wait for what is under way."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            with self._lock:
                token = self._token
            if not token:
                continue
            try:
                self._renew(token)
            except HoldLost as lost:
                with self._lock:
                    ours, self._token = self._token == token, ""
                if ours:
                    self._told(lost)
            except PipelineError as trouble:
                self._told(trouble)
