"""What an import says and does about rows that are new, known, different, unclear or wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.models import Item
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.import_goods import GoodsImported, ImportGoods, import_goods
from sentra_pos.consignment.lists.plan_import import ImportAnswers, ImportPlan, PlannedRow, RowState, plan_import
from sentra_pos.consignment.lists.records import GoodsList, GoodsRow, RowProblem, Size
from sentra_pos.consignment.lists.trouble import ListNotReady
from sentra_pos.consignment.printed_goods import PrintedPolicy, SetPrintedPolicy, set_printed_policy
from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.queries import documents_posted
from sentra_pos.stock.queries import in_the_shop
from tests.factories import Founded, add_agreement, add_artisan, found_a_shop

SCARF = GoodsRow(
    row_number=5,
    code="",
    name="Selendang Koro Renteng",
    motif="Koro Renteng",
    technique=Technique.CAP,
    dye=Dye.SYNTHETIC,
    cloth="paris",
    size=Size(text="200x50", length_cm=200, width_cm=50),
    kind=ItemKind.COUNTED,
    count=Quantity(4),
    price=Rupiah(95_000),
    net_price=None,
    artisan="Rumah Cap Rekaan",
    remark="",
    category="",
)
NOBODY_SAID = ImportAnswers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One artisan at fifteen percent, one by net price; an empty catalogue."""

    store: Store
    clock: FixedClock
    founded: Founded
    cap: PartyId
    net: PartyId

    def plan(self, *rows: GoodsRow, answers: ImportAnswers = NOBODY_SAID) -> ImportPlan:
        with self.store.reading() as session:
            return plan_import(session, listed(*rows), answers, on_date=business_today(self.clock))

    def only(self, row: GoodsRow, answers: ImportAnswers = NOBODY_SAID) -> PlannedRow:
        (planned,) = self.plan(row, answers=answers).rows
        return planned

    def bring(self, *rows: GoodsRow, answers: ImportAnswers = NOBODY_SAID, partly: bool = False) -> GoodsImported:
        return self.bring_list(listed(*rows), answers=answers, partly=partly)

    def bring_list(
        self, goods: GoodsList, *, answers: ImportAnswers = NOBODY_SAID, partly: bool = False
    ) -> GoodsImported:
        today = business_today(self.clock)
        command = ImportGoods(
            by=self.founded.by, goods=goods, answers=answers, business_date=today, only_what_is_right=partly
        )
        with self.store.writing() as session:
            return import_goods(session, command, clock=self.clock)

    def items(self) -> int:
        with self.store.reading() as session:
            return len(session.execute(select(Item.id)).all())


def listed(*rows: GoodsRow, problems: tuple[RowProblem, ...] = ()) -> GoodsList:
    return GoodsList(rows=rows, problems=problems, skipped=())


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Shop:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        cap = add_artisan(session, clock, code="P06", name="Rumah Cap Rekaan")
        add_agreement(session, clock, founded, cap)
        net = add_artisan(session, clock, code="P09", name="Batik Sekar Angan")
        add_agreement(session, clock, founded, net, scheme=Scheme.NET_PRICE)
    return Shop(store=store, clock=clock, founded=founded, cap=cap, net=net)


@pytest.mark.parametrize("written", ["Rumah Cap Rekaan", "rumah cap  rekaan", "P06", "p06", "P06 Rumah Cap Rekaan"])
def test_an_artisan_is_known_by_name_or_code(shop: Shop, written: str) -> None:
    planned = shop.only(replace(SCARF, artisan=written))
    assert planned.state is RowState.NEW
    assert planned.party is not None
    assert planned.party.id == shop.cap


def test_a_misspelt_artisan_is_a_question_that_is_asked_once_for_ever(shop: Shop) -> None:
    misspelt = replace(SCARF, artisan="Rumah Cap Rekan")
    asked = shop.plan(misspelt, replace(misspelt, row_number=6, name="Udeng"))
    (question,) = asked.who
    assert question.rows == (5, 6)
    assert [one.code for one in question.suggestions] == ["P06"]
    with pytest.raises(ListNotReady):
        shop.bring(misspelt)
    shop.bring(misspelt, answers=ImportAnswers(who={"Rumah Cap Rekan": shop.cap}))
    assert shop.only(misspelt).state is RowState.UNCHANGED
    assert shop.only(SCARF).state is RowState.UNCHANGED


def test_a_name_like_nobodys_has_no_suggestion(shop: Shop) -> None:
    (question,) = shop.plan(replace(SCARF, artisan="Toko Sebelah")).who
    assert question.suggestions == ()


def test_a_changed_count_is_told_and_never_added(shop: Shop) -> None:
    shop.bring(SCARF)
    more = replace(SCARF, count=Quantity(9))
    planned = shop.only(more)
    assert (planned.state, planned.here) == (RowState.COUNT_DIFFERS, Quantity(4))
    assert "9" in planned.reason
    assert "4" in planned.reason
    assert shop.bring(more).items == 0
    with shop.store.reading() as session:
        (item,) = session.execute(select(Item.id)).scalars()
        assert in_the_shop(session, [item]) == {item: Quantity(4)}
        assert documents_posted(session) == 1


