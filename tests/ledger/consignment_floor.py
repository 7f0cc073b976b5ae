"""The shop of the consignment machine: founded beside its model, and what must hold after every act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import text

from sentra_pos.consignment.facts import DiscountBearer, Liability, Scheme, Valuation
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import AgreementId, ItemId, PartyId, PlaceId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.connection import connect
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_artisan, add_item
from tests.ledger.consignment_model import CATEGORY, SHELF, Lot, Model
from tests.ledger.consignment_terms import OwnRate, Version
from tests.ledger.machine_base import MachineBase

ANY = st.integers(0, 999)
FEW = st.integers(1, 6)
PRICES = st.sampled_from([1, 999, 12_345, 85_000, 165_000, 1_250_000]) | st.integers(1, 2_000_000)
_BASIS_POINTS = st.sampled_from([0, 1, 850, 1000, 1500, 3333, 10_000])
_FIXED = st.sampled_from([0, 1, 2_500, 50_000, 2_000_000])
_SCHEMES = st.sampled_from(["commission_percent", "commission_percent", "net_price", "commission_fixed", "outright"])
#: What a rate of its own is for: whether an item, whether the category, which place.
_ABOUT = st.sampled_from(
    [(True, False, "shelf"), (True, False, ""), (False, True, "shelf"), (False, True, ""), (False, False, "stand")]
)
_OWN = st.tuples(_ABOUT, ANY, st.sampled_from(["commission_percent", "net_price", "commission_fixed"]), _BASIS_POINTS)
TERMS = st.fixed_dictionaries(
    {
        "scheme": _SCHEMES,
        "rate": _BASIS_POINTS,
        "fixed": _FIXED,
        "bearer": st.sampled_from(["shop", "artisan", "shared"]),
        "liability": st.sampled_from(["shop", "artisan", "shared"]),
        "shop_percent": st.sampled_from([0, 3_333, 5_000, 10_000]),
        "valuation": st.sampled_from(["price", "net"]),
        "hold": st.sampled_from([0, 0, 0, 1, 7, 14]),
        "own": st.lists(_OWN, max_size=2),
    }
)
COMPARED = (
    *("drawer", "safe", "bank", "accrued", "payable", "advance", "savings", "sales", "own_stock", "stock_cost"),
    *("fees_charged", "loss_expense", "expense", "to_identify", "clearing", "commission", "discount_expense"),
)
_SHOP_PART = ("commission", "discount_expense")
Some = TypeVar("Some")


def pick(among: Sequence[Some], which: int) -> Some:
    return among[which % len(among)]


@dataclass(kw_only=True)
class OpenCount:
    """A count that goes on: what was seen when, and what had been stolen of it by then."""

    place: str
    party: UUID | None
    seen: dict[UUID, tuple[int, int]] = field(default_factory=dict)


class ConsignmentFloor(MachineBase):
    """One shop, four artisans; whoever likes takes things off its shelf."""

    done: ClassVar[Counter[str]] = Counter()
    examined_every: ClassVar[int] = 15

    def __init__(self) -> None:
        super().__init__()
        self.eye = connect(self.store.path)
        self.model = Model()
        self.artisans: list[UUID] = []
        self.versions: dict[UUID, list[Version]] = {}
        self.prices: dict[UUID, int] = {}
        self.places: dict[str, PlaceId] = {}
        #: By item and place: how many more the book has than lie there, and all that was ever taken unseen.
        self.gap: Counter[tuple[UUID, str]] = Counter()
        self.stolen: Counter[tuple[UUID, str]] = Counter()
        self.till_open = False
        self.shift_day = date.min
        self.acts = 0
        #: Something was done, or refused, that nobody has compared with the model yet.
        self.uncompared = False

    def close(self) -> None:
        self.eye.close()
        super().close()

    # ------------------------------------------------------------------------------------------------- the beginning

    @initialize(
        terms=st.lists(TERMS, min_size=3, max_size=3),
        prices=st.lists(PRICES, min_size=6, max_size=6),
        units=st.lists(FEW, min_size=6, max_size=6),
    )
    def found(self, terms: list[dict[str, Any]], prices: list[int], units: list[int]) -> None:
        with self.store.writing() as session:
            for number in range(1, 5):
                self.artisans.append(add_artisan(session, self.clock, code=f"P{number:02}"))
            for number, price in enumerate(prices):
                maker = PartyId(pick(self.artisans, number))
                item = add_item(session, self.clock, price=price, maker=maker, name=f"Kain {number}")
                self.prices[item] = price
            rows = session.execute(text("SELECT kind, id FROM place")).all()
            self.places = {kind: PlaceId(UUID(bytes=place)) for kind, place in rows}
        plain = {"scheme": "commission_percent", "rate": 1500, "fixed": 0, "bearer": "shop", "hold": 0, "own": []}
        plain |= {"liability": "shop", "shop_percent": 5_000, "valuation": "net"}
        for party, each in zip(self.artisans, [plain, *terms], strict=True):
            self.agree(party, each, self.today - timedelta(days=30))
        self.open_the_till(3_000_000)
        self.stock_up(units)
        self.count("found")

    def stock_up(self, units: list[int]) -> None:
        """So many of each item come in."""
        raise NotImplementedError

    def agree(self, party: UUID, said: dict[str, Any], valid_from: date) -> None:
        scheme = said["scheme"]
        version = Version(
            identity=new_id(self.clock),
            party=party,
            valid_from=valid_from,
            scheme=scheme,
            rates=() if scheme == "outright" else self._own_rates(said["own"]),
            **{name: said[name] for name in said if name not in ("scheme", "own")},
        )
        command = RecordAgreement(
            id=AgreementId(version.identity),
            by=self.by,
            party=PartyId(party),
            valid_from=valid_from,
            discount_bearer=DiscountBearer(version.bearer),
            liability=Liability(version.liability),
            liability_shop_percent=Percent(version.shop_percent),
            valuation=Valuation(version.valuation),
            hold_days=version.hold,
            rates=tuple(
                Rate(
                    item=None if own.item is None else ItemId(own.item),
                    category=own.category,
                    place=PlaceKind(own.place) if own.place else None,
                    **_figures(own.scheme, own.rate, own.fixed),
                )
                for own in version.rates
            ),
            **_figures(scheme, version.rate, version.fixed),
        )
        self.act(record_agreement, command)
        self.versions.setdefault(party, []).append(version)

    def _own_rates(self, wanted: list[tuple[tuple[bool, bool, str], int, str, int]]) -> tuple[OwnRate, ...]:
        found: dict[tuple[UUID | None, str, str], OwnRate] = {}
        for (of_item, of_category, place), which, scheme, rate in wanted:
            item = pick(list(self.prices), which) if of_item else None
            about = item, CATEGORY if of_category else "", place
            own = OwnRate(
                item=item, category=about[1], place=place, scheme=scheme,
                rate=rate if scheme == "commission_percent" else 0, fixed=rate if scheme == "commission_fixed" else 0,
            )  # fmt: skip
            found.setdefault(about, own)
        return tuple(found.values())

    # -------------------------------------------------------------------------------------------------- how acts go

    @property
    def today(self) -> date:
        return business_today(self.clock)

    def day_in(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def then(self, act: Callable[..., Any], *how: Any, **more: Any) -> None:
        """One more step of a story: what the step before it left is compared first, the last one's after the rule."""
        self.the_book_agrees_with_the_model()
        act(*how, **more)

    def count(self, act: str) -> None:
        self.uncompared = True
        super().count(act)

    def count_if(self, happened: bool, act: str) -> None:
        if happened:
            self.count(act)

    def act(self, act: Callable[..., Any], command: Any) -> Any:
        """In one transaction; now and then the same command comes twice."""
        self.acts += 1
        self.uncompared = True
        with self.store.writing() as session:
            done = act(session, command, clock=self.clock)
        if self.acts % 4 == 0:
            with self.store.writing() as session:
                act(session, command, clock=self.clock)
        return done

    def refused(self, act: Callable[..., Any], command: Any, *why: type[Exception]) -> None:
        """It must be."""
        self.uncompared = True
        try:
            with self.store.writing() as session:
                act(session, command, clock=self.clock)
        except why:
            self.count("refused")
        else:
            raise AssertionError(f"{command} went through, and should have been refused: {why}")

    def physical(self, item: UUID, place: str) -> int:
        """What really lies there."""
        return self.model.book(item, place) - self.gap[item, place]

    def can_take(self, item: UUID, place: str = SHELF) -> int:
        return max(min(self.model.book(item, place), self.physical(item, place)), 0)

    def in_force(self, party: UUID, day: date) -> Version | None:
        begun = [version for version in self.versions[party] if version.valid_from <= day]
        return begun[-1] if begun else None

    # ------------------------------------------------------------------------------------------------- till and time

    def open_the_till(self, added: int = 0) -> None:
        counted = self.model.money["drawer", None] + added
        self.act(
            open_till,
            OpenTill(id=self.new_document(), by=self.by, counted=Rupiah(counted), added=Rupiah(added)),
        )
        self.model.money["drawer", None] = counted
        self.model.money["safe", None] -= min(added, self.model.money["safe", None])
        self.till_open, self.shift_day = True, self.today

    def close_the_till(self, safe: int = 0) -> None:
        """So many percent of what is in the drawer go to the safe."""
        counted = self.model.money["drawer", None]
        away = counted * safe // 100
        self.act(
            close_till,
            CloseTill(id=self.new_document(), by=self.by, counted=Rupiah(counted), to_safe=Rupiah(away)),
        )
        self.model.money["drawer", None] -= away
        self.model.money["safe", None] += away
        self.till_open = False

    @rule(
        hours=st.sampled_from([1, 6, 20, 26, 24 * 3, 24 * 8, 24 * 21]),
        stays=st.integers(0, 5),
        safe=st.sampled_from([0, 0, 50, 99, 100]),
        added=st.sampled_from([0, 200_000, 2_000_000]),
    )
    def time_passes(self, hours: int, stays: int, safe: int = 0, added: int = 0) -> None:
        """A till that was closed over night may stay so for a while."""
        if hours >= 20 and self.till_open:
            self.close_the_till(safe)
        self.clock.advance(timedelta(hours=hours))
        if not self.till_open and stays:
            self.open_the_till(added)
        self.count("time_passes")

    # ---------------------------------------------------------------------------------------------------- what holds

    @invariant()
    def the_book_agrees_with_the_model(self) -> None:
        """A step is an act that went through or was refused; a rule that found nothing to do is none."""
        if not self.artisans or not self.uncompared:
            return
        self.uncompared = False
        self._check_lots()
        self._check_money()
        for question in _NEVER:
            found = self._ask(question)
            assert not found, f"{question}: {found}"
        self.stepped()

    def _ask(self, question: str) -> list[Any]:
        """Of what was committed: by a connection of its own, the driver's, that no act goes through."""
        return list(self.eye.execute(question).fetchall())

    def _check_lots(self) -> None:
        rows = self._ask(
            "SELECT id, item_id, owner_id, agreement_id, price, net_price, cost, category FROM lot ORDER BY seq"
        )
        assert len(rows) == len(self.model.lots), "a lot without its document, or none where there should be one"
        for row, lot in zip(rows, self.model.lots, strict=True):
            lot.identity = lot.identity if lot.identity.int else UUID(bytes=row[0])
            said = (*map(_uuid, row[:4]), *(figure or 0 for figure in row[4:7]), row[7])
            assert said == _terms(lot), f"terms of a lot changed: {said} {_terms(lot)}"
        stock = self._ask("SELECT lot_id, place.kind, quantity FROM stock_balance JOIN place ON place.id = place_id")
        book = {(UUID(bytes=lot), kind): quantity for lot, kind, quantity in stock if quantity}
        known = {(lot.identity, place): units for lot in self.model.lots for place, units in lot.at.items() if units}
        assert book == known, f"in one and not the other: {set(book.items()) ^ set(known.items())}"

    def _check_money(self) -> None:
        rows = self._ask("SELECT kind, party_id, balance FROM account JOIN account_balance ON account_id = account.id")
        book: Counter[tuple[str, UUID | None]] = Counter()
        for kind, party, balance in rows:
            if kind in COMPARED:
                book["shop part" if kind in _SHOP_PART else kind, _uuid(party)] += balance
        model, known = self.model, Counter(self.model.money)
        for party in self.artisans:
            ever = model.ever[party]
            known["accrued", party] = -model.accrued(party)
            known["payable", party] = -model.payable(party)
            known["advance", party] = sum(debt.amount - debt.recovered for debt in model.debts[party])
            left = ever["earned"] + ever["bought"] + ever["given"] - ever["deducted"] - ever["paid"]
            assert -book["accrued", party] - book["payable", party] == left, "earned + given back − deducted − paid"
        different = {key: (book[key], known[key]) for key in {*book, *known} if book[key] != known[key]}
        assert not different, f"book and model: {different}"
        assert book["drawer", None] >= 0


