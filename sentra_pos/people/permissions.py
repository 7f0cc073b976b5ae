"""Who may do what: a table from role to permissions, asked by every act and never by a button."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import N_, _
from sentra_pos.db.direct import RowReader
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import get_settings
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.models import Staff


class Permission(StrEnum):
    """What an act may ask for. Written into the event log: never rename one."""

    SELL = "sell"
    DISCOUNT = "discount"
    REFUND = "refund"
    OPEN_TILL = "open_till"
    CLOSE_TILL = "close_till"
    TAKE_IN = "take_in"
    IMPORT = "import"
    MANAGE_ITEMS = "manage_items"
    UNLABEL_PRINTED = "unlabel_printed"
    MANAGE_ARTISANS = "manage_artisans"
    MANAGE_AGREEMENTS = "manage_agreements"
    OPENING_BALANCES = "opening_balances"
    SETTLE = "settle"
    PAY_OUT = "pay_out"
    SETTINGS = "settings"
    BACKUP = "backup"
    REPRINT = "reprint"
    MANAGE_STAFF = "manage_staff"
    SEE_REPORTS = "see_reports"
    OPEN_DRAWER = "open_drawer"
    LARGE_DISCOUNT = "large_discount"
    RAISE_PRICE = "raise_price"
    CHANGE_PRICE = "change_price"
    VOID = "void"
    RETURN_WITHOUT_RECEIPT = "return_without_receipt"
    CHANGE_PAYMENT = "change_payment"
    CHECK_PAYMENT = "check_payment"
    BANK_RECEIPT = "bank_receipt"
    SELL_ON_ACCOUNT = "sell_on_account"
    CUSTOMER_PAYMENT = "customer_payment"
    MANAGE_CUSTOMERS = "manage_customers"
    MANAGE_PROMOTIONS = "manage_promotions"
    PAYMENT_METHODS = "payment_methods"
    CASH_IN_OUT = "cash_in_out"
    CASH_TO_SAFE = "cash_to_safe"
    CASH_TO_BANK = "cash_to_bank"
    SHIFT_REPORT = "shift_report"
    LARGE_DIFFERENCE = "large_difference"
    RECOUNT = "recount"
    SEE_ACTIVITY = "see_activity"
    GIVE_BACK = "give_back"
    TRANSFER_GOODS = "transfer_goods"
    PROPOSE_MARKDOWN = "propose_markdown"
    COUNT_STOCK = "count_stock"
    DECIDE_CASE = "decide_case"
    IDENTIFY_GOODS = "identify_goods"
    LEND = "lend"
    CHARGE_FEES = "charge_fees"
    PAY_SAVINGS = "pay_savings"
    LARGE_PAYOUT = "large_payout"
    VOID_PAYOUT = "void_payout"
    TAKE_PAY_BACK = "take_pay_back"
    FORGIVE_DEBT = "forgive_debt"
    OPEN_ARTISAN_COUNTER = "open_artisan_counter"
    ANSWER_OBJECTION = "answer_objection"
    EXPORT_RECORDS = "export_records"
    MANAGE_EXHIBITIONS = "manage_exhibitions"
    ENROL_DEVICE = "enrol_device"
    BRING_HOME = "bring_home"
    RUN_STAND = "run_stand"
    RETURN_FROM_ELSEWHERE = "return_from_elsewhere"


_LABELS = {
    Permission.SELL: N_("sell"),
    Permission.DISCOUNT: N_("give a discount"),
    Permission.REFUND: N_("give money back"),
    Permission.OPEN_TILL: N_("open the till"),
    Permission.CLOSE_TILL: N_("close the till"),
    Permission.TAKE_IN: N_("take goods in"),
    Permission.IMPORT: N_("import lists"),
    Permission.MANAGE_ITEMS: N_("change items"),
    Permission.UNLABEL_PRINTED: N_("take the label of printed cloth off"),
    Permission.MANAGE_ARTISANS: N_("change artisans"),
    Permission.MANAGE_AGREEMENTS: N_("change agreements"),
    Permission.OPENING_BALANCES: N_("record opening balances"),
    Permission.SETTLE: N_("settle with artisans"),
    Permission.PAY_OUT: N_("pay artisans"),
    Permission.SETTINGS: N_("change settings"),
    Permission.BACKUP: N_("back up and restore"),
    Permission.REPRINT: N_("print again"),
    Permission.MANAGE_STAFF: N_("change staff and their PINs"),
    Permission.SEE_REPORTS: N_("see reports"),
    Permission.OPEN_DRAWER: N_("open the drawer without a sale"),
    Permission.LARGE_DISCOUNT: N_("give a discount above the limit"),
    Permission.RAISE_PRICE: N_("sell above the price on the tag"),
    Permission.CHANGE_PRICE: N_("change prices"),
    Permission.VOID: N_("void a sale"),
    Permission.RETURN_WITHOUT_RECEIPT: N_("take goods back without a receipt"),
    Permission.CHANGE_PAYMENT: N_("correct how a sale was paid"),
    Permission.CHECK_PAYMENT: N_("confirm that money has arrived"),
    Permission.BANK_RECEIPT: N_("record what the bank received"),
    Permission.SELL_ON_ACCOUNT: N_("sell on a customer's account"),
    Permission.CUSTOMER_PAYMENT: N_("take a customer's payment"),
    Permission.MANAGE_CUSTOMERS: N_("change customers"),
    Permission.MANAGE_PROMOTIONS: N_("change promotions"),
    Permission.PAYMENT_METHODS: N_("change ways of paying"),
    Permission.CASH_IN_OUT: N_("pay cash in or out of the drawer"),
    Permission.CASH_TO_SAFE: N_("move cash between drawer and safe"),
    Permission.CASH_TO_BANK: N_("take cash to the bank"),
    Permission.SHIFT_REPORT: N_("see the shift's figures"),
    Permission.LARGE_DIFFERENCE: N_("close a till with a large difference"),
    Permission.RECOUNT: N_("count a closed till again"),
    Permission.SEE_ACTIVITY: N_("see who did what"),
    Permission.GIVE_BACK: N_("give goods back to artisans"),
    Permission.TRANSFER_GOODS: N_("move goods between places"),
    Permission.PROPOSE_MARKDOWN: N_("propose a lower price"),
    Permission.COUNT_STOCK: N_("count the stock"),
    Permission.DECIDE_CASE: N_("decide about lost or damaged goods"),
    Permission.IDENTIFY_GOODS: N_("say whose goods were sold"),
    Permission.LEND: N_("give an advance"),
    Permission.CHARGE_FEES: N_("charge fees to artisans"),
    Permission.PAY_SAVINGS: N_("pay savings back or take them in"),
    Permission.LARGE_PAYOUT: N_("pay more than the limit to one artisan"),
    Permission.VOID_PAYOUT: N_("void a payout"),
    Permission.TAKE_PAY_BACK: N_("take what an artisan pays back"),
    Permission.FORGIVE_DEBT: N_("let go what an artisan owes"),
    Permission.OPEN_ARTISAN_COUNTER: N_("open the artisans' counter"),
    Permission.ANSWER_OBJECTION: N_("answer an objection"),
    Permission.EXPORT_RECORDS: N_("write records to a file"),
    Permission.MANAGE_EXHIBITIONS: N_("plan exhibitions and load goods for them"),
    Permission.ENROL_DEVICE: N_("admit a laptop, or bar it"),
    Permission.BRING_HOME: N_("bring an exhibition's books and goods home"),
    Permission.RUN_STAND: N_("run a stand"),
    Permission.RETURN_FROM_ELSEWHERE: N_("take goods back that were sold elsewhere"),
}

_AT_THE_TILL = frozenset(
    {
        Permission.SELL,
        Permission.DISCOUNT,
        Permission.OPEN_TILL,
        Permission.CLOSE_TILL,
        Permission.REPRINT,
        Permission.CHECK_PAYMENT,
        Permission.CUSTOMER_PAYMENT,
        Permission.MANAGE_CUSTOMERS,
        Permission.CASH_TO_SAFE,
        Permission.TRANSFER_GOODS,
        Permission.OPEN_ARTISAN_COUNTER,
    }
)
#: Whoever stands in a hall far from the shop has nobody to ask.
_AT_THE_STAND = _AT_THE_TILL | {
    Permission.RUN_STAND,
    Permission.REFUND,
    Permission.VOID,
    Permission.CHANGE_PAYMENT,
    Permission.RETURN_WITHOUT_RECEIPT,
    Permission.RETURN_FROM_ELSEWHERE,
    Permission.SHIFT_REPORT,
}
_OF_A_SUPERVISOR = _AT_THE_TILL | {
    Permission.LARGE_DISCOUNT,
    Permission.RAISE_PRICE,
    Permission.CHANGE_PRICE,
    Permission.VOID,
    Permission.RETURN_WITHOUT_RECEIPT,
    Permission.CHANGE_PAYMENT,
    Permission.SELL_ON_ACCOUNT,
    Permission.MANAGE_PROMOTIONS,
    Permission.CASH_IN_OUT,
    Permission.CASH_TO_BANK,
    Permission.SHIFT_REPORT,
    Permission.LARGE_DIFFERENCE,
    Permission.RECOUNT,
    Permission.SEE_ACTIVITY,
    Permission.REFUND,
    Permission.TAKE_IN,
    Permission.IMPORT,
    Permission.MANAGE_ITEMS,
    Permission.MANAGE_ARTISANS,
    Permission.SEE_REPORTS,
    Permission.OPEN_DRAWER,
    Permission.BACKUP,
    Permission.GIVE_BACK,
    Permission.PROPOSE_MARKDOWN,
    Permission.COUNT_STOCK,
    Permission.IDENTIFY_GOODS,
    Permission.ANSWER_OBJECTION,
    Permission.EXPORT_RECORDS,
    Permission.LARGE_PAYOUT,
    Permission.TAKE_PAY_BACK,
    Permission.FORGIVE_DEBT,
    Permission.MANAGE_EXHIBITIONS,
    Permission.BRING_HOME,
    Permission.RUN_STAND,
    Permission.RETURN_FROM_ELSEWHERE,
}

#: Agreements, settlement and whatever decides about other people's money stay with the owner.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CASHIER: _AT_THE_TILL,
    Role.SUPERVISOR: _OF_A_SUPERVISOR,
    Role.OWNER: frozenset(Permission),
    Role.EXHIBITION: _AT_THE_STAND,
    Role.ARTISAN: frozenset(),
}

#: What is done at an exhibition's stand, whoever stands there. All else waits for the shop, whose book it would change
#: without knowing what became of it since.
AT_A_STAND = frozenset(
    {
        *(Permission.SELL, Permission.DISCOUNT, Permission.LARGE_DISCOUNT, Permission.RAISE_PRICE),
        *(Permission.REFUND, Permission.VOID, Permission.RETURN_WITHOUT_RECEIPT, Permission.RETURN_FROM_ELSEWHERE),
        *(Permission.CHANGE_PAYMENT, Permission.CHECK_PAYMENT, Permission.SELL_ON_ACCOUNT),
        *(Permission.CUSTOMER_PAYMENT, Permission.MANAGE_CUSTOMERS),
        *(Permission.OPEN_TILL, Permission.CLOSE_TILL, Permission.RECOUNT, Permission.LARGE_DIFFERENCE),
        *(Permission.CASH_IN_OUT, Permission.OPEN_DRAWER, Permission.SHIFT_REPORT, Permission.REPRINT),
        *(Permission.RUN_STAND, Permission.BACKUP, Permission.SETTINGS),
        *(Permission.SEE_REPORTS, Permission.SEE_ACTIVITY),
    }
)


class NotAtAStand(SentraError):
    """The act needs the shop's whole book; ``permission`` in the fields says which."""

    message = N_("This is done at the shop; this computer is a stand's.")