def test_a_changed_price_is_told_and_the_tag_stays(shop: Shop) -> None:
    shop.bring(SCARF)
    planned = shop.only(replace(SCARF, price=Rupiah(110_000)))
    assert (planned.state, planned.tag_price) == (RowState.PRICE_DIFFERS, Rupiah(95_000))
    shop.bring(replace(SCARF, price=Rupiah(110_000)))
    assert shop.only(SCARF).state is RowState.UNCHANGED


def test_blanks_and_capitals_do_not_make_other_goods(shop: Shop) -> None:
    shop.bring(SCARF)
    mended = replace(SCARF, name="SELENDANG  Koro Renteng", motif="Kororenteng", artisan="P06", row_number=77)
    assert shop.only(mended).state is RowState.UNCHANGED


def test_a_further_size_joins_its_group(shop: Shop) -> None:
    shirts = [
        replace(SCARF, row_number=n, name="Kemeja", size=Size(text=size)) for n, size in enumerate(("S", "M"), start=5)
    ]
    shop.bring(*shirts)
    shop.bring(*shirts, replace(SCARF, row_number=9, name="Kemeja", size=Size(text="XXL")), SCARF)
    with shop.store.reading() as session:
        groups = session.execute(select(Item.group_id).where(Item.name == "Kemeja")).scalars().all()
        assert len(groups) == 3
        assert len(set(groups)) == 1
        assert session.execute(select(Item.group_id).where(Item.name == SCARF.name)).scalar_one() is None


def test_none_of_an_item_makes_the_item_but_no_note(shop: Shop) -> None:
    imported = shop.bring(replace(SCARF, count=NONE))
    assert (imported.items, imported.notes) == (1, ())
    assert shop.only(replace(SCARF, count=NONE)).state is RowState.UNCHANGED


def test_net_prices_come_from_the_list_the_answer_for_a_row_or_the_share(shop: Shop) -> None:
    row = replace(SCARF, artisan="P09")
    (wanted,) = shop.plan(row).shares
    assert (wanted.party.id, wanted.scheme, wanted.rows) == (shop.net, Scheme.NET_PRICE, (5,))
    assert wanted.suggestion == Percent.whole(85)
    by_share = ImportAnswers(shares={shop.net: Percent.whole(80)})
    assert shop.only(row, by_share).due == Rupiah(76_000)
    assert shop.only(replace(row, net_price=Rupiah(70_000)), by_share).due == Rupiah(70_000)
    by_row = replace(by_share, amounts={5: Rupiah(71_000)})
    assert shop.only(row, by_row).due == Rupiah(71_000)
    shop.bring(row, answers=by_row)
    with shop.store.reading() as session:
        (item,) = session.execute(select(Item.id)).scalars()
        (lot,) = lots_to_sell(session, [item], shop.founded.shelf)[item]
        assert lot.net_price == Rupiah(71_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": None, "net_price": Rupiah(80_000)},
        {"net_price": Rupiah(80_000)},  # fifteen percent of 95.000 leaves 80.750
        {"name": "Kain batik tulis", "technique": Technique.TIRUAN},
    ],
)
def test_what_cannot_be_right_is_a_problem_with_a_reason(shop: Shop, wrong: dict[str, object]) -> None:
    planned = shop.only(replace(SCARF, **wrong))  # type: ignore[arg-type]
    assert planned.state is RowState.PROBLEM
    assert planned.reason


def test_a_net_price_that_the_terms_give_anyway_is_no_problem(shop: Shop) -> None:
    assert shop.only(replace(SCARF, net_price=Rupiah(80_750))).state is RowState.NEW


def test_an_answer_above_the_price_is_a_problem(shop: Shop) -> None:
    planned = shop.only(replace(SCARF, artisan="P09"), ImportAnswers(amounts={5: Rupiah(95_001)}))
    assert planned.state is RowState.PROBLEM


def test_printed_cloth_is_a_problem_only_where_the_shop_takes_none(shop: Shop) -> None:
    printed = replace(SCARF, name="Kain motif parang printing", technique=Technique.TIRUAN)
    assert shop.only(printed).state is RowState.NEW
    with shop.store.writing() as session:
        command = SetPrintedPolicy(by=shop.founded.by, policy=PrintedPolicy.REFUSE)
        set_printed_policy(session, command, clock=shop.clock)
    assert shop.only(printed).state is RowState.PROBLEM


def test_an_artisan_without_terms_is_a_problem(shop: Shop) -> None:
    with shop.store.writing() as session:
        add_artisan(session, shop.clock, code="P13", name="Baru Datang")
    planned = shop.only(replace(SCARF, artisan="Baru Datang"))
    assert planned.state is RowState.PROBLEM
    assert "Baru Datang" in planned.reason


def test_one_artisan_in_two_spellings_does_not_double_a_row(shop: Shop) -> None:
    plan = shop.plan(SCARF, replace(SCARF, row_number=6, artisan="P06"))
    assert [planned.state for planned in plan.rows] == [RowState.NEW, RowState.PROBLEM]


