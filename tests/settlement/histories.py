"""Random histories of a small gallery in which everything happens that touches an artisan's accounts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.setting_keys import SELLING_PLACE
from sentra_pos.db.settings import put_setting
from sentra_pos.exhibitions.add_stand import AddStand, add_stand
from sentra_pos.exhibitions.charge_costs import ChargeCosts, charge_costs
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.load_goods import LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.ledger.draft import Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot, StockBalance
from sentra_pos.ledger.post import post
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import Discount, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.deduction_rules import AT_ONCE, Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.pay_out import PaidOut
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from sentra_pos.settlement.taken_back_queries import recorded_of
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from sentra_pos.stock.places import MISSING, shelf_of
from tests.factories import add_item
from tests.settlement.gallery import Gallery


class History:
    """Plays step after step; what the shop refuses in a sentence did not happen. ``done`` counts what did."""

    def __init__(self, gallery: Gallery, chance: random.Random) -> None:
        self.gallery, self.chance = gallery, chance
        self.parties = (gallery.party, gallery.other)
        self.goods: list[tuple[PartyId, ItemId, int]] = [
            (party, gallery.items[party], 100_000) for party in self.parties
        ]
        self.sold: list[SaleCompleted] = []
        self.locked: list[tuple[PartyId, SettlementLocked]] = []
        self.paid: list[PaidOut] = []
        self.done: Counter[str] = Counter()
        self._away: tuple[UUID, PlaceId] | None = None
        self.steps: tuple[tuple[Callable[[], object], int], ...] = (
            (self.sell, 8), (self.give_back, 3), (self.take, 2), (self.agree, 2), (self.buy, 1), (self.lend, 2),
            (self.save, 1), (self.charge, 1), (self.lose, 2), (self.find_owner, 1), (self.lock, 30), (self.pay, 8),
            (self.void, 2), (self.undo, 2), (self.withdraw, 2), (self.sell_away, 2), (self.rent, 1),
            (self.put_aside, 1),
        )  # fmt: skip

    def play(self, count: int) -> None:
        """So many steps."""
        acts, weights = zip(*self.steps, strict=True)
        for _step in range(count):
            act = self.chance.choices(acts, weights)[0]
            clock = self.gallery.clock
            assert isinstance(clock, FixedClock)
            clock.advance(timedelta(minutes=self.chance.randrange(1, 90)))
            try:
                act()
            except SentraError:
                continue
            self.done[act.__name__] += 1

    # --------------------------------------------------------------------------------------------------- the goods

    def _some(self) -> tuple[PartyId, ItemId, int]:
        return self.chance.choice(self.goods)

    def sell(self) -> None:
        lines = []
        for _party, item, price in self.chance.sample(self.goods, k=min(len(self.goods), self.chance.randrange(1, 3))):
            count = self.chance.randrange(1, 4)
            less = self.chance.choice((0, 0, price * count * self.chance.randrange(1, 30) // 100))
            lines.append((item, count, price, less))
        method = self.chance.choice(("cash", "qris"))
        bearer = self.chance.choice((None, DiscountBearer.SHOP))
        self.sold.append(self.gallery.sell(*lines, bearer=bearer, method=method))

    def give_back(self) -> None:
        if self.sold:
            self.gallery.refund(self.chance.choice(self.sold), [(1, 1)])

    def take(self) -> None:
        party, price = self.chance.choice(self.parties), self.chance.randrange(20, 500) * 1_000
        item, _note = self.gallery.take(party, price=price, pieces=9, name=f"Kain {price}")
        self.goods.append((party, item, price))

    def buy(self) -> None:
        """Bought outright, and the terms as they were afterwards."""
        party = self.chance.choice(self.parties)
        self.gallery.agree(party, scheme=Scheme.OUTRIGHT)
        self.gallery.take(party, price=90_000, cost=60_000, pieces=self.chance.randrange(1, 4), name="Selendang")
        self.gallery.agree(party)

    def agree(self) -> None:
        self.gallery.agree(
            self.chance.choice(self.parties),
            rate=self.chance.randrange(0, 40),
            bearer=self.chance.choice([*DiscountBearer]),
        )

    def lose(self) -> None:
        """One is not there at a count, and the case is decided in the artisan's favour or not."""
        gallery, party = self.gallery, self.chance.choice(self.parties)
        with gallery.store.writing() as session:
            shelf = shelf_of(session, gallery.by.device)
            lot = (
                session.query(Lot.id)
                .join(StockBalance, StockBalance.lot_id == Lot.id)
                .where(Lot.owner_id == party, StockBalance.place_id == shelf, StockBalance.quantity > Quantity(2))
                .limit(1)
                .scalar()
            )
            if lot is None:
                return
            counted = Draft(
                id=gallery.document(), kind=DocumentKind.STOCK_COUNT, by=gallery.by,
                business_date=business_today(gallery.clock),
                lines=(Line(number=1, kind=LineKind.COUNTED, lot=lot, quantity=ONE, text="Kain"),),
                goods=(GoodsMove(line=1, lot=lot, source=shelf, target=MISSING, quantity=ONE),),
            )  # fmt: skip
            post(session, counted, clock=gallery.clock)
        self._decide(LotId(lot))

    def _decide(self, lot: LotId) -> None:
        outcome = self.chance.choice((Outcome.SHOP_PAYS, Outcome.SHARED, Outcome.BACK, Outcome.INSURED))
        command = DecideCase(
            id=self.gallery.document(), by=self.gallery.by, lot=lot, place=MISSING, quantity=ONE, outcome=outcome,
            reason="dicari seminggu",
        )  # fmt: skip
        with self.gallery.store.writing() as session:
            decide_case(session, command, clock=self.gallery.clock)

    def find_owner(self) -> None:
        """Sold before it was on any note; the note comes, and it is found out whose it was."""
        gallery, party = self.gallery, self.chance.choice(self.parties)
        with gallery.store.writing() as session:
            item = add_item(session, gallery.clock, name="Kain tanpa nota", price=75_000, kind=ItemKind.COUNTED)
        line = SaleLine(
            item=item, quantity=ONE, price=Rupiah(75_000), discounts=(Discount(amount=Rupiah(5_000), reason="lama"),)
        )
        sale = CompleteSale(
            id=gallery.document(), by=gallery.by, lines=(line,), tenders=(Tender(method="cash", given=Rupiah(70_000)),),
            confirmed=frozenset({NoNoteCovers.about(item)}),
        )  # fmt: skip
        with gallery.store.writing() as session:
            complete_sale(session, sale, clock=gallery.clock)
        kept = gallery.items[party]
        _item, note = gallery.take(party, item=item, price=75_000, pieces=2)
        gallery.items[party] = kept
        with gallery.store.writing() as session:
            lot = session.query(Lot.id).where(Lot.document_id == note.id).scalar()
            command = IdentifyGoods(id=gallery.document(), by=gallery.by, sale=sale.id, line=1, lot=LotId(lot))
            identify_goods(session, command, clock=gallery.clock)

    # ------------------------------------------------------------------------------------------------ the exhibition

    def away(self) -> tuple[UUID, PlaceId]:
        """An exhibition of this till's own, and the stand to which ten of each artisan's goods went."""
        if self._away is None:
            gallery, today = self.gallery, business_today(self.gallery.clock)
            plan = PlanExhibition(
                id=gallery.document(), by=gallery.by, name="Pameran", venue="", city="", starts=today,
                ends=today + timedelta(days=1_000),
            )  # fmt: skip
            stand = AddStand(
                id=gallery.document(), by=gallery.by, exhibition=plan.id, kind=StandKind.HERE, name="Hall A"
            )
            lines = tuple(LoadLine(item=item, quantity=Quantity(10)) for _party, item, _price in self.goods[:2])
            load = LoadGoods(id=gallery.document(), by=gallery.by, stand=stand.id, lines=lines)
            with gallery.store.writing() as session:
                plan_exhibition(session, plan, clock=gallery.clock)
                added = add_stand(session, stand, clock=gallery.clock)
                load_goods(session, load, clock=gallery.clock)
            self._away = plan.id, added.places.place
        return self._away

    def sell_away(self) -> None:
        """From the stand's shelf; the till is not closed for it, which would be another test."""
        _exhibition, place = self.away()
        self._sell_from(place)
        try:
            _party, item, price = self.chance.choice(self.goods[:2])
            self.sold.append(self.gallery.sell((item, 1, price, 0)))
        finally:
            self._sell_from(None)

    def _sell_from(self, place: PlaceId | None) -> None:
        with self.gallery.store.writing() as session:
            put_setting(session, SELLING_PLACE, None if place is None else place.hex)

    def rent(self) -> None:
        """A cost of the exhibition, of which the artisans bear two thirds."""
        exhibition, _place = self.away()
        command = ChargeCosts(
            id=self.gallery.document(), by=self.gallery.by, exhibition=exhibition, category="expense", text="sewa",
            amount=Rupiah(self.chance.randrange(1_001, 60_000)), shop_percent=Percent(3_333),
        )  # fmt: skip
        with self.gallery.store.writing() as session:
            charge_costs(session, command, clock=self.gallery.clock)

    # --------------------------------------------------------------------------------------------------- the money

    def lend(self) -> None:
        plans = (AT_ONCE, Plan(way=PlanWay.FIXED, amount=Rupiah(20_000)))
        command = Lend(
            id=self.gallery.document(),
            by=self.gallery.by,
            party=self.chance.choice(self.parties),
            amount=Rupiah(self.chance.randrange(10, 200) * 1_000),
            purpose=Purpose.CASH,
            text="beli malam",
            plan=self.chance.choice(plans),
        )
        if self.chance.random() < 0.4:
            command = Lend(
                id=command.id, by=command.by, party=command.party, amount=command.amount,
                purpose=Purpose.MATERIALS, text="kain mori", plan=command.plan,
            )  # fmt: skip
        with self.gallery.store.writing() as session:
            lend(session, command, clock=self.gallery.clock)

    def undo(self) -> None:
        """Something that was recorded about an artisan's money was wrong as a whole."""
        with self.gallery.store.writing() as session:
            recorded = recorded_of(session, self.chance.choice(self.parties))
            if not recorded:
                return
            wrong = self.chance.choice(recorded).document
            command = TakeBack(id=self.gallery.document(), by=self.gallery.by, document=wrong, reason="salah ketik")
            take_back(session, command, clock=self.gallery.clock)

    def save(self) -> None:
        plan = Plan(way=PlanWay.FIXED, amount=Rupiah(self.chance.randrange(1, 20) * 1_000))
        command = PlanRecovery(
            by=self.gallery.by, party=self.chance.choice(self.parties), plan=plan, savings=Savings.MANDATORY
        )
        with self.gallery.store.writing() as session:
            plan_recovery(session, command, clock=self.gallery.clock)

    def withdraw(self) -> None:
        command = PaySavings(
            id=self.gallery.document(), by=self.gallery.by, party=self.chance.choice(self.parties), amount=Rupiah(1_000)
        )
        with self.gallery.store.writing() as session:
            pay_savings(session, command, clock=self.gallery.clock)

    def put_aside(self) -> None:
        command = TakeSavings(
            id=self.gallery.document(), by=self.gallery.by, party=self.chance.choice(self.parties), amount=Rupiah(3_000)
        )
        with self.gallery.store.writing() as session:
            take_savings(session, command, clock=self.gallery.clock)

    def charge(self) -> None:
        total = Rupiah(self.chance.randrange(1_001, 60_000))
        command = ChargeFees(
            id=self.gallery.document(), by=self.gallery.by, parties=self.parties, total=total, text="sewa stan"
        )
        with self.gallery.store.writing() as session:
            charge_fees(session, command, clock=self.gallery.clock)

    def lock(self) -> None:
        party = self.chance.choice(self.parties)
        self.locked.append((party, self.gallery.lock(party)))

    def pay(self) -> None:
        if self.locked:
            _party, locked = self.chance.choice(self.locked[-3:])
            amount = max(locked.to_pay.amount * self.chance.randrange(1, 101) // 100, 1)
            by_bank = self.chance.random() < 0.3
            method = PayoutMethod.TRANSFER if by_bank else PayoutMethod.CASH
            self.paid.append(self.gallery.pay(locked, amount, method=method, reference="TRX" if by_bank else ""))

    def void(self) -> None:
        if self.paid:
            payout: DocumentId = self.paid.pop().id
            command = VoidPayout(id=self.gallery.document(), by=self.gallery.by, payout=payout, reason="salah orang")
            with self.gallery.store.writing() as session:
                void_payout(session, command, clock=self.gallery.clock)
