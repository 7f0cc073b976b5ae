"""The shop that the machine runs: founding and goods in beside their model, and what must hold after every act."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme
from sentra_pos.consignment.opening_balances import OpeningBalances, PartyBalance, opening_balances
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.queries import lines_of
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from tests.factories import add_artisan, add_item
from tests.ledger.shop_model import COST_FREE, COST_RATE, Terms
from tests.ledger.till_floor import TillFloor

PRICES = st.sampled_from([1, 7, 999, 12_345, 85_000, 165_000, 1_250_000]) | st.integers(1, 3_000_000)
MANY = st.integers(1, 7)
_BASIS_POINTS = st.sampled_from([0, 1, 850, 1000, 1250, 1500, 3333, 10_000])


def _terms(*schemes: Scheme) -> st.SearchStrategy[Terms]:
    return st.builds(
        Terms,
        scheme=st.sampled_from([scheme.value for scheme in schemes]),
        rate=_BASIS_POINTS,
        fixed=st.sampled_from([0, 1, 2_500, 50_000, 2_000_000]),
        bearer=st.sampled_from([bearer.value for bearer in DiscountBearer]),
        bears_cost=st.booleans(),
    )


_TERMS = _terms(*Scheme)
#: What is agreed with a third and a fourth artisan.
_TWO_MORE = st.tuples(_terms(Scheme.NET_PRICE, Scheme.COMMISSION_FIXED), _TERMS)
#: What may be asked again and answered yes.
_YES = frozenset({"new_price", "cost_above_price", "more_opening_balances"})
_COMPARED = (
    *("accrued", "payable", "advance", "receivable", "drawer", "safe", "bank", "in_transit", "clearing"),
    *("payment_cost", "loss_expense", "over_short"),
)


class ShopFloor(TillFloor):
    """One shop, four artisans, any order of acts."""

    def __init__(self) -> None:
        super().__init__()
        self.artisans: list[UUID] = []
        self.terms: dict[UUID, Terms] = {}
        self.items: list[tuple[UUID, UUID | None, ItemKind, int]] = []
        self.settlements: dict[UUID, DocumentId] = {}
        self.by_qris: dict[UUID, int] = {}
        self.customers: list[PartyId] = []
        self.openings = 0

    # ------------------------------------------------------------------------------------------------- the beginning

    @initialize(terms=_TWO_MORE, prices=st.lists(PRICES, min_size=7, max_size=7))
    def found(self, terms: tuple[Terms, Terms], prices: list[int]) -> None:
        """Four artisans: of commission, bought outright, two of other terms; goods of theirs, and an open till."""
        everyone = [
            Terms(scheme="commission_percent", rate=1500, bearer="shared", bears_cost=True),
            Terms(scheme="outright"),
            *terms,
        ]
        with self.store.writing() as session:
            for number in range(1, len(everyone) + 1):
                artisan = add_artisan(session, self.clock, code=f"P{number:02}")
                self.artisans.append(artisan)
                for kind, price in ((ItemKind.COUNTED, prices[number]), (ItemKind.UNIQUE, prices[number + 1])):
                    item = add_item(session, self.clock, price=price, kind=kind, maker=artisan, name=f"{kind} {number}")
                    self.items.append((item, artisan, kind, price))
            service = add_item(session, self.clock, price=prices[0], kind=ItemKind.SERVICE, name="Jahit")
            self.items.append((service, None, ItemKind.SERVICE, prices[0]))
            self._set_up_ways(session)
            for name in ("Bu Camat", "Dinas Pariwisata"):
                customer = AddCustomer(id=PartyId(new_id(self.clock)), by=self.by, name=name)
                self.customers.append(add_customer(session, customer, clock=self.clock).id)
        for party, each in zip(self.artisans, everyone, strict=True):
            self._agree(party, each)
        for which in range(len(self.items) - 1):
            self._take_in(which, 5, 60)
        self._open_balances(70_000, 0, 40_000, 12_000, 0)
        self._open(300_000, 0)
        self.count("found")

    def _set_up_ways(self, session: Session) -> None:
        """A bank that keeps something, and customers who may pay later."""
        kept = {"cost_rate": Percent(COST_RATE), "cost_free": Rupiah(COST_FREE)}
        session.execute(update(PaymentMethodRow).where(PaymentMethodRow.code == "qris").values(**kept))
        session.execute(update(PaymentMethodRow).where(PaymentMethodRow.code == "account").values(active=True))

    def _agree(self, party: UUID, terms: Terms) -> None:
        scheme = Scheme(terms.scheme)
        command = RecordAgreement(
            id=AgreementId(new_id(self.clock)),
            by=self.by,
            party=PartyId(party),
            valid_from=business_today(self.clock),
            scheme=scheme,
            rate=Percent(terms.rate) if scheme is Scheme.COMMISSION_PERCENT else None,
            fixed=Rupiah(terms.fixed) if scheme is Scheme.COMMISSION_FIXED else None,
            discount_bearer=DiscountBearer(terms.bearer),
            payment_cost_bearer=CostBearer.ARTISAN if terms.bears_cost else CostBearer.SHOP,
        )
        with self.store.writing() as session:
            record_agreement(session, command, clock=self.clock)
        self.terms[party] = terms

    # --------------------------------------------------------------------------------------------------- consignment

    @rule(which=st.integers(0, 3), terms=_TERMS)
    def agree_anew(self, which: int, terms: Terms) -> None:
        self._agree(self.artisans[which], terms)
        self.count("agree")

    @rule(which=st.integers(0, 7), quantity=MANY, percent=st.integers(1, 100))
    def take_goods_in(self, which: int, quantity: int, percent: int) -> None:
        self._take_in(which, quantity, percent)

    def _take_in(self, which: int, quantity: int, percent: int) -> None:
        item, party, kind, price = self.items[which]
        assert party is not None
        if kind is ItemKind.UNIQUE:
            quantity = 1
            if self.model.lots[item]:
                item = self._another_piece(which)
        terms = self.terms[party]
        part = max(price * percent // 100, 1)
        net = part if terms.scheme == "net_price" else 0
        cost = part if terms.scheme == "outright" else 0
        line = TakeInLine(
            item=ItemId(item),
            quantity=Quantity(quantity),
            price=Rupiah(price),
            net_price=Rupiah(net) if net else None,
            cost=Rupiah(cost) if cost else None,
        )
        command = TakeIn(
            id=self.new_document(),
            by=self.by,
            party=PartyId(party),
            business_date=business_today(self.clock),
            lines=(line,),
            confirmed=_YES,
        )
        with self.store.writing() as session:
            note = take_in(session, command, clock=self.clock)
        with self.store.writing() as session:
            assert take_in(session, command, clock=self.clock) == note
        self.model.take_in(item, party, terms, quantity=quantity, net=net, cost=cost)
        self.count(f"take_in {terms.scheme}")

    def _another_piece(self, which: int) -> UUID:
        """What is one of a kind came in before; another such piece is an item of its own."""
        _item, party, kind, price = self.items[which]
        assert party is not None
        with self.store.writing() as session:
            item = add_item(session, self.clock, price=price, kind=kind, maker=PartyId(party), name=f"{kind} {which}")
        self.items[which] = (item, party, kind, price)
        return item

    @precondition(lambda self: self.openings < 3)
    @rule(
        owed=st.integers(0, 900_000),
        payable=st.integers(0, 900_000),
        advance=st.integers(0, 2_000_000),
        which=st.integers(0, 3),
    )
    def open_balances(self, owed: int, payable: int, advance: int, which: int) -> None:
        # The till was opened before, so its drawer is what was counted then.
        self._open_balances(owed, payable, advance, 0, which)

    def _open_balances(self, owed: int, payable: int, advance: int, drawer: int, which: int) -> None:
        party = PartyId(self.artisans[which])
        command = OpeningBalances(
            id=self.new_document(),
            by=self.by,
            business_date=business_today(self.clock),
            owed=(PartyBalance(party=party, amount=Rupiah(owed)),),
            payable=(PartyBalance(party=party, amount=Rupiah(payable)),),
            advances=(PartyBalance(party=party, amount=Rupiah(advance)),),
            drawer=Rupiah(drawer),
            safe=Rupiah(500_000),
            bank=Rupiah(3_000_000),
            confirmed=_YES,
        )
        with self.store.writing() as session:
            opening_balances(session, command, clock=self.clock)
        self.model.accrued[party] += owed
        self.model.payable[party] += payable
        self.model.advance[party] += advance
        for account, amount in (("drawer", drawer), ("safe", 500_000), ("bank", 3_000_000)):
            self.model.money[account] += amount
        self.openings += 1
        self.count("opening_balances")

    # ---------------------------------------------------------------------------------------------------- settlement

    def settle_with(self, party: UUID) -> None:
        """Lock all that is owed, or be refused where there is nothing."""
        with self.store.writing() as session:
            command = LockSettlement(id=self.new_document(), by=self.by, party=PartyId(party))
            try:
                locked = lock_settlement(session, command, clock=self.clock)
            except SentraError:
                # What was settled before and waits to be paid is no reason for another settlement.
                assert not self.is_to_settle(party)
                self.count("refused")
                return
        assert locked.to_pay.amount == self.model.settle(party)
        self.settlements[party] = command.id
        self.count("settle")

    def is_to_settle(self, party: UUID) -> bool:
        """Whether there is something that a settlement would take."""
        return bool(self.model.accrued[party] or self.model.recoverable(party))

    def tender_line(self, session: Session, paper: UUID, way: str) -> int:
        """The line of the document by which so much came in by the way."""
        lines = lines_of(session, DocumentId(paper))
        return next(
            each.number for each in lines if each.method == way and each.kind is LineKind.TENDER and each.amount
        )

    # ---------------------------------------------------------------------------------------------------- what holds

    @invariant()
    def the_book_agrees_with_the_model(self) -> None:
        with self.store.reading() as session:
            money = session.execute(
                text("SELECT kind, party_id, balance FROM account JOIN account_balance ON account_id = account.id")
            ).all()
            stock = session.execute(
                text(
                    "SELECT lot.item_id, sum(quantity) FROM stock_balance JOIN lot ON lot.id = lot_id "
                    "JOIN place ON place.id = place_id WHERE place.kind = 'shelf' GROUP BY 1"
                )
            ).all()
            unchecked = {(each.document, each.method): each.amount.amount for each in unchecked_payments(session)}
            from_bank = sum(each.expected.amount for each in unreceived_payments(session, "qris"))
        book = {
            (kind, UUID(bytes=party) if party else None): amount
            for kind, party, amount in money
            if amount and kind in _COMPARED
        }
        expected = self._expected()
        assert book == expected, f"in one and not the other: {set(book.items()) ^ set(expected.items())}"
        assert unchecked == self.model.unchecked
        assert from_bank == self.model.money["in_transit"], "the bank will bring another sum than stands in transit"
        shelf = {UUID(bytes=item): quantity for item, quantity in stock if quantity}
        assert shelf == {item: self.model.stock(item) for item in self.model.lots if self.model.stock(item)}
        self.stepped()

    def _expected(self) -> dict[tuple[str, UUID | None], int]:
        owed: dict[tuple[str, UUID | None], int] = {}
        for party in self.artisans:
            owed["accrued", party] = -self.model.accrued[party]
            owed["payable", party] = -self.model.payable[party]
            owed["advance", party] = self.model.advance[party]
        owed |= {("receivable", party): self.model.receivable[party] for party in self.customers}
        owed |= {(account, None): amount for account, amount in self.model.money.items()}
        return {key: amount for key, amount in owed.items() if amount}
