"""Every act × every role: what the table of permissions forbids is refused, and nothing else is.

A new act needs one line in ACTS: the act, what it asks for, and fields where the plainest command will not do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.answer_objection import answer_objection
from sentra_pos.artisan_counter.enter_counter import open_counter
from sentra_pos.artisan_counter.give_card import give_card
from sentra_pos.artisan_counter.print_papers import print_card
from sentra_pos.artisan_counter.set_artisan_pin import set_artisan_pin
from sentra_pos.catalogue.add_item import add_item
from sentra_pos.catalogue.add_motif import add_motif, add_motif_alias
from sentra_pos.catalogue.change_item import change_item
from sentra_pos.catalogue.change_maker import change_maker
from sentra_pos.catalogue.put_photo import put_photo
from sentra_pos.catalogue.tell_motif import tell_motif
from sentra_pos.change_display import change_display
from sentra_pos.change_look import change_look
from sentra_pos.change_printer import change_printer
from sentra_pos.change_receipt import change_receipt
from sentra_pos.change_scanner import change_scanner
from sentra_pos.change_shop import change_shop
from sentra_pos.consignment.bring_goods import bring_goods
from sentra_pos.consignment.change_price import change_price
from sentra_pos.consignment.correct_note import correct_note
from sentra_pos.consignment.drop_off import drop_off, take_home
from sentra_pos.consignment.lists.import_artisans import import_artisans
from sentra_pos.consignment.lists.import_goods import import_goods
from sentra_pos.consignment.move_terms import move_terms
from sentra_pos.consignment.opening_balances import opening_balances
from sentra_pos.consignment.printed_goods import set_printed_policy
from sentra_pos.consignment.record_agreement import record_agreement
from sentra_pos.consignment.take_in import take_in
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE
from sentra_pos.counting.count_item import count_item
from sentra_pos.counting.decide_case import decide_case
from sentra_pos.counting.drop_count import drop_count
from sentra_pos.counting.end_zone import end_zone
from sentra_pos.counting.note_case import note_case
from sentra_pos.counting.post_count import post_count
from sentra_pos.counting.print_slips import print_case, print_differences
from sentra_pos.counting.start_count import start_count
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.add_stand import add_stand
from sentra_pos.exhibitions.arrive import post_arrival
from sentra_pos.exhibitions.bring_goods import bring_goods as bring_goods_home
from sentra_pos.exhibitions.call_off import call_off
from sentra_pos.exhibitions.change_exhibition import change_exhibition
from sentra_pos.exhibitions.charge_costs import charge_costs
from sentra_pos.exhibitions.decide_late import decide_late
from sentra_pos.exhibitions.end_stand import end_stand
from sentra_pos.exhibitions.enrol_device import enrol_device
from sentra_pos.exhibitions.keep_stick import keep_stick
from sentra_pos.exhibitions.load_goods import load_goods
from sentra_pos.exhibitions.plan_exhibition import plan_exhibition
from sentra_pos.exhibitions.promote import promote
from sentra_pos.exhibitions.quarantine import see_quarantined
from sentra_pos.exhibitions.revoke_device import revoke_device
from sentra_pos.exhibitions.sell_at import sell_at
from sentra_pos.exhibitions.undo_costs import undo_costs
from sentra_pos.exhibitions.write_off_stand import write_off_stand
from sentra_pos.giving_back.answer_markdown import answer_markdown, withdraw_markdown
from sentra_pos.giving_back.hand_back import hand_back
from sentra_pos.giving_back.let_go import let_go, welcome_back
from sentra_pos.giving_back.print_goods_slip import print_goods_slip
from sentra_pos.giving_back.propose_markdown import propose_markdown
from sentra_pos.giving_back.put_apart import put_apart
from sentra_pos.giving_back.transfer_goods import transfer_goods
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.bank_receipt import bank_receipt
from sentra_pos.payments.change_method import change_method
from sentra_pos.payments.check_payment import check_payment
from sentra_pos.payments.set_qris import set_qris
from sentra_pos.payments.set_rounding import set_rounding
from sentra_pos.people.add_artisan import add_artisan
from sentra_pos.people.add_customer import add_customer
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.change_artisan import change_artisan
from sentra_pos.people.change_customer import change_customer
from sentra_pos.people.change_staff import ChangeStaff, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import PERMISSIONS, NotAllowed, NotWorkingHere, Permission
from sentra_pos.people.set_lock import set_lock
from sentra_pos.people.set_pin import set_pin
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.set_up_printer import SetUpPrinter
from sentra_pos.printing.ways import Way
from sentra_pos.reports.export_records import export_records
from sentra_pos.sales.add_promotion import add_promotion
from sentra_pos.sales.cart import Discount, SaleLine
from sentra_pos.sales.change_payment import change_payment
from sentra_pos.sales.complete_sale import complete_sale
from sentra_pos.sales.customer_payment import customer_payment
from sentra_pos.sales.discount_terms import discount_terms
from sentra_pos.sales.drop_held_cart import drop_held_cart
from sentra_pos.sales.end_promotion import end_promotion
from sentra_pos.sales.hold_cart import hold_cart
from sentra_pos.sales.identify_goods import identify_goods
from sentra_pos.sales.limit_discounts import limit_discounts
from sentra_pos.sales.match_return import match_return
from sentra_pos.sales.print_again import print_again, print_receipt_again
from sentra_pos.sales.recall_cart import recall_cart
from sentra_pos.sales.refund_sale import refund_sale
from sentra_pos.sales.take_back_from_elsewhere import take_back_from_elsewhere
from sentra_pos.sales.void_sale import void_sale
from sentra_pos.settlement.charge_fees import charge_fees
from sentra_pos.settlement.close_run import close_run
from sentra_pos.settlement.export_transfers import export_transfers
from sentra_pos.settlement.forgive_debt import forgive_debt
from sentra_pos.settlement.lend import lend
from sentra_pos.settlement.limit_payout import limit_payout
from sentra_pos.settlement.lock_in_run import lock_in_run
from sentra_pos.settlement.lock_settlement import lock_settlement
from sentra_pos.settlement.mark_absent import mark_absent
from sentra_pos.settlement.pay_back import pay_back
from sentra_pos.settlement.pay_out import pay_out
from sentra_pos.settlement.pay_savings import pay_savings
from sentra_pos.settlement.plan_recovery import plan_recovery
from sentra_pos.settlement.print_money_slip import print_money_slip
from sentra_pos.settlement.print_statement import print_statement
from sentra_pos.settlement.review_run import review_run
from sentra_pos.settlement.start_run import start_run
from sentra_pos.settlement.take_back import take_back
from sentra_pos.settlement.take_savings import take_savings
from sentra_pos.settlement.void_payout import void_payout
from sentra_pos.tags.keep_certificate import keep_certificate, remove_certificate
from sentra_pos.tags.keep_sheet import keep_sheet, remove_sheet
from sentra_pos.tags.print_cards import print_cards
from sentra_pos.tags.print_tags import print_tags
from sentra_pos.tags.record_tags import record_tags
from sentra_pos.tags.set_card_slip import set_card_slip
from sentra_pos.tills.close_till import close_till
from sentra_pos.tills.keep_cash_category import keep_cash_category
from sentra_pos.tills.limit_difference import limit_difference
from sentra_pos.tills.move_cash import move_cash
from sentra_pos.tills.open_drawer import open_drawer
from sentra_pos.tills.open_till import open_till
from sentra_pos.tills.print_slip_again import print_slip_again
from sentra_pos.tills.recount_till import recount_till
from sentra_pos.tills.report_shift import report_shift
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.show_count import show_count
from sentra_pos.try_printer import try_printer
from tests.gallery import a_gallery
from tests.people.every_act import Act, Stand, command_for, every_act, name_of


@dataclass(frozen=True, slots=True)
class Needs:
    """An act asks for all of these; ``given`` are fields of its command, or functions of the Stand that make one."""

    act: Act
    permissions: tuple[Permission, ...]
    given: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.act.__name__}-{'-'.join(self.permissions)}"


def needs(act: Act, *permissions: Permission, **given: Any) -> Needs:
    """One line of the table."""
    return Needs(act, permissions, given)


def _a_fifth_off(stand: Stand) -> tuple[SaleLine, ...]:
    pouch = stand.gallery.pouch
    off = Discount(amount=pouch.price.percent(Percent.whole(20)), reason="faded")
    return (SaleLine(item=pouch.id, quantity=ONE, price=pouch.price, discounts=(off,)),)


def _above_the_tag(stand: Stand) -> tuple[SaleLine, ...]:
    pouch = stand.gallery.pouch
    return (SaleLine(item=pouch.id, quantity=ONE, price=pouch.price + Rupiah(1), reason="hand-signed"),)


_PRINTER = SetUpPrinter(name="Struk", way=Way.FOLDER, address="struk", profile=GENERIC_80)
P = Permission
ACTS = (
    needs(add_artisan, P.MANAGE_ARTISANS),
    needs(add_customer, P.MANAGE_CUSTOMERS),
    needs(add_item, P.MANAGE_ITEMS),
    needs(add_motif, P.MANAGE_ITEMS),
    needs(add_motif_alias, P.MANAGE_ITEMS),
    needs(add_promotion, P.MANAGE_PROMOTIONS),
    needs(promote, P.MANAGE_PROMOTIONS),
    needs(add_staff, P.MANAGE_STAFF),
    needs(add_stand, P.MANAGE_EXHIBITIONS),
    needs(answer_markdown, P.PROPOSE_MARKDOWN),
    needs(answer_objection, P.ANSWER_OBJECTION),
    needs(bank_receipt, P.BANK_RECEIPT),
    needs(bring_goods, P.TAKE_IN),
    needs(bring_goods_home, P.BRING_HOME),
    needs(call_off, P.MANAGE_EXHIBITIONS),
    needs(change_exhibition, P.MANAGE_EXHIBITIONS),
    needs(enrol_device, P.ENROL_DEVICE),
    needs(revoke_device, P.ENROL_DEVICE),
    needs(load_goods, P.MANAGE_EXHIBITIONS),
    needs(plan_exhibition, P.MANAGE_EXHIBITIONS),
    needs(decide_late, P.BRING_HOME),
    needs(end_stand, P.RUN_STAND),
    needs(end_zone, P.COUNT_STOCK),
    needs(see_quarantined, P.BRING_HOME),
    needs(write_off_stand, P.BRING_HOME),
    needs(keep_stick, P.CLOSE_TILL),
    needs(post_arrival, P.MANAGE_EXHIBITIONS),
    needs(change_artisan, P.MANAGE_ARTISANS),
    needs(change_customer, P.MANAGE_CUSTOMERS),
    needs(change_display, P.SETTINGS),
    needs(change_item, P.MANAGE_ITEMS),
    needs(change_look, P.SELL),
    needs(change_maker, P.MANAGE_ARTISANS),
    needs(change_method, P.PAYMENT_METHODS),
    needs(change_payment, P.CHANGE_PAYMENT),
    needs(change_price, P.CHANGE_PRICE),
    needs(change_printer, P.SETTINGS, printer=_PRINTER),
    needs(change_receipt, P.SETTINGS),
    needs(change_scanner, P.SETTINGS),
    needs(change_shop, P.SETTINGS),
    needs(change_staff, P.MANAGE_STAFF),
    needs(check_payment, P.CHECK_PAYMENT),
    needs(close_till, P.CLOSE_TILL, counted=Rupiah(500_000)),
    needs(close_till, P.CLOSE_TILL, P.LARGE_DIFFERENCE, counted=ZERO, reason="lost"),
    needs(complete_sale, P.SELL),
    needs(complete_sale, P.SELL, P.DISCOUNT, P.LARGE_DISCOUNT, lines=_a_fifth_off),
    needs(complete_sale, P.SELL, P.RAISE_PRICE, lines=_above_the_tag),
    needs(correct_note, P.TAKE_IN),
    needs(count_item, P.COUNT_STOCK),
    needs(customer_payment, P.CUSTOMER_PAYMENT, back=False),
    needs(customer_payment, P.REFUND, back=True),
    needs(decide_case, P.DECIDE_CASE),
    needs(discount_terms, P.DISCOUNT),
    needs(drop_count, P.COUNT_STOCK),
    needs(drop_held_cart, P.SELL),
    needs(drop_off, P.TAKE_IN),
    needs(end_promotion, P.MANAGE_PROMOTIONS),
    needs(export_records, P.EXPORT_RECORDS),
    needs(hand_back, P.GIVE_BACK),
    needs(give_card, P.MANAGE_ARTISANS),
    needs(hold_cart, P.SELL),
    needs(identify_goods, P.IDENTIFY_GOODS),
    needs(import_artisans, P.IMPORT),
    needs(import_goods, P.IMPORT),
    needs(keep_cash_category, P.SETTINGS),
    needs(keep_certificate, P.MANAGE_ARTISANS),
    needs(keep_sheet, P.MANAGE_ITEMS),
    needs(let_go, P.MANAGE_ARTISANS),
    needs(limit_discounts, P.SETTINGS),
    needs(limit_difference, P.SETTINGS),
    needs(lock_settlement, P.SETTLE),
    needs(charge_fees, P.CHARGE_FEES),
    needs(charge_costs, P.MANAGE_EXHIBITIONS, P.CASH_IN_OUT),
    needs(charge_costs, P.MANAGE_EXHIBITIONS, P.CASH_IN_OUT, P.CHARGE_FEES, shop_percent=Percent(0)),
    needs(undo_costs, P.MANAGE_EXHIBITIONS, P.CASH_IN_OUT),
    needs(close_run, P.SETTLE),
    needs(export_transfers, P.EXPORT_RECORDS),
    needs(lend, P.LEND),
    needs(limit_payout, P.SETTINGS),
    needs(lock_in_run, P.SETTLE),
    needs(mark_absent, P.SETTLE),
    needs(pay_savings, P.PAY_SAVINGS),
    needs(take_savings, P.PAY_SAVINGS),
    needs(pay_back, P.TAKE_PAY_BACK),
    needs(forgive_debt, P.FORGIVE_DEBT),
    needs(plan_recovery, P.LEND),
    needs(review_run, P.SETTLE),
    needs(start_run, P.SETTLE),
    needs(void_payout, P.VOID_PAYOUT),
    needs(take_back, P.LEND),
    needs(match_return, P.IDENTIFY_GOODS),
    needs(move_cash, P.CASH_IN_OUT, movement=Movement.PAID_IN),
    needs(move_cash, P.CASH_IN_OUT, movement=Movement.PAID_OUT),
    needs(move_cash, P.CASH_TO_SAFE, movement=Movement.TO_SAFE),
    needs(move_cash, P.CASH_TO_SAFE, movement=Movement.FROM_SAFE),
    needs(move_cash, P.CASH_TO_BANK, movement=Movement.DRAWER_TO_BANK),
    needs(move_cash, P.CASH_TO_BANK, movement=Movement.SAFE_TO_BANK),
    needs(note_case, P.COUNT_STOCK),
    needs(move_terms, P.MANAGE_AGREEMENTS),
    needs(open_counter, P.OPEN_ARTISAN_COUNTER),
    needs(open_drawer, P.OPEN_DRAWER),
    needs(open_till, P.OPEN_TILL),
    needs(opening_balances, P.OPENING_BALANCES),
    needs(pay_out, P.PAY_OUT),
    needs(post_count, P.COUNT_STOCK),
    needs(print_again, P.REPRINT),
    needs(print_card, P.MANAGE_ARTISANS),
    needs(print_cards, P.REPRINT),
    needs(print_goods_slip, P.REPRINT),
    needs(print_case, P.COUNT_STOCK),
    needs(print_differences, P.COUNT_STOCK),
    needs(print_money_slip, P.REPRINT),
    needs(print_receipt_again, P.REPRINT),
    needs(print_slip_again, P.REPRINT),
    needs(print_statement, P.SETTLE),
    needs(print_tags, P.REPRINT),
    needs(propose_markdown, P.PROPOSE_MARKDOWN),
    needs(put_apart, P.COUNT_STOCK),
    needs(put_photo, P.MANAGE_ITEMS),
    needs(recall_cart, P.SELL),
    needs(record_agreement, P.MANAGE_AGREEMENTS),
    needs(record_tags, P.REPRINT),
    needs(recount_till, P.RECOUNT),
    needs(refund_sale, P.REFUND),
    needs(refund_sale, P.REFUND, P.RETURN_WITHOUT_RECEIPT, without_receipt=True),
    needs(remove_certificate, P.MANAGE_ARTISANS),
    needs(remove_sheet, P.MANAGE_ITEMS),
    needs(report_shift, P.SHIFT_REPORT),
    needs(sell_at, P.RUN_STAND),
    needs(set_card_slip, P.SETTINGS),
    needs(set_artisan_pin, P.MANAGE_ARTISANS),
    needs(set_lock, P.SETTINGS),
    needs(set_pin, P.MANAGE_STAFF),
    needs(set_printed_policy, P.SETTINGS),
    needs(set_qris, P.PAYMENT_METHODS),
    needs(set_rounding, P.SETTINGS),
    needs(show_count, P.CLOSE_TILL),
    needs(take_back_from_elsewhere, P.RETURN_FROM_ELSEWHERE, receipt="J9-1"),
    needs(take_back_from_elsewhere, P.RETURN_FROM_ELSEWHERE, P.RETURN_WITHOUT_RECEIPT, receipt=""),
    needs(take_home, P.TAKE_IN),
    needs(start_count, P.COUNT_STOCK),
    needs(take_in, P.TAKE_IN),
    needs(tell_motif, P.MANAGE_ITEMS),
    needs(transfer_goods, P.TRANSFER_GOODS),
    needs(try_printer, P.SETTINGS),
    needs(try_printer, P.SETTINGS, P.OPEN_DRAWER, open_drawer=True),
    needs(void_sale, P.VOID),
    needs(welcome_back, P.MANAGE_ARTISANS),
    needs(withdraw_markdown, P.PROPOSE_MARKDOWN),
)

#: What takes a command and asks for no permission, and why that is right.
WITHOUT = {
    "artisan_counter.enter_counter.enter_counter": "who it is, is only known afterwards",
    "artisan_counter.print_papers.print_my_statement": "an artisan's own; asks again where staff opened the counter",
    "artisan_counter.print_papers.print_overview": "an artisan's own; asks again where staff opened the counter",
    "artisan_counter.raise_objection.raise_objection": "an artisan's own; asks again where staff opened the counter",
    "artisan_counter.set_artisan_pin.change_artisan_pin": "an artisan's own, for the old PIN",
    "found_shop.found_shop": "there is nobody yet who could have one",
    "giving_back.transfer_goods.post_transfer": "what transfer_goods and put_apart share, after either has asked",
    "ledger.standing.intent_of": "no act: the fingerprint of a command",
    "people.log_in.log_in": "who it is, is only known afterwards",
    "people.approve.approve": "it asks whether the approver has it",
    "people.change_own_pin.change_own_pin": "everybody's own, for their old PIN",
    "people.set_pin.put_pin": "what set_pin and change_own_pin have in common, after either has asked",
    "printing.answer_uncertain.answer_uncertain": "a room below people; asked for by sales.print_again",
    "printing.print_test.print_test": "a room below people; asked for by try_printer",
    "printing.reprint.reprint": "a room below people; asked for by sales.print_again",
    "printing.set_up_printer.set_up_printer": "a room below people; asked for by change_printer",
    "exhibitions.charge_costs.cost_shared": "charge_costs asks; it only says who would bear how much",
    "settlement.charge_fees.fees_for": "charge_fees asks; it only says who would bear how much",
    "sales.keep_cart.keep_cart": "keeps what is on the screen safe; nothing is sold by it",
}


class _Undone(Exception):
    """Takes back what was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopful:
    """A gallery with somebody of every role."""

    store: Store
    stand: Stand
    staff: dict[Role, ActedBy]
    #: Was an owner, and was still logged in when the account was closed.
    left: ActedBy

    def refused(self, row: Needs, role: Role) -> Permission | None:
        """For want of what the act was refused; whatever else came of it is not asked here."""
        command = command_for(row.act, self.staff[role], self.stand, row.given)
        missing: list[Permission] = []
        with suppress(_Undone), self.store.writing() as session:
            # The plainest command may make no sense further in; it was not refused for the role's sake.
            with suppress(Exception):
                _try(row.act, session, command, self.stand.clock, missing)
            raise _Undone
        return missing[0] if missing else None

    def answer_to_one_who_left(self, row: Needs) -> Exception | None:
        """What came of the act, tried by somebody whose account is closed."""
        command = command_for(row.act, self.left, self.stand, row.given)
        came: list[Exception] = []
        with suppress(_Undone), self.store.writing() as session:
            try:
                row.act(session, command, clock=self.stand.clock)
            except Exception as trouble:
                came.append(trouble)
            raise _Undone
        return came[0] if came else None