def test_a_makers_code_finds_its_item_and_is_nobody_elses(shop: Shop) -> None:
    coded = replace(SCARF, code="RC-01")
    shop.bring(coded)
    assert shop.only(replace(coded, code="rc-01 ")).state is RowState.UNCHANGED
    elses = replace(coded, artisan="P09", name="Lain", net_price=Rupiah(1_000))
    assert shop.only(elses).state is RowState.PROBLEM


def test_a_code_on_other_goods_is_a_problem_that_names_them(shop: Shop) -> None:
    udeng = replace(SCARF, row_number=6, name="Udeng", code="RC-02")
    shop.bring(replace(SCARF, code="RC-01"), udeng)
    for row in (replace(SCARF, code="RC-01", name="Kain panjang"), replace(udeng, code="RC-01")):
        planned = shop.only(row)
        assert planned.state is RowState.PROBLEM
        assert SCARF.name in planned.reason
    stranger = replace(SCARF, code="RC-01", name="Kain panjang", artisan="Toko Sebelah")
    assert shop.only(stranger).state is RowState.ASK


def test_an_item_made_by_hand_is_known_by_its_code_and_its_name(shop: Shop) -> None:
    by_hand = AddItem(
        id=ItemId(new_id(shop.clock)),
        by=shop.founded.by,
        name="Selendang Kororenteng",
        price=Rupiah(95_000),
        kind=ItemKind.COUNTED,
        maker=shop.cap,
        makers_code="RC-01",
    )
    with shop.store.writing() as session:
        own_code = add_item(session, by_hand, clock=shop.clock).code
    for code in ("RC-01", own_code):
        assert shop.only(replace(SCARF, code=code, count=NONE)).state is RowState.UNCHANGED
        assert shop.only(replace(SCARF, code=code, name="Kain panjang")).state is RowState.PROBLEM


@pytest.mark.parametrize("code", ["2000000000008", "8991234567890", "2000000000000", "?!", "A" * 33])
def test_a_code_that_cannot_be_taken_is_a_problem_of_its_row(shop: Shop, code: str) -> None:
    wrong = replace(SCARF, code=code)
    planned = shop.only(wrong)
    assert planned.state is RowState.PROBLEM
    assert planned.reason
    fine = replace(SCARF, row_number=6, name="Udeng")
    assert shop.bring(wrong, fine, partly=True).items == 1


def test_a_service_written_twice_is_one_service(shop: Shop) -> None:
    sewing = replace(
        SCARF, name="Jahit baju", motif="", technique=Technique.NONE, kind=ItemKind.SERVICE, count=None, artisan=""
    )
    again = replace(sewing, row_number=6, name="Jahitbaju")
    assert [planned.state for planned in shop.plan(sewing, again).rows] == [RowState.NEW, RowState.PROBLEM]
    assert shop.bring(sewing, again, partly=True).items == 1


def test_buying_outright_changes_what_is_owed_and_consigning_does_not(shop: Shop) -> None:
    assert not shop.bring(SCARF).changes.settlement
    with shop.store.writing() as session:
        add_agreement(session, shop.clock, shop.founded, shop.cap, scheme=Scheme.OUTRIGHT, version=2)
    bought = shop.bring(replace(SCARF, name="Udeng", net_price=Rupiah(50_000)))
    assert bought.changes.settlement
    assert bought.notes[0].changes.settlement


def test_accents_do_not_make_other_goods(shop: Shop) -> None:
    shop.bring(SCARF)
    assert shop.only(replace(SCARF, name="Sélendang_Koro Renteng")).state is RowState.UNCHANGED


def test_problems_of_the_reading_stop_the_import_unless_only_what_is_right_is_wanted(shop: Shop) -> None:
    unread = RowProblem(row_number=6, column="Jml", text="dua", reason="“dua” bukan angka.")
    with pytest.raises(ListNotReady) as refused:
        shop.bring_list(listed(SCARF, problems=(unread, unread)))
    assert refused.value.fields["problems"] == 1
    assert shop.items() == 0
    assert shop.bring_list(listed(SCARF, problems=(unread,)), partly=True).items == 1


def test_an_import_is_in_the_event_log(shop: Shop) -> None:
    shop.bring(SCARF)
    with shop.store.reading() as session:
        said = session.execute(select(Event.details).where(Event.kind == EventKind.STOCK_IMPORTED)).scalar_one()
        assert said == {"items": 1, "pieces": 4, "notes": ["N1-000001"]}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(price=st.integers(min_value=1, max_value=10**9), share=st.integers(min_value=1, max_value=10_000))
def test_a_share_of_any_price_leaves_the_artisan_no_more_than_the_price(shop: Shop, price: int, share: int) -> None:
    row = replace(SCARF, artisan="P09", price=Rupiah(price))
    planned = shop.only(row, ImportAnswers(shares={shop.net: Percent(share)}))
    if planned.state is RowState.NEW:
        assert planned.due is not None
        assert Rupiah(0) < planned.due <= Rupiah(price)
        assert abs(planned.due.amount * 10_000 - price * share) <= 5_000
    else:
        assert price * share < 5_000
