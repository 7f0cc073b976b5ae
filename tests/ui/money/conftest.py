"""A gallery whose customers paid by QRIS and card, later and ahead; worked through at once, without a window system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.payments.change_method import ChangeMethod, change_method
from sentra_pos.payments.methods import ON_ACCOUNT, QRIS, WITHHELD, payment_method
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.customer_payment import CustomerPayment, customer_payment
from sentra_pos.shop import Shop
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.gallery import Gallery, a_gallery
from tests.made_once import made_once
from tests.sales.shop import Counter, line_of
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.immediate import ImmediateRunner
from ui.kit.scan import ScanChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """The gallery, its counter and two customers: ``dinas`` owes, ``school`` paid ahead."""

    gallery: Gallery
    counter: Counter
    clock: FixedClock
    dinas: PartyId
    school: PartyId

    def at(self, store: Store, clock: FixedClock) -> Till:
        """The same facts over another store, into which they were copied (see ``made_once``)."""
        return replace(self, counter=replace(self.counter, store=store, clock=clock), clock=clock)

    def pay(self, method: str, pieces: int = 1, *, reference: str = "", confirmed: bool = False) -> DocumentId:
        """So many cloths at Rp185.000, paid this way."""
        line = line_of(self.gallery.mrico, pieces)
        tender = Tender(method=method, given=line.amount, reference=reference, confirmed=confirmed)
        return self.counter.sell(line, tenders=(tender,)).id

    def customer(self, name: str, *, contact_name: str = "", phone: str = "") -> PartyId:
        """Enter one."""
        party, by = PartyId(new_id(self.clock)), self.gallery.founded.by
        command = AddCustomer(id=party, by=by, name=name, contact_name=contact_name, phone=phone)
        with self.counter.store.writing() as session:
            add_customer(session, command, clock=self.clock)
        return party

    def offer(self, code: str, *, rate: int = 0) -> None:
        """Switch a way of paying on, at so many basis points."""
        with self.counter.store.writing() as session:
            method = payment_method(session, code)
            assert method is not None
            command = ChangeMethod(
                by=self.gallery.founded.by,
                code=code,
                name=method.name,
                active=True,
                asks_reference=method.asks_reference,
                confirmed=method.confirmed,
                cost_rate=Percent(rate),
                cost_free=method.cost_free,
            )
            change_method(session, command, clock=self.clock)

    def next_day(self) -> None:
        """Closed with what it holds, and opened with it again."""
        by, cash = self.gallery.founded.by, Rupiah(500_000)
        with self.counter.store.writing() as session:
            close_till(session, CloseTill(id=DocumentId(new_id(self.clock)), by=by, counted=cash), clock=self.clock)
        self.clock.advance(timedelta(days=1))
        opening = OpenTill(id=DocumentId(new_id(self.clock)), by=by, counted=cash, added=ZERO)
        with self.counter.store.writing() as session:
            open_till(session, opening, clock=self.clock)

    def pay_account(self, party: PartyId, amount: int, reason: str) -> None:
        """In cash."""
        command = CustomerPayment(
            id=DocumentId(new_id(self.clock)),
            by=self.gallery.founded.by,
            customer=party,
            tenders=(Tender(method="cash", given=Rupiah(amount)),),
            reason=reason,
        )
        with self.counter.store.writing() as session:
            customer_payment(session, command, clock=self.clock)

    def sell_on_account(self, party: PartyId, pieces: int) -> None:
        """He pays later."""
        line = line_of(self.gallery.pouch, pieces)
        sale = self.counter.sale(line, tenders=(Tender(method=ON_ACCOUNT, given=line.amount),))
        self.counter.ring(replace(sale, customer=party))


def a_till(store: Store, clock: FixedClock) -> Till:
    """Nothing sold yet; QRIS costs 0,7 %."""
    made = made_once(store, clock, "a till for other money", lambda: _a_till(store, clock))
    return made.at(store, clock)


def _a_till(store: Store, clock: FixedClock) -> Till:
    gallery = a_gallery(store, clock)
    counter = Counter(store=store, clock=clock, gallery=gallery)
    nobody = PartyId(new_id(clock))
    made = Till(gallery=gallery, counter=counter, clock=clock, dinas=nobody, school=nobody)
    for code, rate in ((QRIS, 70), (ON_ACCOUNT, 0), (WITHHELD, 0)):
        made.offer(code, rate=rate)
    dinas = made.customer("Dinas Koperasi Kota Contoh", contact_name="Ibu Rahayu", phone="0812-3456-7890")
    clock.advance(timedelta(minutes=1))
    school = made.customer("SD Negeri Misalan", contact_name="Pak Budi")
    return replace(made, dinas=dinas, school=school)


def fill(till: Till) -> None:
    """Some of everything: two days of QRIS, a card, a transfer, an agency that owes and a school that paid ahead."""
    till.pay(QRIS)
    till.pay(QRIS, 2, reference="4471")
    till.sell_on_account(till.dinas, 20)
    till.next_day()
    till.pay(QRIS, confirmed=True)
    till.pay("debit", reference="APP 112233")
    till.pay("transfer", reference="BCA 0099")
    till.pay_account(till.dinas, 200_000, "First part")
    till.pay_account(till.school, 350_000, "Down payment for 30 pupils")


def _a_busy_till(store: Store, clock: FixedClock) -> Till:
    made = a_till(store, clock)
    fill(made)
    return made


@pytest.fixture
def till(store: Store, clock: FixedClock) -> Till:
    """Before anything is sold."""
    use_language("en")
    return a_till(store, clock)


@pytest.fixture
def busy(store: Store, clock: FixedClock) -> Till:
    """Two busy days."""
    use_language("en")
    made = made_once(store, clock, "a busy till", lambda: _a_busy_till(store, clock))
    return made.at(store, clock)


def context_of(till: Till, role: Role = Role.OWNER) -> Context:
    """Somebody of this role; English, so that a test reads what it wrote."""
    shop = Shop(till.counter.store, till.clock)
    use_language("en")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    founded = till.gallery.founded
    staff = founded.owner if role is Role.OWNER else till.gallery.cashier.staff
    who = LoggedIn(staff=staff, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
    return Context(shop=shop, runner=ImmediateRunner(shop), scans=ScanChannel(app), device=founded.device, who=who)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
