"""Terms, notes and corrections as rules: how goods come, whose they are, on what terms, and how they go home."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.consignment.change_price import ChangePrice, Consent, ConsentWay, NewPrice, change_price
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, correct_note
from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, TakeHome, drop_off, take_home
from sentra_pos.consignment.errors import NetPriceAbovePrice, NoAgreement, PriceBelowNetPrice, TagSaysOtherwise
from sentra_pos.consignment.move_terms import MovedLot, MoveTerms, move_terms
from sentra_pos.consignment.note_errors import CountBelowSold, NothingUnsold
from sentra_pos.consignment.take_in import Declined, TakeIn, TakeInLine, take_in
from sentra_pos.consignment.terms_errors import NoConsent
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.giving_back.errors import BelongsToAnother, DamageBorne, DamageUndecided
from sentra_pos.giving_back.hand_back import HandBack, PieceBack, hand_back
from sentra_pos.giving_back.transfer_goods import MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.kinds import PlaceKind
from tests.ledger.consignment_floor import ANY, FEW, PRICES, TERMS, ConsignmentFloor, pick
from tests.ledger.consignment_model import ARTISAN, ASIDE, HERE, MISSING, QUARANTINE, ROOM, SHELF, Lot, NoteLine
from tests.ledger.consignment_terms import Version

PLACES = (SHELF, ROOM, ASIDE)
#: Set aside goes first, as the pull list wants it.
_GIVEN_FROM = (ASIDE, SHELF, ROOM, QUARANTINE)
_YES = frozenset({TagSaysOtherwise.key, "cost_above_price", DamageBorne.key})


class GoodsRules(ConsignmentFloor):
    """What happens to goods besides being sold."""

    def stock_up(self, units: list[int]) -> None:
        """Everybody brings something."""
        for number, (item, many) in enumerate(zip(list(self.prices), units, strict=True)):
            self.take_in(pick(self.artisans, number), {item: (many, 70)})

    def __init__(self) -> None:
        super().__init__()
        self.dropped: list[tuple[DocumentId, UUID]] = []

    # --------------------------------------------------------------------------------------------------------- terms

    @rule(which=ANY, said=TERMS, later=st.sampled_from([0, 0, 0, 5, 20]), seldom=st.integers(0, 2))
    def agree_anew(self, which: int, said: dict[str, Any], later: int, seldom: int) -> None:
        if seldom:
            return
        party = pick(self.artisans, which)
        self.agree(party, said, self.day_in(later))
        self.count("record_agreement")

    @rule(which=ANY, version=ANY, mask=st.integers(1, 255), percent=st.integers(1, 100), anew=st.booleans())
    def move_to_terms(self, which: int, version: int, mask: int, percent: int, anew: bool) -> None:
        begun = [
            each for party in self.artisans for each in self.versions[party]
            if each.valid_from <= self.today and each.scheme != "outright" and self._others_than(each)
        ]  # fmt: skip
        if not begun:
            return
        party = pick(list(dict.fromkeys(each.party for each in begun)), which)
        self.move_to(pick([each for each in begun if each.party == party], version), mask, percent, anew)

    def move_to(self, terms: Version, mask: int, percent: int, anew: bool) -> None:
        """Some of what lies here under others; without the artisan's consent it is refused."""
        party, lots = terms.party, self._others_than(terms)
        lots = [lot for number, lot in enumerate(lots) if mask >> number % 8 & 1] or lots[:1]
        nets = [self._net(terms.needs_net(lot.item, lot.category), lot, percent, anew=anew) for lot in lots]
        command = MoveTerms(
            id=self.new_document(),
            by=self.by,
            party=PartyId(party),
            terms=AgreementId(terms.identity),
            lots=tuple(
                MovedLot(lot=LotId(lot.identity), net_price=Rupiah(net) if given else None)
                for lot, (net, given) in zip(lots, nets, strict=True)
            ),
            consent=Consent(party=PartyId(party), way=ConsentWay.SIGNED),
        )
        if mask == 7:
            self.refused(move_terms, _without_consent(command), NoConsent)
        self.act(move_terms, command)
        for old, (net, _given) in zip(lots, nets, strict=True):
            self._goes_on(old, Lot(item=old.item, owner=party, version=terms, price=old.price, net=net), PLACES)
        self.count("move_terms")

    def _others_than(self, terms: Version) -> list[Lot]:
        """What lies here of the artisan's goods under other terms, and is not damaged."""
        return [
            lot for lot in self.model.lots
            if lot.owner == terms.party and lot.version is not terms and any(lot.at[place] > 0 for place in PLACES)
        ]  # fmt: skip

    def _net(self, needed: bool, lot: Lot, percent: int, *, anew: bool) -> tuple[int, bool]:
        """What the lot's net price becomes, and whether somebody says so."""
        if not needed:
            return 0, False
        tag = self.prices[lot.item]
        if lot.net and lot.net <= tag and not anew:
            return lot.net, False
        return max(tag * percent // 100, 1), True

    def _goes_on(self, old: Lot, new: Lot, places: tuple[str, ...]) -> None:
        new.category = old.category
        self.model.change(old, self.model.add(new), places)
        for line in self.model.note_lines:
            if old in line.lots:
                line.lots.append(new)

    # --------------------------------------------------------------------------------------------------------- notes

    @rule(
        which=ANY,
        wanted=st.lists(st.tuples(ANY, FEW, st.integers(1, 100)), min_size=1, max_size=3),
        slip=st.sampled_from([0, 0, 0, 1, -1]),
        days_ago=st.sampled_from([0, 0, 0, 6]),
        declined=st.booleans(),
        answers=st.booleans(),
    )
    def take_goods_in(
        self, which: int, wanted: list[tuple[int, int, int]], slip: int, days_ago: int, declined: bool, answers: bool
    ) -> None:
        """Sometimes the note says one more or one less than there really is."""
        items = {pick(list(self.prices), item): (units, percent) for item, units, percent in wanted}
        party, left = pick(self.artisans, which), None
        if answers and self.dropped:
            left, party = self.dropped.pop(0)
        self.take_in(party, items, slip, days_ago, declined=declined, left=left)

    def take_in(
        self,
        party: UUID,
        items: dict[UUID, tuple[int, int]],
        slip: int = 0,
        days_ago: int = 0,
        *,
        declined: bool = False,
        left: DocumentId | None = None,
    ) -> list[Lot]:
        day = self.day_in(-days_ago)
        terms = self.in_force(party, day)
        lots, lines = [], []
        for item, (units, percent) in items.items():
            price = self.prices[item]
            part = max(price * percent // 100, 1)
            net = part if terms is not None and terms.needs_net(item, "Kain") else 0
            cost = part if terms is not None and terms.scheme == "outright" else 0
            owner = None if cost else party
            lots.append(Lot(item=item, owner=owner, version=terms, price=price, net=net, cost=cost))
            lines.append(
                TakeInLine(
                    item=ItemId(item),
                    quantity=Quantity(units),
                    price=Rupiah(price),
                    net_price=Rupiah(net) if net else None,
                    cost=Rupiah(cost) if cost else None,
                )
            )
        no = Declined(text="Selendang sobek", quantity=Quantity(2), reason="sobek")
        command = TakeIn(
            id=self.new_document(), by=self.by, party=PartyId(party), business_date=day, lines=tuple(lines),
            declined=(no,) if declined else (), drop_off=left, confirmed=_YES,
        )  # fmt: skip
        if terms is None:
            self.refused(take_in, command, NoAgreement)
            return []
        self.act(take_in, command)
        for number, (lot, (units, _percent)) in enumerate(zip(lots, items.values(), strict=True), start=1):
            self.model.add(lot).move(ARTISAN, SHELF, units)
            self._bought(party, lot.cost * units)
            self.model.note_lines.append(NoteLine(note=command.id, number=number, brought=units, lots=[lot]))
            self.gap[lot.item, SHELF] += slip
            self.stolen[lot.item, SHELF] += slip
        self.count("take_in outright" if lots[0].cost else "take_in")
        self.count_if(declined, "decline")
        self.count_if(left is not None, "answer_drop_off")
        return lots

    def _bought(self, party: UUID, amount: int) -> None:
        self.model.ever[party]["bought"] += amount
        self.model.money["own_stock", None] += amount

    @rule(
        which=ANY,
        units=FEW,
        after=st.lists(st.sampled_from(["home", "home", "note", "note", "later"]), min_size=1, max_size=3),
    )
    def something_is_left_here(self, which: int, units: int, after: list[str]) -> None:
        """Taken home again, or taken in at once and one piece given back after all, or taken in later."""
        for what in after:
            if what != "home" or not self.dropped:
                self.then(self.leave_here, which, units)
            receipt, party = self.dropped[-1]
            if what == "home":
                self.then(self.go_home)
            elif what == "note":
                self.dropped.pop()
                item = pick(list(self.prices), which)
                self.then(self.take_in, party, {item: (units, 70)}, left=receipt, declined=units % 2 == 0)
                self.then(self.hand_over, party, item, 1)

    def go_home(self) -> None:
        """What was left here last."""
        receipt, _party = self.dropped.pop()
        self.act(take_home, TakeHome(id=self.new_document(), by=self.by, drop_off=receipt, reason="batal"))
        self.count("take_home")

    def leave_here(self, which: int, units: int) -> None:
        """A receipt, and no note yet."""
        party = pick(self.artisans, which)
        command = RecordDropOff(
            id=self.new_document(), by=self.by, party=PartyId(party), business_date=self.today,
            lines=(LeftHere(text="Satu kantong kain", quantity=Quantity(units)),),
        )  # fmt: skip
        self.act(drop_off, command)
        self.dropped.append((command.id, party))
        self.count("drop_off")

    @precondition(lambda self: self.model.note_lines)
    @rule(which=ANY, change=st.integers(-4, 3))
    def correct_a_count(self, which: int, change: int) -> None:
        """On paper: what lies there lies there."""
        line = pick(self.model.note_lines, which)
        wanted = max(line.brought + change, 0)
        if not change or wanted == line.brought:
            return
        command = self._correction(line, quantity=Quantity(wanted))
        if wanted < line.least:
            self.refused(correct_note, command, CountBelowSold)
            return
        self.act(correct_note, command)
        newest, units = line.lots[-1], wanted - line.brought
        line.brought = wanted
        if units > 0:
            self._on_paper(line, newest, ARTISAN, SHELF, units)
        for places in ((MISSING,), (SHELF, ROOM)):
            for lot, place in ((lot, place) for lot in reversed(line.lots) for place in places):
                here = min(max(-units, 0), max(lot.at[place], 0))
                if here:
                    self._on_paper(line, lot, place, ARTISAN, here)
                    units += here
        self.count("correct_note count")

    def _on_paper(self, line: NoteLine, lot: Lot, source: str, target: str, units: int) -> None:
        lot.move(source, target, units)
        if source == ARTISAN:
            self.gap[lot.item, target] += units
        elif source != MISSING:
            self.gap[lot.item, source] -= units
        if lot.cost:
            self._bought(self._brought_by(line), lot.cost * units * (1 if source == ARTISAN else -1))

    def _brought_by(self, line: NoteLine) -> UUID:
        version = line.lots[0].version
        assert version is not None
        return version.party

    def unsold(self) -> list[NoteLine]:
        return [line for line in self.model.note_lines if line.brought > line.stays]

    @precondition(lambda self: self.unsold())
    @rule(which=ANY, price=PRICES, percent=st.integers(1, 100))
    def correct_a_price(self, which: int, price: int, percent: int) -> None:
        line = pick(self.unsold(), which)
        newest = line.lots[-1]
        version = newest.version
        assert version is not None
        part = max(price * percent // 100, 1)
        net = part if version.needs_net(newest.item, newest.category) and part != newest.net else None
        cost = part if version.scheme == "outright" and part != newest.cost else None
        if price == newest.price:
            return
        command = self._correction(
            line,
            price=Rupiah(price),
            net_price=None if net is None else Rupiah(net),
            cost=None if cost is None else Rupiah(cost),
        )
        changed = []
        for old in line.lots:
            new = Lot(item=old.item, owner=old.owner, version=old.version, price=price)
            new.net, new.cost = (net or old.net) if old.net else 0, cost or old.cost
            if old.in_hand and (new.price, new.net, new.cost) != (old.price, old.net, old.cost):
                changed.append((old, new))
        above = any(new.net > price for _old, new in changed) or (newest.net and not net and newest.net > price)
        others = self.model.under_a_net(newest.item, price, [old for old, _new in changed])
        why: type[Exception] | None = NetPriceAbovePrice if above else NothingUnsold if not changed else None
        if why is None and others and price != self.prices[newest.item]:
            why = PriceBelowNetPrice
        if why is not None:
            self.refused(correct_note, command, why)
            return
        self.act(correct_note, command)
        for old, new in changed:
            self._bought(self._brought_by(line), (new.cost - old.cost) * old.in_hand)
            self._goes_on(old, new, (SHELF, ROOM))
        self.prices[newest.item] = price
        self.count("correct_note price")

    def _correction(self, line: NoteLine, **right: Any) -> CorrectNote:
        return CorrectNote(
            id=self.new_document(),
            by=self.by,
            note=DocumentId(line.note),
            lines=(LineCorrection(line=line.number, **right),),
            reason="salah tulis",
            confirmed=_YES,
        )

    @rule(which=ANY, price=PRICES)
    def change_a_price(self, which: int, price: int) -> None:
        item = pick(list(self.prices), which)
        if price == self.prices[item]:
            return
        new = (NewPrice(item=ItemId(item), price=Rupiah(price)),)
        command = ChangePrice(id=self.new_document(), by=self.by, prices=new, reason="pewarna naik")
        if self.model.under_a_net(item, price):
            self.refused(change_price, command, PriceBelowNetPrice)
            return
        self.act(change_price, command)
        self.prices[item] = price
        self.count("change_price")

    # ----------------------------------------------------------------------------------------------- here and there

    @rule(which=ANY, units=FEW, way=ANY)
    def transfer(self, which: int, units: int, way: int) -> None:
        sources = [place for place in PLACES if any(self.can_take(item, place) for item in self.prices)]
        if not sources:
            return
        source = pick(sources, way)
        to = pick([place for place in PLACES if place != source], way // len(sources))
        item = pick([item for item in self.prices if self.can_take(item, source)], which)
        lots = [lot for lot in self.model.lots_of(item) if lot.owner is not None or to != ASIDE]
        units = min(units, self.can_take(item, source), sum(max(lot.at[source], 0) for lot in lots))
        if not units:
            return
        command = TransferGoods(
            id=self.new_document(),
            by=self.by,
            target=PlaceKind(to),
            goods=(MovedGoods(item=ItemId(item), quantity=Quantity(units), source=PlaceKind(source)),),
        )
        self.act(transfer_goods, command)
        for lot in lots:
            here = min(units, max(lot.at[source], 0))
            lot.move(source, to, here)
            units -= here
        self.count("transfer")

    @rule(who=ANY, which=ANY, units=FEW)
    def give_goods_back(self, who: int, which: int, units: int) -> None:
        """What is asked for is there in most cases; now and then it is another artisan's."""
        here = [lot for lot in self.model.lots if lot.owner is not None and any(lot.at[place] > 0 for place in HERE)]
        if not here:
            return
        wanted = pick(here, which)
        assert wanted.owner is not None
        self.hand_over(pick(self.artisans, who) if who % 5 == 0 else wanted.owner, wanted.item, units)

    def hand_over(self, party: UUID, item: UUID, units: int) -> None:
        """Never more than the book has of theirs, or than lies there."""
        lots = self.model.lots_of(item)
        own = [lot for lot in lots if lot.owner == party and any(lot.at[place] > 0 for place in HERE)]
        units = min(units, max(sum(max(lot.at[place], 0) for lot in own for place in HERE), 1))
        pieces = (PieceBack(item=ItemId(item), quantity=Quantity(units)),)
        command = HandBack(id=self.new_document(), by=self.by, party=PartyId(party), pieces=pieces, confirmed=_YES)
        if not own:
            if any(lot.owner is not None and any(lot.at[place] > 0 for place in HERE) for lot in lots):
                self.refused(hand_back, command, BelongsToAnother)
            return
        taken = [(lot, place, lot.at[place]) for place in _GIVEN_FROM for lot in own if lot.at[place] > 0]
        parts = []
        for lot, place, there in taken:
            here = min(there, units)
            parts += [(lot, place, here)] if here else []
            units -= here
        for place in (ASIDE, SHELF, ROOM):
            if sum(here for _lot, at, here in parts if at == place) > max(self.physical(item, place), 0):
                return
        if units:
            return
        if any(at == QUARANTINE and lot.version is not None and lot.version.shop_bears for lot, at, _here in parts):
            self.refused(hand_back, command, DamageUndecided)
            return
        self.act(hand_back, command)
        for lot, place, here in parts:
            lot.move(place, ARTISAN, here)
        self.count("hand_back")


def _without_consent(command: MoveTerms) -> MoveTerms:
    return MoveTerms(
        id=command.id, by=command.by, party=command.party, terms=command.terms, lots=command.lots, consent=None
    )
