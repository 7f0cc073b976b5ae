"""A network printer for the tour: takes what is sent to a socket on this computer and keeps it."""

from __future__ import annotations

import socket
import threading


class NetworkPrinter:
    """Listens on a free port of 127.0.0.1; every connection is one job."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._jobs: list[bytes] = []
        self._lock = threading.Lock()
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

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                job = b"".join(iter(lambda: connection.recv(4096), b""))
            with self._lock:
                self._jobs.append(job)
