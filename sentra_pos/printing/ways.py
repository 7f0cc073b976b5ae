"""The ways a printer can be reached, and how their addresses read."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Final

from sentra_pos.core.speech import _
from sentra_pos.printing.errors import WrongPrinterSettings

DEFAULT_PORT: Final = 9100


class Way(StrEnum):
    """How a printer is reached; ``address`` means host:port, a path, a queue or a folder."""

    TCP = "tcp"
    DEVICE_FILE = "device_file"
    CUPS = "cups"
    WINDOWS = "windows"
    FOLDER = "folder"


def ways_here() -> tuple[Way, ...]:
    """The ways that this computer has, likeliest first."""
    if sys.platform == "win32":
        return (Way.WINDOWS, Way.TCP, Way.FOLDER)
    return (Way.TCP, Way.DEVICE_FILE, Way.CUPS, Way.FOLDER)


def split_host_port(address: str) -> tuple[str, int]:
    """``host``, ``host:port`` or ``[ipv6]:port``; 9100 unless said otherwise."""
    host, colon, port = address.rpartition(":")
    if not colon or (address.count(":") > 1 and not host.endswith("]")):
        host, port = address, str(DEFAULT_PORT)
    if not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536 or not host:
        raise WrongPrinterSettings(reason=_("the address is like 192.168.1.50 or 192.168.1.50:9100"))
    return host.removeprefix("[").removesuffix("]"), int(port)
