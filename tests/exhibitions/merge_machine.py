"""Selling at two stands and in the shop, files carried home in any order: each document comes, and comes once."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.catalogue.models import Item
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountItem, count_item
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.exhibitions.bring_home import bring_home
from sentra_pos.exhibitions.homecoming_errors import WaitingFor
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.sales.cart import Condition, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.tills.queries import open_shift
from tests.exhibitions.homecoming_day import Stand, book, hashes, written_again
from tests.exhibitions.merge_floor import MergeFloor
from tests.factories import add_agreement, bring_in, change_the_price
from tests.gallery import Tagged

STANDS = st.integers(0, 1)


class MergeMachine(MergeFloor):
    """``files`` are all that was ever written, of which some get lost; the last of each laptop never does."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[tuple[int, bytes]] = []
        #: The sales of each stand that nothing came back of yet, and those of its open shift.
        self.sold: tuple[list[DocumentId], list[DocumentId]] = ([], [])
        self.in_shift: tuple[list[DocumentId], list[DocumentId]] = ([], [])
        self.prices = {item.id: item.price for item in self._goods()}
        self.versions = {self.fair.gallery.kencana: 1, self.fair.gallery.tirta: 1}
        self.open_count: DocumentId | None = None

    def _goods(self) -> tuple[Tagged, ...]:
        gallery = self.fair.gallery
        return gallery.mrico, gallery.shirt_m, gallery.pouch, gallery.surya

    def _try(self, act: str, do: Any) -> Any:
        """What people are refused is no step; anything else than a sentence is a bug."""
        try:
            answer = do()
        except SentraError:
            self.count(f"refused {act}")
            return None
        self.count(act)
        return answer

    # ── At the stands ────────────────────────────────────────────────────────────────────────────────────────────────

    @rule(at=STANDS, which=st.integers(0, 3), pieces=st.integers(1, 3))
    def sell(self, at: int, which: int, pieces: int) -> None:
        self._sell(at, which, pieces)
        self.stepped()

    @rule(at=STANDS, which=st.integers(0, 2), condition=st.sampled_from(Condition), later=st.booleans())
    def sell_what_comes_back(self, at: int, which: int, condition: Condition, later: bool) -> None:
        """At once, or after a file that tells of the sale alone."""
        sale = self._sell(at, which, 1)
        if sale is not None:
            if later:
                self.files.append((at, self.stands[at].file()))
            self.sold[at].remove(sale)
            self.in_shift[at].remove(sale)
            self._try(f"refund {condition.value}", lambda: self.stands[at].refund(sale, condition))
        self.stepped()

    def _sell(self, at: int, which: int, pieces: int) -> DocumentId | None:
        item = self._goods()[which]
        confirmed = frozenset({f"below_zero:{item.id}", f"no_note:{item.id}"})
        sale = self._try("sell", lambda: self.stands[at].sell(item, pieces, confirmed=confirmed))
        if sale is None:
            return None
        identity = DocumentId(sale.id)
        self.sold[at].append(identity)
        self.in_shift[at].append(identity)
        return identity

    @precondition(lambda self: any(self.sold))
    @rule(at=STANDS, which=st.integers(0, 99), condition=st.sampled_from(Condition))
    def refund(self, at: int, which: int, condition: Condition) -> None:
        if self.sold[at]:
            sale = self.sold[at].pop(which % len(self.sold[at]))
            if self._try(f"refund {condition.value}", lambda: self.stands[at].refund(sale, condition)) is not None:
                self.in_shift[at][:] = [each for each in self.in_shift[at] if each != sale]
        self.stepped()

    @precondition(lambda self: any(self.in_shift))
    @rule(at=STANDS)
    def void(self, at: int) -> None:
        if self.in_shift[at]:
            sale = self.in_shift[at].pop()
            self.sold[at][:] = [each for each in self.sold[at] if each != sale]
            self._try("void", lambda: self.stands[at].void(sale))
        self.stepped()

    @rule(at=STANDS, short=st.booleans())
    def close_or_open(self, at: int, short: bool) -> None:
        stand = self.stands[at]
        with stand.store.reading() as session:
            is_open = open_shift(session, stand.away.device) is not None
        if not is_open:
            self._try("open", stand.open)
        else:
            counted = max(stand.drawer().amount - 1_000, 0) if short else None
            self._try("close", lambda: stand.close(counted))
            self.in_shift[at].clear()
            if not short:
                self._try("open", stand.open)
        self.stepped()

    @rule(at=STANDS)
    def customer(self, at: int) -> None:
        stand, identity = self.stands[at], PartyId(self.new())
        command = AddCustomer(id=identity, by=stand.by, name=f"Contoh {identity}")
        self._try("customer", lambda: stand.do(add_customer, command))
        self.stepped()

    # ── In the shop ──────────────────────────────────────────────────────────────────────────────────────────────────

    @rule(which=st.integers(0, 2))
    def sell_here(self, which: int) -> None:
        item = self._goods()[which]
        price = self.prices[item.id]
        command = CompleteSale(
            id=self.new(),
            by=self.fair.ratna,
            lines=(SaleLine(item=item.id, quantity=Quantity(1), price=price),),
            tenders=(Tender(method="cash", given=price),),
            confirmed=frozenset({f"below_zero:{item.id}"}),
        )
        self._try("sell here", lambda: self.fair.do(complete_sale, command))
        self.stepped()

    @rule(which=st.integers(0, 2), price=st.integers(20, 400))
    def price(self, which: int, price: int) -> None:
        item = self._goods()[which]

        def change() -> None:
            with self.shop.writing() as session:
                change_the_price(session, self.clock, self.fair.gallery.founded, item.id, price * 1_000)

        self._try("price", change)
        with self.shop.reading() as session:
            self.prices[item.id] = session.get_one(Item, item.id).price
        self.stepped()

    @rule(kencana=st.booleans(), rate=st.integers(5, 40))
    def terms(self, kencana: bool, rate: int) -> None:
        gallery = self.fair.gallery
        party = gallery.kencana if kencana else gallery.tirta
        self.versions[party] += 1
        with self.shop.writing() as session:
            add_agreement(
                session,
                self.clock,
                gallery.founded,
                party,
                rate=Percent.whole(rate),
                version=self.versions[party],
            )
        self.count("terms")
        self.stepped()

    @rule(pieces=st.integers(1, 4))
    def goods_come_in(self, pieces: int) -> None:
        gallery = self.fair.gallery
        price = self.prices[gallery.mrico.id].amount

        def come() -> None:
            with self.shop.writing() as session:
                bring_in(
                    session, self.clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=pieces, price=price
                )

        self._try("goods come in", come)
        self.stepped()

    @rule(kencana=st.booleans())
    def settle(self, kencana: bool) -> None:
        party = self.fair.gallery.kencana if kencana else self.fair.gallery.tirta
        command = LockSettlement(id=self.new(), by=self.fair.ratna, party=party)
        self._try("settle", lambda: self.fair.do(lock_settlement, command))
        self.stepped()

    @rule(which=st.integers(0, 2), seen=st.integers(0, 12))
    def take_stock(self, which: int, seen: int) -> None:
        """Begun in one step, posted in another; files may come home in between."""
        by = self.fair.ratna
        if self.open_count is None:
            count = self.new()
            command = StartCount(id=count, by=by, place=self.fair.gallery.founded.shelf)
            if self._try("start count", lambda: self.fair.do(start_count, command)) is not None:
                self.open_count = count
        else:
            count, self.open_count = self.open_count, None
            item = self._goods()[which].id
            counted = CountItem(count=count, by=by, item=item, quantity=Quantity(seen), anew=True)
            self._try("count item", lambda: self.fair.do(count_item, counted))
            self._try("post count", lambda: self.fair.do(post_count, PostCount(id=count, by=by, finished=False)))
        self.stepped()

    # ── On the way ───────────────────────────────────────────────────────────────────────────────────────────────────

    @rule(at=STANDS)
    def write_file(self, at: int) -> None:
        self.files.append((at, self.stands[at].file()))
        self.count("file")
        self.stepped()

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0, 99))
    def lose_a_file(self, which: int) -> None:
        place = which % len(self.files)
        at = self.files[place][0]
        if any(later == at for later, _data in self.files[place + 1 :]):
            del self.files[place]
            self.count("lost")
        self.stepped()

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0, 99))
    def come_home(self, which: int) -> None:
        at, data = self.files[which % len(self.files)]
        self._bring(at, data)
        self.stepped()

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0, 99), left_out=st.integers(1, 12))
    def come_home_in_part(self, which: int, left_out: int) -> None:
        """Without its first documents: added where those came before, else it waits."""
        at, data = self.files[which % len(self.files)]

        def later(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
            first = [each["content"]["id"] for each in records if each["is"] == "document"][:left_out]
            return [each for each in records if _belongs_to(each) not in first]

        part = written_again(data, self.stands[at].key(), later)
        before = book(self.shop)
        try:
            self._bring(at, part)
        except WaitingFor:
            assert book(self.shop) == before
            self.count("waited")
        self.stepped()

    def _bring(self, at: int, data: bytes) -> None:
        came = bring_home(self.shop, data, self.fair.ratna, clock=self.clock, check=sentences_of_doctor)
        self.count("merged" if came.added else "merged again")
        self._check_stand(self.stands[at])
        self.check_sums()

    def _check_stand(self, stand: Stand) -> None:
        """What is here of the laptop's chain is its beginning, and nothing of it changed on the way."""
        home = hashes(self.shop, stand.away.device)
        assert home <= hashes(stand.store)

    def teardown(self) -> None:
        try:
            self._everything_home()
        finally:
            self.forget()

    def _everything_home(self) -> None:
        last = [(at, stand.file()) for at, stand in enumerate(self.stands)]
        for at, data in last:
            self._bring(at, data)
        for at, data in [*reversed(last), *self.files]:
            bring_home(self.model, data, self.fair.ratna, clock=self.clock, check=sentences_of_doctor)
            device = self.stands[at].away.device
            assert hashes(self.model, device) == hashes(self.shop, device) == hashes(self.stands[at].store, device)
        self.check_sums()
        self.examine_all()


def _belongs_to(record: dict[str, Any]) -> Any:
    """The document that a record is, or that brought in the lot that it is."""
    return record["content"]["id"] if record["is"] == "document" else record.get("document")
