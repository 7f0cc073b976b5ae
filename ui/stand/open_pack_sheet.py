"""Open the shop's file: what is in it and whose it is, the PINs of those who go, then the opening itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_short_date
from sentra_pos.exhibitions.open_pack import PackOpened, open_pack
from sentra_pos.exhibitions.pack_facts import Goer
from sentra_pos.people.facts import role_label
from sentra_pos.shop import Shop, sentences_of_doctor
from ui.exhibitions.long_work import LongWork, Progress
from ui.kit.dialog import Sheet
from ui.kit.fields import PinField
from ui.kit.immediate import Runs
from ui.kit.labels import ElidedLabel, body, caption, label
from ui.kit.layout import card, column, plain
from ui.kit.messages import Banner
from ui.stand.files import PackRead


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow:
    """One who goes, with the PIN twice."""

    goer: Goer
    pin: PinField
    again: PinField

    @property
    def is_empty(self) -> bool:
        return not self.pin.text() and not self.again.text()


class OpenPackSheet(Sheet):
    """Returns PackOpened. ``by`` is who opens it, once somebody is at work here."""

    def __init__(self, parent: QWidget, shop: Shop, runner: Runs, read: PackRead, *, by: StaffId | None = None) -> None:
        super().__init__(
            parent, title=_("Is this the right file?"), primary_text=_("Open"), primary_key="F12", width=620
        )
        self.runner = runner
        self._shop, self._read, self._by = shop, read, by
        self.same = QCheckBox(_("The shop's screen shows exactly this number"))
        self.rows = tuple(_pin_row(each) for each in read.without_pin)
        self._facts_page, self._pins_page = self._make_facts(), self._make_pins()
        self._told = Banner("", "bad")
        self._told.hide()
        for part in (self._facts_page, self._pins_page, self._told):
            self.content.addWidget(part)
        self._pins_page.hide()
        self._work = LongWork(self, self, self._tell)
        self.same.toggled.connect(lambda _on: self._enable())
        self._enable()
        if read.first:
            self.same.setFocus()

    # -------------------------------------------------------------------------------------------------------- the pages

    def _make_facts(self) -> QWidget:
        pack = self._read.pack
        days = f"{format_short_date(pack.stand.starts)} – {format_short_date(pack.stand.ends)}"
        where = ", ".join(part for part in (pack.stand.venue, pack.stand.city) if part)
        goes = ", ".join(each.name for each in pack.staff)
        facts = (
            (_("Shop"), pack.shop_name),
            (_("Exhibition"), pack.stand.exhibition_name),
            (_("Stand"), pack.stand.name),
            (_("Where and when"), " · ".join(part for part in (where, days) if part)),
            (_("For the laptop"), _("{name} (number {code} on papers)").format(name=pack.device_name, code=pack.code)),
            (_("Who goes"), goes),
            (_("In it"), self._contents()),
        )
        made = QGridLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setHorizontalSpacing(16)
        made.setVerticalSpacing(6)
        made.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(facts):
            made.addWidget(caption(name), line, 0)
            made.addWidget(ElidedLabel(value, "body", "semibold"), line, 1)
        inside = column(card(plain(made)), spacing=12)
        if self._read.first:
            number = label(pack.fingerprint, "headline", "extrabold", "primary")
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(card(caption(_("The shop's number")), number, spacing=2))
            inside.addWidget(
                body(_("Compare it with the number on the shop's screen: it stands there after the file was written."))
            )
            inside.addWidget(self.same)
        elif self._read.next:
            inside.addWidget(
                body(
                    _(
                        "From now on this laptop is this stand's. What was sold before stays in its book, and comes "
                        "home with every file."
                    )
                )
            )
        return plain(inside)

    def _contents(self) -> str:
        pack, new = self._read.pack, self._read.new
        whose = ngettext("{count} artisan", "{count} artisans", pack.artisans).format(count=pack.artisans)
        pieces = pack.pieces.units
        held = ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces))
        if self._read.first or self._read.next:
            return _("{pieces} of {artisans}").format(pieces=held, artisans=whose)
        if not new:
            return _("no new pieces, only names and prices")
        return ngettext("{count} new piece", "{count} new pieces", new).format(count=format_number(new))

    def _make_pins(self) -> QWidget:
        words = _("Each types a PIN of 4 to 6 digits for this laptop. The shop's PINs stay in the shop.")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        for column_, name in enumerate(("", _("PIN"), _("PIN once more"))):
            grid.addWidget(caption(name), 0, column_)
            grid.setColumnStretch(column_, 1 if column_ else 2)
        for line, each in enumerate(self.rows, start=1):
            whose = column(
                ElidedLabel(each.goer.name, "lead", "semibold"), caption(role_label(each.goer.role)), spacing=0
            )
            grid.addWidget(plain(whose), line, 0)
            grid.addWidget(each.pin, line, 1)
            grid.addWidget(each.again, line, 2)
        for number, field in enumerate(self._fields()):
            field.completed.connect(lambda _pin, at=number: self._next(at))
        later = caption(_("Who has none yet can be left out; at least one needs a PIN."))
        later.setWordWrap(True)
        return plain(column(body(words), plain(grid), later, spacing=12))

    def _fields(self) -> tuple[PinField, ...]:
        return tuple(field for each in self.rows for field in (each.pin, each.again))

    def _next(self, at: int) -> None:
        fields = self._fields()
        if at + 1 < len(fields):
            fields[at + 1].setFocus()
        elif self.primary_button is not None:
            self.primary_button.setFocus()

    # ------------------------------------------------------------------------------------------------------ going on

    @property
    def asks_for_pins(self) -> bool:
        """Whether the second page is in front."""
        return self._pins_page.isVisibleTo(self)

    def _enable(self) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(not self._read.first or self.same.isChecked())
            self.primary_button.set_label(_("Go on") if self.rows and not self.asks_for_pins else _("Open"))

    def confirm(self) -> None:
        if self._read.first and not self.same.isChecked():
            return
        if self.rows and not self.asks_for_pins:
            self._to_pins()
            return
        pins = self._pins()
        if pins is not None:
            self._open(pins)

    def _to_pins(self) -> None:
        self._facts_page.hide()
        self._pins_page.show()
        self.heading.setText(_("PINs for this laptop"))
        self._enable()
        self.adjust()
        self.rows[0].pin.setFocus()

    def reject(self) -> None:
        if not self.asks_for_pins:
            super().reject()
            return
        self._told.hide()
        self._pins_page.hide()
        self._facts_page.show()
        self.heading.setText(_("Is this the right file?"))
        self._enable()
        self.adjust()

    def _pins(self) -> dict[StaffId, str] | None:
        for each in self.rows:
            if each.pin.text() != each.again.text():
                each.again.clear()
                each.again.setFocus()
                words = _("The two PINs of {name} are not the same. Please type it once more.")
                self._say(words.format(name=each.goer.name))
                return None
        return {each.goer.id: each.pin.text() for each in self.rows if not each.is_empty}

    def _open(self, pins: dict[StaffId, str]) -> None:
        self._told.hide()
        shop, pack, by = self._shop, self._read.pack, self._by

        def work(progress: Progress) -> PackOpened:
            return open_pack(
                shop.store, pack, clock=shop.clock, pins=pins, by=by, check=sentences_of_doctor, progress=progress
            )

        self._work.run(_("Opening the shop's file"), work, self.finish)

    def _tell(self, trouble: SentraError) -> None:
        self._say(str(trouble))

    def _say(self, sentence: str) -> None:
        self._told.tell(sentence, "bad")
        self.adjust()


def _pin_row(goer: Goer) -> PinRow:
    return PinRow(
        goer=goer,
        pin=PinField(longest=6, name=_("PIN of {name}").format(name=goer.name)),
        again=PinField(longest=6, name=_("PIN of {name} once more").format(name=goer.name)),
    )
