"""First start: the shop's name, the till and the owner's PIN, nothing more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.core.speech import _
from sentra_pos.found_shop import FoundShop, ShopFounded, found_shop
from sentra_pos.shop import Shop
from ui.kit.buttons import primary, quiet
from ui.kit.fields import PinField, TextField, with_problem
from ui.kit.immediate import Runs
from ui.kit.layout import column
from ui.start.welcome import WelcomeWindow


class FirstStart(WelcomeWindow):
    """Asks, founds the shop and hands over; or goes to ``stand``, where this computer is an exhibition's laptop."""

    def __init__(
        self,
        shop: Shop,
        runner: Runs,
        founded: Callable[[ShopFounded], object],
        stand: Callable[[], object] | None = None,
    ) -> None:
        self.shop_name = TextField(name=_("Name of the shop"))
        self.till_name = TextField(name=_("Name of this till"))
        self.till_name.setText(_("Till 1"))
        self.pin = PinField(longest=6, name=_("PIN, 4 to 6 digits"))
        self.pin_again = PinField(longest=6, name=_("PIN once more"))
        self.go = primary(_("Begin"), "Enter", on=self._found)
        inside = QWidget()
        line = column(
            with_problem(self.shop_name, _("Name of the shop"), _("It stands on top of every receipt.")),
            with_problem(self.till_name, _("Name of this till")),
            with_problem(self.pin, _("PIN, 4 to 6 digits")),
            with_problem(self.pin_again, _("PIN once more")),
            self.go,
            spacing=10,
        )
        if stand is not None:
            self.stand = quiet(_("Stand of an exhibition"), "F8", icon="storefront", on=stand)
            line.addWidget(self.stand)
        inside.setLayout(line)
        super().__init__(
            title=_("Welcome"),
            lead=_("Three answers, and the shop can open. They can be changed later."),
            inside=inside,
        )
        self._shop, self._runner, self._founded = shop, runner, founded
        for field in (self.shop_name, self.till_name, self.pin, self.pin_again):
            field.returnPressed.connect(self._next_or_found)
        self.shop_name.setFocus()

    def _fields(self) -> tuple[TextField, ...]:
        return (self.shop_name, self.till_name, self.pin, self.pin_again)

    def _next_or_found(self) -> None:
        for field in self._fields():
            if not field.text().strip():
                field.setFocus()
                return
        self._found()

    def _found(self) -> None:
        if not self._is_complete():
            return
        self.go.setDisabled(True)
        clock = self._shop.clock
        command = FoundShop(
            device=DeviceId(new_id(clock)),
            owner=StaffId(new_id(clock)),
            shop_name=self.shop_name.text(),
            till_name=self.till_name.text(),
            owner_name=_("Owner"),
            pin=self.pin.text(),
        )
        self._runner.write(
            found_shop,
            command,
            done=self._founded,
            failed=self._tell,
            ended=lambda: self.go.setDisabled(False),
            origin=self,
        )

    def _is_complete(self) -> bool:
        missing = [field for field in self._fields() if not field.text().strip()]
        for field in self._fields():
            field.mark(_("Please fill this in.") if field in missing else "")
        if missing:
            missing[0].setFocus()
            return False
        if self.pin.text() != self.pin_again.text():
            self.pin_again.mark(_("The two PINs are not the same. Please type it once more."))
            self.pin_again.clear()
            self.pin_again.setFocus()
            return False
        return True

    def _tell(self, trouble: SentraError) -> None:
        self.pin.mark(str(trouble))
        self.pin.setFocus()
        self.pin.selectAll()