class NotAllowed(SentraError):
    """``staff`` and ``permission`` in the fields say who and what, for the event log."""

    message = N_("{name} may not {what}. Please ask somebody who may: {who}.")


class SecondPersonNeeded(SentraError):
    """An act that nobody does alone, whatever they may; ``permission`` is what the second person has to have."""

    message = N_("A second person has to agree to this. Please ask somebody who may {what}.")


class NotWorkingHere(SentraError):
    """The account was closed, or never was one of this shop."""

    message = N_("This user is not active in this shop. Please log in again.")


def permission_label(permission: Permission) -> str:
    """What it allows, as the end of "may …"."""
    return _(_LABELS[permission])


def allowed(role: Role, permission: Permission) -> bool:
    """Whether the role has the permission by itself."""
    return permission in PERMISSIONS[role]


def is_a_stand(session: Session) -> bool:
    """Whether this store is an exhibition stand's, opened from the shop's file."""
    return EXHIBITION in get_settings(session, EXHIBITION)


def works_here(session: Session, permission: Permission) -> bool:
    """Whether what asks for the permission is done in this store at all."""
    return permission in AT_A_STAND or not is_a_stand(session)


def require(session: Session, by: ActedBy, permission: Permission) -> None:
    """Go on only if it is done here, and the staff member, or who approved it, is active and has the permission.

    Raises NotAtAStand, NotWorkingHere, or NotAllowed naming who and what. The refusal undoes the act's
    transaction, so whoever catches it writes the PERMISSION_REFUSED event in one of its own.
    """
    # What a stand does asks nothing more, so that a sale pays nothing for there being stands.
    if not works_here(session, permission):
        raise NotAtAStand(permission=permission)
    staff = require_active(session, by.staff)
    if allowed(staff.role, permission):
        return
    if by.approver is not None and allowed(require_active(session, by.approver).role, permission):
        return
    roles = ", ".join(role_label(role) for role in Role if allowed(role, permission))
    raise NotAllowed(
        name=staff.name, what=permission_label(permission), who=roles, staff=by.staff, permission=permission
    )


def require_second(session: Session, by: ActedBy, permission: Permission) -> None:
    """Go on only if somebody else than who does it approved it, and has the permission.

    Beside ``require``, for acts that always take two. Raises SecondPersonNeeded, or NotWorkingHere.
    """
    second = None if by.approver in (None, by.staff) else by.approver
    if second is None or not allowed(require_active(session, second).role, permission):
        raise SecondPersonNeeded(what=permission_label(permission), permission=permission)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """Somebody who works here now."""

    id: StaffId
    name: str
    role: Role


_STAFF_ROW = Staff.__table__
_STAFF = RowReader(select(_STAFF_ROW).where(_STAFF_ROW.c.id == bindparam("staff")))


def require_active(session: Session, staff: StaffId) -> AtWork:
    """Raises NotWorkingHere for somebody who left or was never here."""
    found = _STAFF.one_or_none(session, staff=staff)
    if found is None or not found.active:
        raise NotWorkingHere(staff=staff)
    return AtWork(id=staff, name=found.name, role=found.role)
