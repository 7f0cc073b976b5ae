"""Two artisans with a bit of everything behind them, and short words for what they do at the counter."""

from __future__ import annotations

from dataclasses import dataclass, field

from sentra_pos.artisan_counter.enter_counter import EnterCounter, OpenCounter, enter_counter, open_counter
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.give_card import CardGiven, GiveCard, give_card
from sentra_pos.artisan_counter.raise_objection import ObjectionRaised, RaiseObjection, raise_objection
from sentra_pos.artisan_counter.set_artisan_pin import SetArtisanPin, set_artisan_pin
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, ObjectionId, PartyId, new_id
from sentra_pos.core.quantity import ONE
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.giving_back.hand_back import HandBack, PieceBack, hand_back
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.stock.places import MISSING, shelf_of
from tests.factories import QUICK_HASHER
from tests.made_once import made_once
from tests.settlement.gallery import Gallery, a_gallery

PIN, OTHER_PIN, WRONG = "480215", "917364", "739164"


@dataclass(slots=True)
class Visitors:
    """``mine`` and ``theirs`` are the two artisans; each has a card and a PIN."""

    gallery: Gallery
    clock: FixedClock
    mine: PartyId
    theirs: PartyId
    cards: dict[PartyId, CardGiven] = field(default_factory=dict)
    sales: dict[PartyId, SaleCompleted] = field(default_factory=dict)
    locked: dict[PartyId, SettlementLocked] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.gallery.store

    def enter(self, party: PartyId | None = None, pin: str = PIN, code: str = "") -> ArtisanSession:
        card = code or self.cards[party or self.mine].code
        command = EnterCounter(device=self.gallery.by.device, code=card, pin=pin)
        return enter_counter(self.store, command, self.clock, hasher=QUICK_HASHER)

    def opened(self, party: PartyId) -> ArtisanSession:
        """By the owner."""
        with self.store.writing() as session:
            return open_counter(session, OpenCounter(by=self.gallery.by, party=party), clock=self.clock).artisan

    def object(
        self, who: ArtisanSession, document: DocumentId, line: int = 1, words: str = "Harganya lain"
    ) -> ObjectionRaised:
        identity = ObjectionId(new_id(self.clock))
        command = RaiseObjection(id=identity, artisan=who, document=document, line=line, words=words)
        with self.store.writing() as session:
            return raise_objection(session, command, clock=self.clock)

    def hand_back(self, party: PartyId) -> DocumentId:
        """One piece home again."""
        gallery = self.gallery
        piece = PieceBack(item=gallery.items[party], quantity=ONE)
        command = HandBack(id=gallery.document(), by=gallery.by, party=party, pieces=(piece,))
        with self.store.writing() as session:
            return hand_back(session, command, clock=self.clock).id

    def lose(self, party: PartyId, outcome: Outcome = Outcome.SHOP_PAYS) -> DocumentId:
        """See ``a_loss``."""
        return a_loss(self.store, self.clock, self.gallery.by, party, outcome)


def a_loss(
    store: Store, clock: FixedClock, by: ActedBy, party: PartyId, outcome: Outcome = Outcome.SHOP_PAYS
) -> DocumentId:
    """A piece of what came in last: a count missed it, and that is how its case ends."""
    count, decision = (DocumentId(new_id(clock)) for _each in range(2))
    with store.writing() as session:
        lot = session.query(Lot).filter(Lot.owner_id == party).order_by(Lot.seq.desc()).first()
        assert lot is not None
        line = Line(number=1, kind=LineKind.COUNTED, item=lot.item_id, lot=lot.id, party=party, quantity=ONE)
        draft = Draft(
            id=count,
            kind=DocumentKind.STOCK_COUNT,
            by=by,
            business_date=business_today(clock),
            lines=(line,),
            goods=(GoodsMove(line=1, lot=lot.id, source=shelf_of(session, by.device), target=MISSING, quantity=ONE),),
        )
        post(session, draft, clock=clock)
        case = DecideCase(id=decision, by=by, lot=lot.id, place=MISSING, quantity=ONE, outcome=outcome)
        return decide_case(session, case, clock=clock).id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    by: ActedBy
    mine: PartyId
    theirs: PartyId
    items: dict[PartyId, ItemId]
    cards: dict[PartyId, CardGiven]
    sales: dict[PartyId, SaleCompleted]
    locked: dict[PartyId, SettlementLocked]


def visitors(store: Store, clock: FixedClock) -> Visitors:
    """Each sold three pieces, had one brought back, was settled with and paid, and sold one more since."""
    made = made_once(store, clock, "visitors", lambda: _make(store, clock))
    gallery = Gallery(store=store, clock=clock, by=made.by, party=made.mine, other=made.theirs, items=dict(made.items))
    return Visitors(
        gallery=gallery,
        clock=clock,
        mine=made.mine,
        theirs=made.theirs,
        cards=made.cards,
        sales=made.sales,
        locked=made.locked,
    )


def _make(store: Store, clock: FixedClock) -> _Made:
    gallery = a_gallery(store, clock)
    made = _Made(
        by=gallery.by, mine=gallery.party, theirs=gallery.other, items=gallery.items, cards={}, sales={}, locked={}
    )
    for party, pin in ((made.mine, PIN), (made.theirs, OTHER_PIN)):
        with store.writing() as session:
            made.cards[party] = give_card(session, GiveCard(by=gallery.by, party=party), clock=clock)
            first = SetArtisanPin(by=gallery.by, party=party, pin=pin)
            set_artisan_pin(session, first, clock=clock, hasher=QUICK_HASHER)
        gallery.sell((gallery.items[party], 3, 100_000, 0))
        made.locked[party] = gallery.lock(party)
        gallery.pay(made.locked[party], 200_000)
        made.sales[party] = gallery.sell((gallery.items[party], 2, 100_000, 10_000))
        gallery.refund(made.sales[party])
    return made