#: What no shop ever has: a line that does not come to its price, a share settled twice, a debt below nothing.
_NEVER = (
    "SELECT 1 FROM line_allocation WHERE share + shop_part <> list_amount - discount LIMIT 1",
    "SELECT 1 FROM document_line AS line JOIN line_allocation USING (document_id, line_no) "
    "GROUP BY document_id, line_no HAVING sum(share + shop_part) <> line.amount LIMIT 1",
    "SELECT 1 FROM document_line WHERE kind = 'settled' "
    "GROUP BY refers_document_id, refers_line_no, party_id HAVING count(*) > 1 LIMIT 1",
    "SELECT 1 FROM account JOIN account_balance ON account_id = account.id WHERE kind = 'advance' AND balance < 0",
    "SELECT 1 FROM document_line WHERE kind = 'deduction' AND json_extract(details, '$.left') < 0 LIMIT 1",
)


def _figures(scheme: str, rate: int, fixed: int) -> dict[str, Any]:
    return {
        "scheme": Scheme(scheme),
        "rate": Percent(rate) if scheme == "commission_percent" else None,
        "fixed": Rupiah(fixed) if scheme == "commission_fixed" else None,
    }


def _uuid(value: bytes | None) -> UUID | None:
    return UUID(bytes=value) if value else None


def _terms(lot: Lot) -> tuple[Any, ...]:
    agreement = None if lot.version is None else lot.version.identity
    return lot.identity, lot.item, lot.owner, agreement, lot.price, lot.net, lot.cost, lot.category