def _try(act: Act, session: Session, command: object, clock: FixedClock, missing: list[Permission]) -> None:
    try:
        act(session, command, clock=clock)
    except NotAllowed as refusal:
        permission = refusal.fields["permission"]
        assert isinstance(permission, Permission)
        missing.append(permission)


@pytest.fixture(scope="module")
def shopful(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Iterator[Shopful]:
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("roles") / "shop.db")))
    gallery = a_gallery(store, clock)
    staff = {}
    with store.writing() as session:
        for role in Role:
            identity = StaffId(new_id(clock))
            command = AddStaff(id=identity, by=gallery.founded.by, name=f"Contoh {role.value}", role=role)
            add_staff(session, command, clock=clock)
            staff[role] = ActedBy(device=gallery.founded.device, staff=identity)
        identity = StaffId(new_id(clock))
        by = gallery.founded.by
        add_staff(session, AddStaff(id=identity, by=by, name="Contoh lama", role=Role.OWNER), clock=clock)
        gone = ChangeStaff(by=by, staff=identity, role=Role.OWNER, active=False)
        change_staff(session, gone, clock=clock)
        left = ActedBy(device=gallery.founded.device, staff=identity)
    yield Shopful(store=store, stand=Stand(gallery=gallery, clock=clock), staff=staff, left=left)
    store.close()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("row", ACTS, ids=str)
