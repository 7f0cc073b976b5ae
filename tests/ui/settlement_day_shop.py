"""The shop of the settlement day: thirty artisans, what was sold before it, and what that should come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import Liability, Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountItem, count_item
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.db.engine import Store
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.models import Party
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.limit_payout import LimitPayout, limit_payout
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import QUICK_HASHER, add_artisan, bring_in, found_a_shop
from tests.ui.long_day import SUPERVISORS_PIN, Shop

EVERYBODY = range(1, 31)
FLOAT, LIMIT = 10_000_000, 1_000_000
#: Who plays which part, by the number in the code.
ABSENT, PART, BY_WIFE, DEAR, NEGATIVE, REFUNDED, LOST = (3, 8), 5, 7, 12, 14, 16, 18
FIXED_PLAN, PART_PLAN, LATE, VOIDED, BY_BANK = 20, 21, 23, 25, (27, 28)
PIECES = 12


# ------------------------------------------------------------------------------ what it should come to, in plain ints


def price(who: int) -> int:
    """Of one piece."""
    return 100_000 + 5_000 * who


def share(who: int, pieces: int) -> int:
    """What is the artisan's of so many: 10, 15 or 20 percent stay with the shop, and every figure divides evenly."""
    kept = (10, 15, 20)[who % 3]
    whole, rest = divmod(price(who) * pieces * (100 - kept), 100)
    assert not rest
    return whole


def sold_before(who: int) -> int:
    """Pieces that were settled and paid before the day."""
    return {NEGATIVE: 1, REFUNDED: 2, LATE: 1}.get(who, 0)


def sold_since(who: int) -> int:
    """Pieces that wait for the day; the late one is sold on it."""
    return {DEAR: 8, NEGATIVE: 0, LOST: 0, LATE: 0}.get(who, 1 + who % 3)


# ------------------------------------------------------------------------------------------------ what was before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentra(Shop):
    """``old`` is the receipt of cloths that were settled already, and of which one comes back."""

    items: dict[int, ItemId]
    parties: dict[int, PartyId]
    old: SaleCompleted


class Before:
    """What happened before the day, act by act."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.founded = found_a_shop(store, clock)
        self.items: dict[int, ItemId] = {}
        self.parties: dict[int, PartyId] = {}
        self.tags: dict[str, str] = {}

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def shop(self, slips: Path) -> Sentra:
        by = self.founded.by
        with self.store.writing() as session:
            self._somebody(session)
            for who in EVERYBODY:
                self._artisan(session, who)
            for who in BY_BANK:
                row = session.get_one(Party, self.parties[who])
                row.payout_method, row.bank_account = PayoutMethod.TRANSFER, f"BRI 0012-{who}"
            limit_payout(session, LimitPayout(by=by, limit=Rupiah(LIMIT)), clock=self.clock)
            receipt_printer(session, slips, clock=self.clock)
            opened = OpenTill(id=self.new(), by=by, counted=Rupiah(FLOAT), added=Rupiah(FLOAT))
            open_till(session, opened, clock=self.clock)
            regretted, old = self._sell(session, NEGATIVE, 1), self._sell(session, REFUNDED, 2)
            self._sell(session, LATE, 1)
            for who in (NEGATIVE, REFUNDED):
                self._settle(session, who)
            back = ReturnedLine(sale=regretted.id, line=1, quantity=Quantity(1))
            refund = RefundSale(id=self.new(), by=by, lines=(back,), method="cash", reason="luntur")
            refund_sale(session, refund, clock=self.clock)
            for who in EVERYBODY:
                if sold_since(who):
                    self._sell(session, who, sold_since(who))
            self._lose(session, LOST)
            # The next morning; the till is still yesterday's, and what it sells belongs to a day that was settled.
            self.clock.advance(timedelta(days=1))
            self._settle(session, LATE)
        artisans = {code_of(who): party for who, party in self.parties.items()}
        return Sentra(
            founded=self.founded, tags=self.tags, artisans=artisans, items=self.items, parties=self.parties, old=old
        )

    def _somebody(self, session: Session) -> None:
        staff = StaffId(new_id(self.clock))
        member = AddStaff(id=staff, by=self.founded.by, name="Pak Harto", role=Role.SUPERVISOR)
        add_staff(session, member, clock=self.clock)
        pin = SetPin(by=self.founded.by, staff=staff, pin=SUPERVISORS_PIN)
        set_pin(session, pin, clock=self.clock, hasher=QUICK_HASHER)

    def _artisan(self, session: Session, who: int) -> None:
        clock, by = self.clock, self.founded.by
        party = self.parties[who] = add_artisan(session, clock, code_of(who), f"Perajin {who:02d}")
        terms = RecordAgreement(
            id=AgreementId(new_id(clock)), by=by, party=party, valid_from=business_today(clock),
            scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole((10, 15, 20)[who % 3]),
            liability=Liability.ARTISAN if who == LOST else Liability.SHOP,
        )  # fmt: skip
        record_agreement(session, terms, clock=clock)
        item = self.items[who] = ItemId(new_id(clock))
        name, kind = f"Kain {who:02d}", ItemKind.COUNTED
        command = AddItem(id=item, by=by, name=name, price=Rupiah(price(who)), kind=kind, maker=party)
        self.tags[name] = add_item(session, command, clock=clock).code
        bring_in(session, clock, self.founded, party, item, pieces=PIECES, price=price(who))

    def _sell(self, session: Session, who: int, pieces: int) -> SaleCompleted:
        line = SaleLine(item=self.items[who], quantity=Quantity(pieces), price=Rupiah(price(who)))
        paid = Tender(method="cash", given=line.amount)
        command = CompleteSale(id=self.new(), by=self.founded.by, lines=(line,), tenders=(paid,))
        return complete_sale(session, command, clock=self.clock)

    def _settle(self, session: Session, who: int) -> None:
        lock = LockSettlement(id=self.new(), by=self.founded.by, party=self.parties[who])
        locked = lock_settlement(session, lock, clock=self.clock)
        assert locked.to_pay == Rupiah(share(who, sold_before(who)))
        command = PayOut(
            id=self.new(), by=self.founded.by, settlement=locked.id, method=PayoutMethod.CASH, amount=locked.to_pay
        )
        pay_out(session, command, clock=self.clock)

    def _lose(self, session: Session, who: int) -> None:
        """A count finds one piece less."""
        by, count = self.founded.by, self.new()
        start = StartCount(id=count, by=by, place=self.founded.shelf, party=self.parties[who])
        start_count(session, start, clock=self.clock)
        seen = CountItem(count=count, by=by, item=self.items[who], quantity=Quantity(PIECES - 1))
        count_item(session, seen, clock=self.clock)
        post_count(session, PostCount(id=count, by=by, finished=True), clock=self.clock)


def code_of(who: int) -> str:
    """As the list has it."""
    return f"P{who:02d}"


# ------------------------------------------------------------------------------------------------------- on the day


class Opened(QObject):
    """The PDFs that the screens hand to the computer's reader."""

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Path] = []
        QDesktopServices.setUrlHandler("file", self, "take")  # type: ignore[arg-type]  # the stub is wrong: bytes are refused

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.papers.append(Path(url.toLocalFile()))

    def close(self) -> None:
        QDesktopServices.unsetUrlHandler("file")
