"""Network printers (TCP 9100): open, ask, print, wait for the last word, drain, close; nothing is held between jobs."""

from __future__ import annotations

import socket
from contextlib import suppress

from sentra_pos.printing.errors import NoProofOfPrinting, PrinterGone, PrinterNotReachable, PrinterTooSlow
from sentra_pos.printing.transports.status import COMPLETION_BARRIER, Replies, ask, condition_of, trouble_of
from sentra_pos.printing.transports.transport import (
    CHUNK,
    DEADLINES,
    Condition,
    Countdown,
    Deadlines,
    Delivery,
    Printout,
    Progress,
)
from sentra_pos.printing.ways import DEFAULT_PORT


class TcpPrinter:
    """A printer at host and port."""

    def __init__(
        self, host: str, port: int = DEFAULT_PORT, *, answers_status: bool = False, deadlines: Deadlines = DEADLINES
    ) -> None:
        self._address = (host, port)
        self._answers_status = answers_status
        self._deadlines = deadlines

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        connection = self._connect()
        try:
            if self._answers_status and printout.moves_paper and (trouble := trouble_of(self._ask(connection))):
                raise trouble
            return self._hand_over(connection, printout, on_progress)
        finally:
            connection.close()

    def condition(self) -> Condition:
        try:
            connection = self._connect()
        except PrinterNotReachable:
            return Condition.NOT_REACHABLE
        try:
            found = self._ask(connection) if self._answers_status else Condition.READY
            self._drain(connection, self._deadlines.status)
        except OSError:
            return Condition.NOT_REACHABLE
        else:
            return found
        finally:
            connection.close()

    def _connect(self) -> socket.socket:
        try:
            return socket.create_connection(self._address, timeout=self._deadlines.connect)
        except OSError as error:
            host, port = self._address
            raise PrinterNotReachable(address=f"{host}:{port}") from error

    def _ask(self, connection: socket.socket) -> Condition:
        """The three questions, stale bytes thrown away before each."""
        try:
            answers = [self._ask_one(connection, n) for n in (1, 2, 4)]
        except OSError as error:
            raise PrinterGone from error
        return condition_of(*answers)

    def _ask_one(self, connection: socket.socket, n: int) -> int | None:
        self._waiting(connection)
        connection.settimeout(self._deadlines.status)
        connection.sendall(ask(n))
        replies, time_left = Replies(), Countdown(self._deadlines.status)
        while (left := time_left.left()) > 0:
            connection.settimeout(left)
            try:
                data = connection.recv(64)
            except TimeoutError:
                return None
            if not data:
                raise ConnectionResetError
            if (answer := replies.real_time(data)) is not None:
                return answer
        return None

    def _hand_over(self, connection: socket.socket, printout: Printout, on_progress: Progress) -> Delivery:
        wants_word = self._answers_status and printout.moves_paper
        payload = printout.payload + (COMPLETION_BARRIER if wants_word else b"")
        time_left = Countdown(self._deadlines.job)
        self._refuse_closed(connection, 0)
        on_progress(0)
        sent, replies, has_word = 0, Replies(), False
        while sent < len(payload):
            sent += self._send_some(connection, payload[sent : sent + CHUNK], sent, time_left)
            on_progress(min(sent, len(printout.payload)))
            # A quick printer may have said its last word already; what it says earlier cannot be that.
            has_word = replies.done(self._refuse_closed(connection, sent)) and sent == len(payload)
        if wants_word and not has_word:
            self._await_word(connection, replies, sent)
        try:
            self._drain(connection, self._deadlines.drain)
        except OSError as error:
            raise PrinterGone(bytes_sent=sent) from error
        return Delivery.CONFIRMED if wants_word else Delivery.SENT

    def _send_some(self, connection: socket.socket, chunk: bytes, sent: int, time_left: Countdown) -> int:
        left = time_left.left(self._deadlines.chunk)
        if left == 0:
            raise PrinterTooSlow(bytes_sent=sent)
        connection.settimeout(left)
        try:
            return connection.send(chunk)
        except TimeoutError as error:
            raise PrinterTooSlow(bytes_sent=sent) from error
        except OSError as error:
            raise PrinterGone(bytes_sent=sent) from error

    def _await_word(self, connection: socket.socket, replies: Replies, sent: int) -> None:
        time_left = Countdown(self._deadlines.completion)
        while (left := time_left.left()) > 0:
            connection.settimeout(left)
            try:
                data = connection.recv(64)
            except TimeoutError:
                break
            except OSError as error:
                raise PrinterGone(bytes_sent=sent) from error
            if not data:
                raise PrinterGone(bytes_sent=sent)
            if replies.done(data):
                return
        raise NoProofOfPrinting(bytes_sent=sent)

    @staticmethod
    def _waiting(connection: socket.socket) -> bytes:
        """What has come in. Raises ConnectionResetError when the printer has closed its side."""
        connection.settimeout(0)
        found = bytearray()
        try:
            while data := connection.recv(1024):
                found += data
        except BlockingIOError:
            return bytes(found)
        raise ConnectionResetError

    def _refuse_closed(self, connection: socket.socket, sent: int) -> bytes:
        """What has come in; a printer that has hung up still takes bytes, and loses them."""
        try:
            return self._waiting(connection)
        except OSError as error:
            raise PrinterGone(bytes_sent=sent) from error

    @staticmethod
    def _drain(connection: socket.socket, seconds: float) -> None:
        """Say that we are done, read until the printer has too: closing with bytes unread would throw away its tail.

        A printer that never closes its side is left after ``seconds``; a reset is passed on to the caller.
        """
        with suppress(TimeoutError):
            connection.shutdown(socket.SHUT_WR)
            time_left = Countdown(seconds)
            while (left := time_left.left()) > 0:
                connection.settimeout(left)
                if not connection.recv(1024):
                    return