def test_an_act_is_refused_exactly_where_the_role_lacks_its_permission(
    shopful: Shopful, row: Needs, role: Role
) -> None:
    lacking = set(row.permissions) - PERMISSIONS[role]
    missing = shopful.refused(row, role)
    assert (missing in lacking) if lacking else (missing is None)


@pytest.mark.parametrize("row", ACTS, ids=str)
def test_one_whose_account_is_closed_is_refused_at_the_next_act(shopful: Shopful, row: Needs) -> None:
    assert isinstance(shopful.answer_to_one_who_left(row), NotWorkingHere)


def test_every_act_has_its_line() -> None:
    listed = {name_of(row.act) for row in ACTS}
    found = every_act()
    assert sorted(set(found) - listed - set(WITHOUT)) == []
    assert sorted((listed | set(WITHOUT)) - set(found)) == []
    assert not listed & set(WITHOUT)


def test_every_permission_is_asked_for_by_some_act() -> None:
    asked = {permission for row in ACTS for permission in row.permissions}
    assert set(Permission) - asked <= ELSEWHERE


#: Permissions that are asked for deeper in an act, where its room's own tests go, or by a screen that only shows.
ELSEWHERE = {
    P.BACKUP,
    P.LARGE_PAYOUT,
    P.SEE_ACTIVITY,
    P.SEE_REPORTS,
    P.SELL_ON_ACCOUNT,
    P.UNLABEL_PRINTED,
}
