"""A network printer for the tour: takes what is sent to a socket on this computer and keeps it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

#: What the shop sends at most in one go; a real printer's buffer is no larger.
_PIECE = 4096
_PATIENCE_S = 10.0
#: ``ESC p``, with which the drawer's job begins.
_PULSE = b"\x1bp"


class NetworkPrinter:
    """Listens on a free port of 127.0.0.1; every connection on which something is said is one job.

    A connection that says nothing was only a look whether the printer is there.
    """

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._jobs: list[bytes] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="tour-printer")
        self._thread.start()

    @property
    def address(self) -> str:
        """As it is typed into the settings."""
        host, port = self._listener.getsockname()
        return f"{host}:{port}"

    @property
    def jobs(self) -> tuple[bytes, ...]:
        """What came whole, in order."""
        with self._lock:
            return tuple(self._jobs)

    @property
    def slips(self) -> tuple[bytes, ...]:
        """The jobs that move paper."""
        return tuple(job for job in self.jobs if not job.startswith(_PULSE))

    @property
    def pulses(self) -> int:
        """How often the drawer was opened."""
        return len(self.jobs) - len(self.slips)

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._closing.set()
        # Closing a socket that another thread waits on is not noticed everywhere; a visitor is.
        with suppress(OSError), socket.create_connection(self._listener.getsockname(), timeout=_PATIENCE_S):
            pass
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            connection, _peer = self._listener.accept()
            with connection:
                if self._closing.is_set():
                    return
                self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE_S)
        said = bytearray()
        try:
            while piece := connection.recv(_PIECE):
                said += piece
        except OSError:
            # Half a job is no job; the shop finds out by itself.
            return
        if said:
            with self._lock:
                self._jobs.append(bytes(said))
