"""The ways a printer can be reached, and how their addresses read."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Final

from sentra_pos.core.speech import _
from sentra_pos.printing.errors import WrongPrinterSettings

DEFAULT_PORT: Final = 9100
#: What Bluetooth printers say of themselves; over the air it means nothing, on a cable it must be the printer's own.
DEFAULT_BAUD: Final = 9600
BAUDS: Final = (9600, 19200, 38400, 57600, 115200)


class Way(StrEnum):
    """How a printer is reached; ``address`` means host:port, a path, a queue, a port (port@speed) or a folder."""

    TCP = "tcp"
    DEVICE_FILE = "device_file"
    CUPS = "cups"
    WINDOWS = "windows"
    SERIAL = "serial"
    FOLDER = "folder"


def ways_here() -> tuple[Way, ...]:
    """The ways that this computer has, likeliest first."""
    if sys.platform == "win32":
        return (Way.WINDOWS, Way.TCP, Way.SERIAL, Way.FOLDER)
    return (Way.TCP, Way.DEVICE_FILE, Way.CUPS, Way.SERIAL, Way.FOLDER)


def split_host_port(address: str) -> tuple[str, int]:
    """``host``, ``host:port`` or ``[ipv6]:port``; 9100 unless said otherwise."""
    host, colon, port = address.rpartition(":")
    if not colon or (address.count(":") > 1 and not host.endswith("]")):
        host, port = address, str(DEFAULT_PORT)
    if not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536 or not host:
        raise WrongPrinterSettings(reason=_("the address is like 192.168.1.50 or 192.168.1.50:9100"))
    return host.removeprefix("[").removesuffix("]"), int(port)


def split_serial(address: str) -> tuple[str, int]:
    """``COM5`` or ``COM5@19200``; 9600 bits a second unless said otherwise."""
    port, at, speed = address.rpartition("@")
    if not at:
        port, speed = address, str(DEFAULT_BAUD)
    if not port or not (speed.isascii() and speed.isdigit()) or int(speed) not in BAUDS:
        raise WrongPrinterSettings(reason=_("the port is like COM5 or COM5@19200"))
    return port, int(speed)


def serial_address(port: str, baud: int) -> str:
    """What ``split_serial`` takes apart again."""
    return port if baud == DEFAULT_BAUD else f"{port}@{baud}"
