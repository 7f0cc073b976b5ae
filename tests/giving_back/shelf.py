"""A gallery with short words for moving goods about and giving them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sentra_pos.consignment.facts import Liability, Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.case_queries import Case, open_cases
from sentra_pos.counting.decide_case import CaseDecided, DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.giving_back.ageing_queries import AgeingLot, ArtisanAgeing, ageing, board
from sentra_pos.giving_back.answer_markdown import AnswerMarkdown, answer_markdown
from sentra_pos.giving_back.hand_back import GoodsHandedBack, HandBack, PieceBack, hand_back
from sentra_pos.giving_back.markdown_queries import Proposal
from sentra_pos.giving_back.propose_markdown import LowerPrice, ProposeMarkdown, propose_markdown
from sentra_pos.giving_back.put_apart import PutApart, put_apart
from sentra_pos.giving_back.transfer_goods import GoodsTransferred, MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from tests.factories import bring_in
from tests.gallery import Gallery, Tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Every word is one act in one transaction."""

    store: Store
    clock: FixedClock
    gallery: Gallery

    @property
    def ratna(self) -> ActedBy:
        """The owner."""
        return self.gallery.founded.by

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def do(self, act: Callable[..., Any], command: object) -> Any:
        with self.store.writing() as session:
            return act(session, command, clock=self.clock)

    def refusal(self, act: Callable[..., Any], command: object) -> SentraError:
        """What it was refused with; nothing was written."""
        try:
            self.do(act, command)
        except SentraError as trouble:
            return trouble
        raise AssertionError("it was not refused")

    def transfer(self, *goods: tuple[Tagged, int], to: PlaceKind, source: PlaceKind = PlaceKind.SHELF) -> TransferGoods:
        moved = tuple(MovedGoods(item=item.id, quantity=Quantity(count), source=source) for item, count in goods)
        return TransferGoods(id=self.new(), by=self.ratna, target=to, goods=moved)

    def move(self, *goods: tuple[Tagged, int], to: PlaceKind, source: PlaceKind = PlaceKind.SHELF) -> GoodsTransferred:
        moved: GoodsTransferred = self.do(transfer_goods, self.transfer(*goods, to=to, source=source))
        return moved

    def damaged(
        self, *goods: tuple[Tagged, int], reason: str = "dimakan ngengat", source: PlaceKind = PlaceKind.SHELF
    ) -> PutApart:
        moved = tuple(MovedGoods(item=item.id, quantity=Quantity(count), source=source) for item, count in goods)
        return PutApart(id=self.new(), by=self.ratna, goods=moved, reason=reason)

    def apart(self, *goods: tuple[Tagged, int], **more: Any) -> GoodsTransferred:
        moved: GoodsTransferred = self.do(put_apart, self.damaged(*goods, **more))
        return moved

    def cases(self) -> tuple[Case, ...]:
        with self.store.reading() as session:
            return open_cases(session, self.ratna.device)

    def decide(self, case: Case, outcome: Outcome) -> CaseDecided:
        """All of it."""
        command = DecideCase(
            id=self.new(), by=self.ratna, lot=case.lot, place=case.place, quantity=case.quantity, outcome=outcome
        )
        decided: CaseDecided = self.do(decide_case, command)
        return decided

    def agree(self, party: PartyId, liability: Liability, shop_percent: int = 50) -> None:
        """New terms at fifteen percent, by which damage is borne so."""
        command = RecordAgreement(
            id=AgreementId(new_id(self.clock)),
            by=self.ratna,
            party=party,
            valid_from=business_today(self.clock),
            scheme=Scheme.COMMISSION_PERCENT,
            rate=Percent.whole(15),
            liability=liability,
            liability_shop_percent=Percent.whole(shop_percent),
        )
        self.do(record_agreement, command)

    def bring(self, party: PartyId, item: Tagged, pieces: int = 1) -> LotId:
        """More of it comes in, under the terms in force."""
        price = item.price.amount
        with self.store.writing() as session:
            note = bring_in(session, self.clock, self.gallery.founded, party, item.id, pieces=pieces, price=price)
        return note.lines[0].lot

    def returned(self, party: PartyId, *goods: tuple[Tagged, int], **more: Any) -> HandBack:
        pieces = tuple(PieceBack(item=item.id, quantity=Quantity(count)) for item, count in goods)
        return HandBack(id=self.new(), by=self.ratna, party=party, pieces=pieces, **more)

    def hand(self, party: PartyId, *goods: tuple[Tagged, int], **more: Any) -> GoodsHandedBack:
        handed: GoodsHandedBack = self.do(hand_back, self.returned(party, *goods, **more))
        return handed

    def lowered(self, item: Tagged, price: int, reason: str = "lama tidak laku") -> ProposeMarkdown:
        lower = LowerPrice(id=new_id(self.clock), item=item.id, price=Rupiah(price))
        return ProposeMarkdown(by=self.ratna, prices=(lower,), reason=reason)

    def propose(self, item: Tagged, price: int) -> Proposal:
        proposal: Proposal = self.do(propose_markdown, self.lowered(item, price)).proposals[0]
        return proposal

    def answer(self, proposal: UUID, party: PartyId, *, accepted: bool) -> Any:
        return self.do(
            answer_markdown, AnswerMarkdown(by=self.ratna, proposal=proposal, party=party, accepted=accepted)
        )

    def lots(self, party: PartyId | None = None) -> tuple[AgeingLot, ...]:
        with self.store.reading() as session:
            return ageing(session, business_today(self.clock), device=self.ratna.device, party=party)

    def artisan(self, party: PartyId) -> ArtisanAgeing:
        with self.store.reading() as session:
            everybody = board(session, business_today(self.clock), device=self.ratna.device)
        return next(each for each in everybody if each.party == party)

    def at(self, item: ItemId) -> dict[PlaceKind, int]:
        """How much of the item lies where, of the shop's own places and with the artisan."""
        with self.store.reading() as session:
            rows = session.execute(
                select(Place.kind, StockBalance.quantity)
                .join(StockBalance, StockBalance.place_id == Place.id)
                .join(Lot, Lot.id == StockBalance.lot_id)
                .where(Lot.item_id == item)
            )
            found: dict[PlaceKind, int] = {}
            for kind, quantity in rows:
                found[kind] = found.get(kind, 0) + quantity.units
        return {kind: units for kind, units in found.items() if units}
