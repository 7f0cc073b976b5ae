"""Add a stand: on a laptop that the shop admitted, on this computer, or on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, new_id
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.add_stand import AddStand, add_stand, laptops_away
from sentra_pos.exhibitions.enrol_device import DeviceEnrolled
from sentra_pos.exhibitions.enrolment import Laptop, laptops
from sentra_pos.exhibitions.errors import StandNameMissing, StandNameTaken
from sentra_pos.exhibitions.facts import StandKind, stand_label
from sentra_pos.people.permissions import Permission
from ui.consignment.choice import Choice
from ui.context import Context
from ui.exhibitions.admit_sheet import AdmitSheet
from ui.exhibitions.sending import Sending
from ui.kit.buttons import Tile, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column, plain, row

_ICONS = {StandKind.LAPTOP: "monitor", StandKind.HERE: "cash-register", StandKind.PAPER: "note-pencil"}


def _about(kind: StandKind) -> str:
    return {
        StandKind.LAPTOP: _(
            "The laptop sells without internet, with a store of its own. You write it a pack onto a USB stick, and "
            "bring home what it sold the same way."
        ),
        StandKind.HERE: _("This computer goes along. It sells at the stand until you let it sell in the shop again."),
        StandKind.PAPER: _("Sales are written by hand there, and keyed in here in the evening, receipt by receipt."),
    }[kind]


def _laptop(laptop: Laptop, away: dict[DeviceId, str]) -> str:
    exhibition = away.get(laptop.device)
    if exhibition is None:
        return laptop.name
    return _("{name} – still with {exhibition}").format(name=laptop.name, exhibition=exhibition)


class StandSheet(Sheet):
    """Returns StandAdded."""

    def __init__(self, parent: QWidget, context: Context, exhibition: UUID, number: int) -> None:
        super().__init__(parent, title=_("Add a stand"), primary_text=_("Add"), primary_key="F12", width=600)
        self._context, self._exhibition = context, exhibition
        self._id: UUID = new_id(context.shop.clock)
        self.kind = StandKind.LAPTOP
        self.name = TextField(_("Stand {number}").format(number=number))
        self.tiles: dict[StandKind, Tile] = {}
        group, tiles = QButtonGroup(self), row(spacing=8)
        for place, kind in enumerate(StandKind):
            tile = self.tiles[kind] = Tile(stand_label(kind), _ICONS[kind], f"F{place + 2}")
            tile.clicked.connect(lambda _checked=False, kind=kind: self.choose(kind))
            group.addButton(tile)
            tiles.addWidget(tile)
        self.laptop: Choice[DeviceId | None] = Choice([(None, _("No laptop was admitted yet"))], name=_("Laptop"))
        self.admit_button = secondary(_("Admit a laptop"), "F8", icon="plus", on=self._admit)
        self._hint = body("")
        beside = row(self.laptop, self.admit_button, spacing=8)
        beside.setStretch(0, 1)
        self._laptops = plain(column(caption(_("Laptop")), beside, spacing=4))
        self.content.addWidget(with_problem(self.name, _("Name of the stand"), _("As its papers call it.")))
        self.content.addLayout(tiles)
        self.content.addWidget(self._hint)
        self.content.addWidget(self._laptops)
        self._sending = Sending(self, context)
        if not context.may(Permission.ENROL_DEVICE):
            self.admit_button.hide()
        self.choose(self.kind)
        self._read(None)
        self.name.setFocus()
        self.name.selectAll()

    def choose(self, kind: StandKind) -> None:
        """How this stand keeps its book."""
        self.kind = kind
        self.tiles[kind].setChecked(True)
        self._hint.setText(_about(kind))
        self._laptops.setVisible(kind is StandKind.LAPTOP)
        self.adjust()

    def _read(self, wanted: DeviceId | None) -> None:
        today = business_today(self._context.shop.clock)

        def ask(session: Any) -> tuple[tuple[Laptop, ...], dict[DeviceId, str]]:
            return laptops(session), laptops_away(session, today)

        def came(found: tuple[tuple[Laptop, ...], dict[DeviceId, str]]) -> None:
            known, away = found
            here_first = sorted((each for each in known if not each.barred), key=lambda each: each.device in away)
            offered: list[tuple[DeviceId | None, str]] = [(each.device, _laptop(each, away)) for each in here_first]
            self.laptop.offer(offered or [(None, _("No laptop was admitted yet"))])
            if wanted is not None:
                self.laptop.set_value(wanted)

        self._context.runner.read(ask, came, self._sending.tell, origin=self)

    def _admit(self) -> None:
        sheet = AdmitSheet(self, self._context)
        sheet.returned.connect(lambda done: self._read(done.device) if isinstance(done, DeviceEnrolled) else None)
        sheet.open()

    def confirm(self) -> None:
        command = AddStand(
            id=self._id,
            by=self._context.by,
            exhibition=self._exhibition,
            kind=self.kind,
            name=self.name.text(),
            device=self.laptop.value() if self.kind is StandKind.LAPTOP else None,
        )
        self._sending.send(add_stand, command, self._refused)

    def _refused(self, trouble: SentraError) -> bool:
        if not isinstance(trouble, StandNameMissing | StandNameTaken):
            return False
        self.name.mark(str(trouble))
        self.name.setFocus()
        return True
