"""A laptop at its stand and the shop at home, in short words: sell there, write the file, bring it home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.bring_home import BroughtHome, bring_home
from sentra_pos.exhibitions.end_stand import EndStand, StandEnded, end_stand
from sentra_pos.exhibitions.keys import PrivateKey, own_key
from sentra_pos.exhibitions.sealed_file import FileKind, Sealed, seal, unseal
from sentra_pos.ledger.chain import link
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.models import AccountBalance, Document, GoodsMove, MoneyMove, StockBalance
from sentra_pos.ledger.queries import balance_of
from sentra_pos.sales.cart import Condition, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, refund_sale
from sentra_pos.sales.void_sale import VoidSale, void_sale
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import drawer_of
from tests.exhibitions.homecoming_file import homecoming_file
from tests.exhibitions.on_a_stick import Away, an_exhibition_away, load_the_van
from tests.gallery import Tagged
from tests.made_once import made_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The laptop of ``away``; every word is one act in one transaction of its store."""

    away: Away
    store: Store

    @property
    def by(self) -> ActedBy:
        return ActedBy(device=self.away.device, staff=self.away.fair.ratna.staff)

    def new(self) -> DocumentId:
        return self.away.fair.new()

    def do(self, act: Any, command: object) -> Any:
        with self.store.writing() as session:
            return act(session, command, clock=self.away.fair.clock)

    def drawer(self) -> Rupiah:
        with self.store.reading() as session:
            return balance_of(session, drawer_of(self.away.device))

    def open(self) -> None:
        """With what the book says is there."""
        self.do(open_till, OpenTill(id=self.new(), by=self.by, counted=self.drawer(), added=ZERO))

    def close(self, counted: int | None = None) -> None:
        found = self.drawer() if counted is None else Rupiah(counted)
        reason = "" if counted is None else "selisih"
        self.do(close_till, CloseTill(id=self.new(), by=self.by, counted=found, reason=reason))

    def sell(self, item: Tagged, count: int = 1, **more: Any) -> SaleCompleted:
        line = SaleLine(item=item.id, quantity=Quantity(count), price=item.price)
        tender = Tender(method="cash", given=item.price.times(count))
        said = {
            "lines": (line,), "tenders": (tender,), "confirmed": frozenset({f"below_zero:{item.id}"}), **more,
        }  # fmt: skip
        done: SaleCompleted = self.do(complete_sale, CompleteSale(id=self.new(), by=self.by, **said))
        return done

    def refund(self, sale: DocumentId, condition: Condition = Condition.GOOD) -> SaleRefunded:
        line = ReturnedLine(sale=sale, line=1, quantity=Quantity(1), condition=condition)
        command = RefundSale(id=self.new(), by=self.by, lines=(line,), method="cash", reason="cacat")
        done: SaleRefunded = self.do(refund_sale, command)
        return done

    def void(self, sale: DocumentId) -> None:
        self.do(void_sale, VoidSale(id=self.new(), by=self.by, sale=sale, reason="salah"))

    def end(self) -> StandEnded:
        done: StandEnded = self.do(end_stand, EndStand(id=self.new(), by=self.by, stand=self.away.stand))
        return done

    def file(self) -> bytes:
        with self.store.writing() as session:
            return homecoming_file(session, clock=self.away.fair.clock)

    def key(self) -> PrivateKey:
        with self.store.writing() as session:
            return own_key(session)

    def bring(self, data: bytes, **more: Any) -> BroughtHome:
        """The file, into the shop's book."""
        said = {"check": sentences_of_doctor, **more}
        return bring_home(self.away.fair.store, data, self.away.fair.ratna, clock=self.away.fair.clock, **said)


def a_stand_away(shop: Store, laptop: Store, clock: FixedClock) -> Stand:
    """The laptop at its stand with all that the van brought, and its till open."""
    made = made_once(shop, clock, "a stand away", lambda: _stand_away(shop, laptop, clock), laptop)
    return Stand(away=made.away.at(shop, laptop, clock), store=laptop)


def _stand_away(shop: Store, laptop: Store, clock: FixedClock) -> Stand:
    away = an_exhibition_away(shop, laptop, clock)
    load_the_van(away)
    away.open(away.pack())
    made = Stand(away=away, store=laptop)
    made.open()
    return made


def anybody(_header: object) -> None:
    """A reader that asks nobody who signed."""


def opened(data: bytes) -> Sealed:
    return unseal(data, kind=FileKind.HOMECOMING, admit=anybody)


def written_again(data: bytes, key: PrivateKey, change: Any, **about: Any) -> bytes:
    """The file with its records changed and signed once more by the same laptop."""
    sealed = opened(data)
    records: Iterator[dict[str, Any]] = change(list(sealed.records()))
    return seal(FileKind.HOMECOMING, replace(sealed.header.about, **about), records, key)


def hashes(store: Store, device: UUID | None = None) -> set[bytes]:
    """Every document of the book, or of one device, by its hash."""
    with store.reading() as session:
        wanted = select(Document.hash)
        if device is not None:
            wanted = wanted.where(Document.device_id == device)
        return set(session.execute(wanted).scalars())


def book(store: Store) -> tuple[set[bytes], dict[Any, int], dict[Any, int]]:
    """Documents, stock and balances: what must be the same in whatever order files came."""
    with store.reading() as session:
        stock = {
            (row.lot_id, row.place_id): row.quantity.units
            for row in session.execute(select(StockBalance)).scalars()
            if row.quantity.units
        }
        money = {
            row.account_id: row.balance.amount
            for row in session.execute(select(AccountBalance)).scalars()
            if row.balance != ZERO
        }
    return hashes(store), stock, money


def total_of_moves(shop: Store, stands: Sequence[Stand]) -> tuple[dict[Any, int], dict[Any, int]]:
    """Stock and balances summed anew: the shop's own documents as they lie there, a stand's as its laptop has them.

    Of a laptop's documents only those that the shop has by their hash.
    """
    home = hashes(shop)
    stock: Counter[Any] = Counter()
    money: Counter[Any] = Counter()
    books = [(shop, {stand.away.device for stand in stands}, False)]
    books += [(stand.store, {stand.away.device}, True) for stand in stands]
    for store, devices, of_them in books:
        with store.reading() as session:
            papers = session.execute(select(Document.id, Document.device_id, Document.hash)).all()
            counted = {row.id for row in papers if (row.device_id in devices) is of_them and row.hash in home}
            for move in session.execute(select(GoodsMove)).scalars():
                if move.document_id in counted:
                    stock[move.lot_id, move.to_place_id] += move.quantity.units
                    stock[move.lot_id, move.from_place_id] -= move.quantity.units
            for moved in session.execute(select(MoneyMove)).scalars():
                if moved.document_id in counted:
                    money[moved.debit_account_id] += moved.amount.amount
                    money[moved.credit_account_id] -= moved.amount.amount
    return {at: units for at, units in stock.items() if units}, {at: sum_ for at, sum_ in money.items() if sum_}


def chained_again(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every link computed anew, as a forger with the laptop's key would."""
    heads: dict[tuple[str, int], bytes] = {}
    starts = {epoch: bytes.fromhex(start) for epoch, _at, _why, start in records[0]["epochs"]}
    for record in records:
        if record["is"] in ("document", "event"):
            content = record["content"]
            at = (record["is"], content["epoch"])
            previous = heads.get(at, starts[content["epoch"]])
            heads[at] = link(record["is"].encode(), previous, content)
            record["prev"], record["hash"] = previous.hex(), heads[at].hex()
    return records
