"""Reading the shop's QRIS before it is kept, without a window: whom would customers pay?"""

from __future__ import annotations

from typing import Protocol

from sentra_pos.core.errors import SentraError
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.errors import QrisHasAmount
from sentra_pos.payments.qris import QrisMerchant, read_merchant
from sentra_pos.payments.set_qris import QrisSet, SetQris, set_qris
from ui.kit.immediate import Runs


class QrisView(Protocol):
    """What the presenter asks of the sheet."""

    def show_merchant(self, merchant: QrisMerchant | None) -> None: ...

    def kept(self, changed: QrisSet) -> None: ...

    def refused(self, trouble: SentraError) -> None: ...

    def busy(self, is_busy: bool) -> None: ...


class QrisReader:
    """Keeps what was read last; a code that cannot be the shop's sticker is refused at once."""

    def __init__(self, runner: Runs, by: ActedBy, view: QrisView) -> None:
        self._runner, self._by, self._view = runner, by, view
        self.merchant: QrisMerchant | None = None

    def read_text(self, payload: str) -> None:
        """Typed or pasted."""
        try:
            merchant = read_merchant(payload.strip())
        except SentraError as trouble:
            self._refuse(trouble)
        else:
            self._found(merchant)

    def read_picture(self, picture: bytes) -> None:
        """A photo of the sticker; looking for the code takes its time."""
        self._view.busy(True)

        def look() -> QrisMerchant:
            from sentra_pos.payments.read_qris_picture import read_qris_picture  # with all that reads pictures

            return read_qris_picture(picture)

        self._runner.apart(look, self._found, self._refuse, ended=lambda: self._view.busy(False), origin=self._view)

    def keep(self) -> None:
        """From now on customers pay whom was read."""
        if self.merchant is None:
            return
        self._view.busy(True)
        self._runner.write(
            set_qris,
            SetQris(by=self._by, payload=self.merchant.payload),
            self._view.kept,
            self._view.refused,
            ended=lambda: self._view.busy(False),
            origin=self._view,
        )

    def _found(self, merchant: QrisMerchant) -> None:
        if merchant.is_dynamic or merchant.amount is not None:
            self._refuse(QrisHasAmount())
            return
        self.merchant = merchant
        self._view.show_merchant(merchant)

    def _refuse(self, trouble: SentraError) -> None:
        self.merchant = None
        self._view.show_merchant(None)
        self._view.refused(trouble)
