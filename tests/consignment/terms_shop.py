"""An artisan with scarves and cloths in a shop whose till is open, for the tests of terms; a word an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import MovedLot, MoveTerms, TermsMoved, move_terms
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.rules import Agreement
from sentra_pos.consignment.take_in import NoteTaken
from sentra_pos.consignment.terms_queries import MovableLot, lots_to_move
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.case_queries import Case, open_cases
from sentra_pos.db.engine import Store
from sentra_pos.giving_back.put_apart import PutApart, put_apart
from sentra_pos.giving_back.transfer_goods import MovedGoods
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import Founded, add_artisan, add_item, bring_in, found_a_shop

SCARVES = Rate(category="Selendang", scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(12))


@dataclass(slots=True)
class TermsShop:
    """The shop with its doors."""

    store: Store
    clock: FixedClock
    founded: Founded
    party: PartyId
    other: PartyId

    def agree(
        self, *rates: Rate, party: PartyId | None = None, begins: date | None = None, rate: int = 15, **terms: object
    ) -> Agreement:
        """Fifteen percent in general, unless told."""
        scheme = terms.pop("scheme", Scheme.COMMISSION_PERCENT)
        command = RecordAgreement(
            id=AgreementId(new_id(self.clock)),
            by=self.founded.by,
            party=party or self.party,
            valid_from=begins or business_today(self.clock),
            scheme=scheme,  # type: ignore[arg-type]
            rate=Percent.whole(rate) if scheme is Scheme.COMMISSION_PERCENT else None,
            rates=rates,
            **terms,  # type: ignore[arg-type]
        )
        with self.store.writing() as session:
            return record_agreement(session, command, clock=self.clock).agreement

    def item(self, name: str, price: int) -> ItemId:
        with self.store.writing() as session:
            return add_item(session, self.clock, name=name, price=price, maker=self.party)

    def take(
        self,
        item: ItemId,
        pieces: int,
        price: int,
        *,
        net: int | None = None,
        party: PartyId | None = None,
        **more: int,
    ) -> NoteTaken:
        with self.store.writing() as session:
            owner = party or self.party
            return bring_in(
                session, self.clock, self.founded, owner, item, pieces=pieces, price=price, net_price=net, **more
            )

    def sell(self, item: ItemId, pieces: int, price: int) -> SaleCompleted:
        line = SaleLine(item=item, quantity=Quantity(pieces), price=Rupiah(price))
        cash = Tender(method="cash", given=line.amount)
        command = CompleteSale(id=self.document(), by=self.founded.by, lines=(line,), tenders=(cash,))
        with self.store.writing() as session:
            return complete_sale(session, command, clock=self.clock)

    def refund(self, sale: SaleCompleted, pieces: int) -> None:
        back = (ReturnedLine(sale=sale.id, line=1, quantity=Quantity(pieces)),)
        command = RefundSale(id=self.document(), by=self.founded.by, lines=back, method="cash", reason="luntur")
        with self.store.writing() as session:
            refund_sale(session, command, clock=self.clock)

    def put_apart(self, item: ItemId, pieces: int) -> None:
        moved = (MovedGoods(item=item, quantity=Quantity(pieces)),)
        command = PutApart(id=self.document(), by=self.founded.by, goods=moved, reason="lembap")
        with self.store.writing() as session:
            put_apart(session, command, clock=self.clock)

    def cases(self) -> tuple[Case, ...]:
        with self.store.reading() as session:
            return open_cases(session, self.founded.device)

    def accrued(self, party: PartyId | None = None) -> int:
        """What the artisan has earned and is not settled."""
        with self.store.reading() as session:
            return -balance_of(session, Account(AccountKind.ACCRUED, party=party or self.party)).amount

    def here(self) -> tuple[MovableLot, ...]:
        with self.store.reading() as session:
            return lots_to_move(session, self.party, self.founded.device)

    def moving(self, terms: Agreement, *lots: MovedLot) -> MoveTerms:
        """The command that moves these lots, or all that are here; the artisan signed."""
        chosen = lots or tuple(MovedLot(lot=each.lot) for each in self.here())
        consent = Consent(party=self.party, way=ConsentWay.SIGNED)
        return MoveTerms(
            id=self.document(), by=self.founded.by, party=self.party, terms=terms.id, lots=chosen, consent=consent
        )

    def move(self, command: MoveTerms) -> TermsMoved:
        with self.store.writing() as session:
            return move_terms(session, command, clock=self.clock)

    def document(self) -> DocumentId:
        return DocumentId(new_id(self.clock))


def a_terms_shop(store: Store, clock: FixedClock) -> TermsShop:
    """Nothing is agreed and nothing is here yet."""
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        party = add_artisan(session, clock, "P01", "Sanggar Kencana")
        other = add_artisan(session, clock, "P02", "Batik Tirta")
        money = Rupiah(1_000_000)
        open_till(
            session, OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=money, added=money), clock=clock
        )
    return TermsShop(store=store, clock=clock, founded=founded, party=party, other=other)
