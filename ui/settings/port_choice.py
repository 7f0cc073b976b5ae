"""The serial ports of this computer and the speed on them, for printers on a cable or on Bluetooth."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.printing.transports.serial_port import SerialPort
from sentra_pos.printing.ways import BAUDS, DEFAULT_BAUD, serial_address
from ui.kit.chips import Chips
from ui.kit.labels import caption, label
from ui.kit.layout import column


class PortChoice(QWidget):
    """Puts an address together; the person may still type one."""

    #: The address of the port and the speed that were chosen.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.ports = Chips(name=_("Ports found on this computer"))
        self.bauds = Chips(((baud, format_number(baud)) for baud in BAUDS), name=_("Speed on a cable"))
        self._none = label(
            _("No port was found. Pair the Bluetooth printer with this computer first, then open this page again."),
            "caption",
            "medium",
            "muted",
            wrap=True,
        )
        self.setLayout(
            column(
                caption(_("Ports found on this computer")),
                self.ports,
                self._none,
                caption(_("Speed on a cable")),
                self.bauds,
                spacing=4,
            )
        )
        self.ports.chosen.connect(lambda _port: self._tell())
        self.bauds.chosen.connect(lambda _baud: self._tell())

    def show_ports(self, ports: Sequence[SerialPort]) -> None:
        """Offer these."""
        self.ports.set_choices((port.device, _named(port)) for port in ports)
        self.ports.setVisible(bool(ports))
        self._none.setVisible(not ports)

    def show_address(self, port: str, baud: int) -> None:
        """As it is set up."""
        self.ports.choose(port)
        self.bauds.choose(baud)

    def _tell(self) -> None:
        port, baud = self.ports.choice(), self.bauds.choice()
        if port is not None:
            self.chosen.emit(serial_address(str(port), baud if isinstance(baud, int) else DEFAULT_BAUD))


def _named(port: SerialPort) -> str:
    said = port.description
    return port.device if said in ("", "n/a", port.device) else f"{port.device} · {said[:28]}"
