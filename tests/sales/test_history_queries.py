"""Receipts are found by whatever somebody still knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.people.models import Party
from sentra_pos.sales import history_queries
from sentra_pos.sales.cart import ReturnedLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale
from sentra_pos.sales.history_queries import Came, HistoryFilter, HistoryPage, history
from sentra_pos.sales.item_sale_queries import sales_of_item
from sentra_pos.sales.void_sale import VoidSale, void_sale
from tests.sales.shop import Counter, cash, line_of


def found(counter: Counter, wanted: HistoryFilter | str = "", **page: int) -> HistoryPage:
    asked = HistoryFilter(text=wanted) if isinstance(wanted, str) else wanted
    with counter.store.reading() as session:
        return history(session, asked, **page)


def codes(counter: Counter, wanted: HistoryFilter | str = "") -> list[str]:
    return [row.code for row in found(counter, wanted).rows]


def void(counter: Counter, sale: DocumentId) -> None:
    command = VoidSale(
        id=DocumentId(new_id(counter.clock)), by=counter.gallery.founded.by, sale=sale, reason="salah barang"
    )
    with counter.store.writing() as session:
        void_sale(session, command, clock=counter.clock)


def exchange(counter: Counter, sale: DocumentId) -> str:
    """The first line of the sale, for a pouch; the difference goes out in cash."""
    back = ReturnedLine(sale=sale, line=1, quantity=Quantity(1))
    command = CompleteSale(
        id=DocumentId(new_id(counter.clock)),
        by=counter.gallery.founded.by,
        lines=(line_of(counter.gallery.pouch),),
        tenders=(cash(150_000),),
        returns=(back,),
    )
    return counter.ring(command).code


def test_all_kinds_are_in_one_list_the_newest_first(counter: Counter) -> None:
    first = counter.sell(line_of(counter.gallery.mrico, 2))
    counter.refund(first.id, (1, 1))
    changed = exchange(counter, first.id)
    last = counter.sell(line_of(counter.gallery.lesson))
    void(counter, last.id)
    rows = found(counter).rows
    assert [row.code for row in rows] == ["V1-000001", "J1-000002", changed, "R1-000001", "J1-000001"]
    assert [row.amount.amount for row in rows] == [-50_000, 50_000, -150_000, -185_000, 370_000]
    assert [row.came for row in rows] == [Came.STANDS, Came.VOIDED, Came.STANDS, Came.STANDS, Came.ALL_BACK]
    assert [row.answers for row in rows] == ["J1-000002", "", "J1-000001", "J1-000001", ""]
    assert rows[2].goods == ("Pouch perca batik", "Mrico Bolong cap")


def test_a_sale_of_which_something_is_out_there_is_partly_back(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 3))
    counter.refund(sold.id, (1, 1))
    assert found(counter, sold.code).rows[-1].came is Came.PART_BACK


def test_a_number_finds_its_receipt_and_what_answered_it_whatever_the_day(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    counter.sell(line_of(counter.gallery.pouch))
    counter.refund(sold.id, (1, 1))
    long_ago = HistoryFilter(text=" j1-000001 ", first=date(2020, 1, 1), last=date(2020, 1, 2))
    assert codes(counter, long_ago) == ["R1-000001", "J1-000001"]
    assert codes(counter, receipt_code(1, 1, 2)) == ["J1-000002"]
    assert codes(counter, "J1-000009") == []
    assert codes(counter, "T1-000001") == []


def test_the_last_digits_or_the_amount_are_enough(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.mrico))
    counter.sell(line_of(counter.gallery.surya))
    assert codes(counter, "2") == ["J1-000002"]
    assert codes(counter, "1.850.000") == ["J1-000002"]
    assert codes(counter, "185rb") == ["J1-000001"]
    assert codes(counter, "185.001") == []


def test_an_amount_paid_in_parts_is_found_where_the_days_are_bounded(counter: Counter) -> None:
    qris = Tender(method="qris", given=Rupiah(85_000), confirmed=True)
    counter.sell(line_of(counter.gallery.mrico), tenders=(cash(100_000), qris))
    today = business_today(counter.clock)
    assert codes(counter, "85.000") == ["J1-000001"]
    assert codes(counter, HistoryFilter(text="185.000", first=today)) == ["J1-000001"]


def test_words_are_of_goods_artisans_or_customers(counter: Counter) -> None:
    gallery, clock = counter.gallery, counter.clock
    customer = PartyId(new_id(clock))
    with counter.store.writing() as session:
        command = AddCustomer(id=customer, by=gallery.founded.by, name="Dinas Koperasi", phone="0812 3456 789")
        add_customer(session, command, clock=clock)
    counter.sell(line_of(gallery.mrico))
    sold = counter.ring(
        CompleteSale(
            id=DocumentId(new_id(clock)),
            by=gallery.founded.by,
            lines=(line_of(gallery.surya),),
            tenders=(cash(1_850_000),),
            customer=customer,
        )
    )
    assert codes(counter, "mrico") == ["J1-000001"]
    assert codes(counter, "Kencana") == [sold.code]
    assert codes(counter, "koperasi dinas") == [sold.code]
    assert found(counter, "koperasi").rows[0].customer == "Dinas Koperasi"
    assert codes(counter, "0812") == [sold.code]
    assert codes(counter, "%") == []
    assert codes(counter, "kencana mrico") == []


def test_so_wide_a_word_finds_the_same(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.sell(line_of(counter.gallery.mrico))
    counter.sell(line_of(counter.gallery.lesson))
    counter.sell(line_of(counter.gallery.pouch))
    narrow = codes(counter, "tirta")
    monkeypatch.setattr(history_queries, "_MANY_ITEMS", 1)
    with counter.store.writing() as session:
        # Known by what is on the goods alone: the party's own name is another.
        session.execute(update(Party).where(Party.id == counter.gallery.tirta).values(name="Sanggar Baru"))
    assert codes(counter, "tirta") == narrow == ["J1-000003", "J1-000001"]


def test_narrowed_by_days_kind_and_cashier(counter: Counter, clock: FixedClock) -> None:
    first = counter.sell(line_of(counter.gallery.mrico))
    counter.refund(first.id, (1, 1))
    today = business_today(clock)
    tomorrow = today + timedelta(days=1)
    assert codes(counter, HistoryFilter(first=tomorrow)) == []
    assert codes(counter, HistoryFilter(first=today, last=today)) == ["R1-000001", "J1-000001"]
    assert codes(counter, HistoryFilter(kinds=(DocumentKind.REFUND,))) == ["R1-000001"]
    assert codes(counter, HistoryFilter(kinds=(DocumentKind.REFUND, DocumentKind.VOID))) == ["R1-000001"]
    assert codes(counter, HistoryFilter(cashier=counter.gallery.founded.owner)) == ["R1-000001", "J1-000001"]
    assert codes(counter, HistoryFilter(cashier=StaffId(new_id(clock)))) == []


def test_pages_follow_each_other_without_a_gap(counter: Counter) -> None:
    for _again in range(5):
        counter.sell(line_of(counter.gallery.pouch))
    page = found(counter, limit=2)
    seen = [row.code for row in page.rows]
    while page.older is not None:
        page = found(counter, before=page.older, limit=2)
        seen += [row.code for row in page.rows]
    assert seen == [f"J1-00000{number}" for number in range(5, 0, -1)]


@dataclass(slots=True)
class _Asked:
    statements: list[str]


@contextmanager
def counted(session: Session) -> Iterator[_Asked]:
    asked = _Asked([])
    engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_as_many_statements_for_a_long_page_as_for_a_short_one(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico), line_of(counter.gallery.pouch))

    def statements(text: str = "") -> int:
        with counter.store.reading() as session, counted(session) as asked:
            history(session, HistoryFilter(text=text))
        return len(asked.statements)

    few, few_words = statements(), statements("batik")
    for _again in range(6):
        counter.sell(line_of(counter.gallery.pouch))
    counter.refund(sold.id, (1, 1))
    assert (statements(), statements("batik")) == (few, few_words)
    assert few_words <= 8


@pytest.mark.parametrize(
    "wanted",
    [
        HistoryFilter(text="J1-000412"),
        HistoryFilter(text="412"),
        HistoryFilter(text="1.250.000"),
        HistoryFilter(text="1.250.000", first=date(2026, 11, 20), last=date(2026, 11, 22)),
        HistoryFilter(text="mrico"),
        HistoryFilter(text="Tirta"),
        HistoryFilter(first=date(2026, 11, 20)),
        HistoryFilter(kinds=(DocumentKind.VOID,)),
    ],
)
def test_no_search_reads_the_lines_of_the_whole_book(counter: Counter, wanted: HistoryFilter) -> None:
    counter.sell(line_of(counter.gallery.mrico))
    with counter.store.reading() as session, counted(session) as asked:
        history(session, wanted)
        plans = [
            row[3]
            for statement in list(asked.statements)
            if statement.startswith("SELECT")
            for row in session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")
            )
        ]
    assert plans
    whole = [step for step in plans if step.startswith(("SCAN document_line", "SCAN line_allocation", "SCAN lot"))]
    assert whole == []


def test_the_sales_of_a_piece_that_it_can_come_back_from(counter: Counter) -> None:
    gallery = counter.gallery
    gone = counter.sell(line_of(gallery.mrico))
    counter.refund(gone.id, (1, 1))
    part = counter.sell(line_of(gallery.pouch), line_of(gallery.mrico, 3, discount=15_000))
    counter.refund(part.id, (2, 1))
    whole = counter.sell(line_of(gallery.mrico))
    with counter.store.reading() as session:
        sales = sales_of_item(session, gallery.mrico.id)
        assert sales_of_item(session, gallery.surya.id) == ()
    assert [(each.code, each.line, each.left.units) for each in sales] == [(whole.code, 1, 1), (part.code, 2, 2)]
    assert sales[1].price == Rupiah(180_000)
