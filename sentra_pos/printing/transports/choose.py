"""From a printer's settings to the way that leads to it."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.core.speech import _
from sentra_pos.printing.errors import WrongPrinterSettings
from sentra_pos.printing.profiles import Profile
from sentra_pos.printing.transports.cups import CupsQueue
from sentra_pos.printing.transports.device_file import DeviceFilePrinter
from sentra_pos.printing.transports.folder import FolderPrinter
from sentra_pos.printing.transports.serial_port import SerialPrinter
from sentra_pos.printing.transports.tcp import TcpPrinter
from sentra_pos.printing.transports.transport import DEADLINES, Deadlines, Transport
from sentra_pos.printing.transports.windows_raw import WindowsQueue
from sentra_pos.printing.ways import Way, split_host_port, split_serial


def open_way(way: Way, address: str, profile: Profile, *, deadlines: Deadlines = DEADLINES) -> Transport:
    """The transport. Raises WrongPrinterSettings for an address that cannot be one."""
    address = address.strip()
    if not address or "\0" in address:
        raise WrongPrinterSettings(reason=_("the address is empty"))
    match way:
        case Way.TCP:
            host, port = split_host_port(address)
            return TcpPrinter(host, port, answers_status=profile.answers_status, deadlines=deadlines)
        case Way.DEVICE_FILE:
            return DeviceFilePrinter(address, answers_status=profile.answers_status, deadlines=deadlines)
        case Way.CUPS:
            if address.startswith("-"):
                raise WrongPrinterSettings(reason=_("a print queue's name does not begin with a dash"))
            return CupsQueue(address)
        case Way.WINDOWS:
            return WindowsQueue(address)
        case Way.SERIAL:
            line, baud = split_serial(address)
            return SerialPrinter(line, baud, answers_status=profile.answers_status, deadlines=deadlines)
        case Way.FOLDER:
            return FolderPrinter(Path(address))
