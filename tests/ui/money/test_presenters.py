"""What the money screen does, without a window: marks, ticks and payments reach the book once, as they were meant."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.errors import BankDiffers
from sentra_pos.payments.methods import QRIS
from sentra_pos.sales.customer_payment import CustomerPaid
from sentra_pos.sales.customer_queries import CustomerAccount, Owing, customer_account
from sentra_pos.sales.errors import MoreThanHeld
from sentra_pos.shop import Shop
from tests.ui.money.conftest import Till
from ui.kit.immediate import ImmediateRunner
from ui.money.accounts import AccountsPresenter, PaymentWish, TakePayment
from ui.money.bank import BankPresenter, Match, OnTheWay, Ticked
from ui.money.checking import CheckPresenter, Marked, Tally


class Page:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.rows: tuple[Marked, ...] = ()
        self.ticked: tuple[Ticked, ...] = ()
        self.match = Match(count=0, paid=ZERO, cost=ZERO, received=None)
        self.accounts: tuple[Owing, ...] = ()
        self.account: CustomerAccount | None = None
        self.codes: list[str] = []
        self.told: list[SentraError] = []
        self.questions: list[tuple[BankDiffers, Callable[[str], object]]] = []
        self.payments: list[CustomerPaid] = []

    def show_payments(self, rows: tuple[Marked, ...] | tuple[Ticked, ...], about: Tally | Match) -> None:
        if isinstance(about, Match):
            self.ticked, self.match = tuple(row for row in rows if isinstance(row, Ticked)), about
        else:
            self.rows = tuple(row for row in rows if isinstance(row, Marked))

    def show_methods(self, methods: tuple[OnTheWay, ...], chosen: str) -> None: ...

    def show_accounts(self, accounts: tuple[Owing, ...], *, searched: bool) -> None:
        self.accounts = accounts

    def show_account(self, account: CustomerAccount | None) -> None:
        self.account = account

    def checked(self, code: str, tally: Tally) -> None:
        self.codes.append(code)

    def received(self, code: str, amount: Rupiah) -> None:
        self.codes.append(code)

    def ask_difference(self, question: BankDiffers, again: Callable[[str], object]) -> None:
        self.questions.append((question, again))

    def paid(self, paid: CustomerPaid) -> None:
        self.payments.append(paid)

    def refused(self, trouble: SentraError) -> None:
        self.told.append(trouble)

    def busy(self, is_busy: bool) -> None: ...

    def tell(self, trouble: SentraError) -> None:
        self.told.append(trouble)


def runner_of(till: Till) -> ImmediateRunner:
    return ImmediateRunner(Shop(till.counter.store, till.clock))


def checking(till: Till) -> tuple[Page, CheckPresenter]:
    page = Page()
    presenter = CheckPresenter(runner_of(till), till.clock, till.gallery.founded.by, page)
    presenter.load()
    return page, presenter


def bank(till: Till) -> tuple[Page, BankPresenter]:
    page = Page()
    presenter = BankPresenter(runner_of(till), till.clock, till.gallery.founded.by, page)
    presenter.load()
    return page, presenter


# ---------------------------------------------------------------------------------------------------- not checked yet


def test_what_was_marked_is_recorded_in_one_go_and_the_rest_waits(busy: Till) -> None:
    page, presenter = checking(busy)
    first, second, transfer = page.rows
    presenter.mark(first.key, True)
    presenter.note(first.key, " 998877 ")
    presenter.mark(second.key, False)

    presenter.record()

    assert len(page.codes) == 1
    assert [row.key for row in page.rows] == [second.key, transfer.key]
    assert [(row.arrived, row.payment.is_missing) for row in page.rows] == [(None, True), (None, False)]


def test_the_same_mark_again_takes_it_away_and_nothing_marked_records_nothing(busy: Till) -> None:
    page, presenter = checking(busy)
    presenter.mark(page.rows[0].key, True)
    presenter.mark(page.rows[0].key, True)
    presenter.record()

    assert page.codes == []
    assert len(page.rows) == 3


def test_the_rest_has_arrived_leaves_what_is_marked_otherwise(busy: Till) -> None:
    page, presenter = checking(busy)
    presenter.mark(page.rows[0].key, False)
    presenter.mark_all()
    assert [row.arrived for row in page.rows] == [False, True, True]
    presenter.record()
    with busy.counter.store.reading() as session:
        assert [each.is_missing for each in unchecked_payments(session)] == [True]


def test_marks_outlive_a_list_that_is_read_anew(busy: Till) -> None:
    page, presenter = checking(busy)
    presenter.mark(page.rows[1].key, True)
    busy.pay(QRIS)
    presenter.load()

    assert [row.arrived for row in page.rows] == [None, True, None, None]


# ------------------------------------------------------------------------------------------------------ from the bank


def test_the_sum_finds_its_payments_and_posts_to_nothing_left(busy: Till) -> None:
    page, presenter = bank(busy)
    assert presenter.method == QRIS
    presenter.type_amount(Rupiah(555_000 - 3_885))

    assert [row.ticked for row in page.ticked] == [True, True, False]
    assert (page.match.expected, page.match.kept) == (Rupiah(551_115), ZERO)
    presenter.receive(None, "MUTASI 1")
    assert len(page.codes) == 1
    assert len(page.ticked) == 1
    assert busy.counter.balance(AccountKind.BANK) == 551_115 + 185_000


def test_a_hand_leads_once_it_has_ticked(busy: Till) -> None:
    page, presenter = bank(busy)
    presenter.tick(page.ticked[2].key)
    presenter.type_amount(Rupiah(551_115))
    assert [row.ticked for row in page.ticked] == [False, False, True]
    presenter.suggest()
    assert [row.ticked for row in page.ticked] == [True, True, False]


def test_a_large_difference_is_asked_about_and_posted_only_after_a_yes(busy: Till) -> None:
    page, presenter = bank(busy)
    presenter.tick_all()
    presenter.type_amount(Rupiah(600_000))
    presenter.receive(None, "")
    assert page.codes == []
    ((question, again),) = page.questions
    again(question.answer)
    assert len(page.codes) == 1
    assert page.ticked == ()


def test_another_way_of_paying_begins_anew(busy: Till) -> None:
    page, presenter = bank(busy)
    presenter.tick_all()
    presenter.choose("debit")
    assert [row.ticked for row in page.ticked] == [False]
    presenter.type_amount(Rupiah(185_000))
    assert [row.ticked for row in page.ticked] == [True]


# ------------------------------------------------------------------------------------------------- customers' accounts


def account_of(till: Till, party: object) -> CustomerAccount:
    with till.counter.store.reading() as session:
        account = customer_account(session, party)  # type: ignore[arg-type]
    assert account is not None
    return account


def test_open_accounts_are_listed_and_anybody_is_found(busy: Till) -> None:
    page = Page()
    busy.customer("Bu Tini", phone="0856 1111")
    presenter = AccountsPresenter(runner_of(busy), page)
    presenter.load()
    assert [each.balance.amount for each in page.accounts] == [500_000, -350_000]
    assert (presenter.owed, presenter.ahead) == (Rupiah(500_000), Rupiah(350_000))

    presenter.look_for("tini")
    assert [(each.customer.name, each.balance) for each in page.accounts] == [("Bu Tini", ZERO)]
    presenter.choose(page.accounts[0].customer.id)
    assert page.account is not None
    assert page.account.rows == ()


def taking(till: Till, party: object, *, back: bool = False) -> tuple[Page, TakePayment]:
    page = Page()
    presenter = AccountsPresenter(runner_of(till), page)
    presenter.load()
    account = account_of(till, party)
    by = till.gallery.founded.by
    return page, TakePayment(runner_of(till), till.clock, by, page, account, presenter.methods, back=back)


def test_a_treasurers_tax_closes_the_bill_beside_the_transfer(busy: Till) -> None:
    page, paying = taking(busy, busy.dinas)
    assert paying.due == Rupiah(500_000)
    assert paying.balance_after(Rupiah(492_500), Rupiah(7_500)) == ZERO
    paying.pay(
        PaymentWish(method="transfer", amount=Rupiah(492_500), reason="Pays", reference="BCA 1", withheld=Rupiah(7_500))
    )

    assert [(each.amount, each.balance) for each in page.payments] == [(Rupiah(500_000), ZERO)]
    assert busy.counter.balance(AccountKind.TAX_WITHHELD) == 7_500


def test_the_same_payment_sent_twice_stands_once(busy: Till) -> None:
    page, paying = taking(busy, busy.dinas)
    wish = PaymentWish(method="cash", amount=Rupiah(100_000), reason="Part")
    paying.pay(wish)
    paying.pay(wish)

    assert [each.code for each in page.payments] == [page.payments[0].code] * 2
    assert account_of(busy, busy.dinas).balance == Rupiah(400_000)


def test_no_more_is_given_back_than_was_paid_ahead(busy: Till) -> None:
    page, paying = taking(busy, busy.school, back=True)
    assert (paying.due, paying.withholding) == (Rupiah(350_000), None)
    paying.pay(PaymentWish(method="cash", amount=Rupiah(350_001), reason="The visit was called off"))
    assert isinstance(page.told[0], MoreThanHeld)
    paying.pay(PaymentWish(method="cash", amount=Rupiah(350_000), reason="The visit was called off"))
    assert page.payments[0].balance == ZERO
