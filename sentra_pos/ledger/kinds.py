"""The vocabulary of the book: kinds of documents, lines, accounts, places and events."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """Why something moved. Its mark starts the printed number (J1-000412); each kind has its own gapless series."""

    CONSIGNMENT_NOTE = "consignment_note"
    OPENING_BALANCES = "opening_balances"
    TILL_OPENING = "till_opening"
    TILL_CLOSING = "till_closing"
    SALE = "sale"
    REFUND = "refund"
    SETTLEMENT = "settlement"
    PAYOUT = "payout"
    EXCHANGE = "exchange"
    VOID = "void"
    PAYMENT_CHANGE = "payment_change"
    PAYMENT_CHECK = "payment_check"
    BANK_RECEIPT = "bank_receipt"
    CUSTOMER_PAYMENT = "customer_payment"
    CASH_MOVEMENT = "cash_movement"
    RECOUNT = "recount"
    PRICE_CHANGE = "price_change"
    DROP_OFF = "drop_off"
    NOTE_CORRECTION = "note_correction"
    TERMS_MOVE = "terms_move"
    IDENTIFICATION = "identification"
    HAND_BACK = "hand_back"
    TRANSFER = "transfer"
    STOCK_COUNT = "stock_count"
    LOSS_CASE = "loss_case"
    ADVANCE = "advance"
    CHARGE = "charge"
    SAVINGS = "savings"
    PAYOUT_VOID = "payout_void"
    PAY_BACK = "pay_back"
    EXHIBITION_LOAD = "exhibition_load"
    EXHIBITION_ARRIVAL = "exhibition_arrival"
    STAND_ENDED = "stand_ended"
    EXHIBITION_RETURN = "exhibition_return"
    EXHIBITION_COST = "exhibition_cost"
    FOREIGN_RETURN = "foreign_return"
    RETURN_MATCHED = "return_matched"

    @property
    def mark(self) -> str:
        """A letter for what happens every day, two (of its Indonesian words) for the rest."""
        return _MARKS[self]


_MARKS = {
    DocumentKind.CONSIGNMENT_NOTE: "N",
    DocumentKind.OPENING_BALANCES: "S",
    DocumentKind.TILL_OPENING: "B",
    DocumentKind.TILL_CLOSING: "T",
    DocumentKind.SALE: "J",
    DocumentKind.REFUND: "R",
    DocumentKind.SETTLEMENT: "L",
    DocumentKind.PAYOUT: "P",
    DocumentKind.EXCHANGE: "X",
    DocumentKind.VOID: "V",
    DocumentKind.PAYMENT_CHANGE: "G",
    DocumentKind.PAYMENT_CHECK: "C",
    DocumentKind.BANK_RECEIPT: "M",
    DocumentKind.CUSTOMER_PAYMENT: "U",
    DocumentKind.CASH_MOVEMENT: "K",
    DocumentKind.RECOUNT: "H",
    DocumentKind.PRICE_CHANGE: "A",
    DocumentKind.DROP_OFF: "TT",  # tanda terima
    DocumentKind.NOTE_CORRECTION: "KN",  # koreksi nota
    DocumentKind.TERMS_MOVE: "KT",  # ketentuan baru
    DocumentKind.IDENTIFICATION: "KP",  # kepemilikan
    DocumentKind.HAND_BACK: "RT",  # retur titipan
    DocumentKind.TRANSFER: "PB",  # pindah barang
    DocumentKind.STOCK_COUNT: "SO",  # stok opname
    DocumentKind.LOSS_CASE: "KS",  # kasus
    DocumentKind.ADVANCE: "KB",  # kasbon
    DocumentKind.CHARGE: "PT",  # potongan
    DocumentKind.SAVINGS: "SP",  # simpanan
    DocumentKind.PAYOUT_VOID: "BS",  # batal setoran
    DocumentKind.PAY_BACK: "PL",  # pelunasan utang
    DocumentKind.EXHIBITION_LOAD: "MP",  # muat pameran
    DocumentKind.EXHIBITION_ARRIVAL: "TP",  # tiba di pameran
    DocumentKind.STAND_ENDED: "AP",  # akhir pameran
    DocumentKind.EXHIBITION_RETURN: "PP",  # pulang pameran
    DocumentKind.EXHIBITION_COST: "BP",  # biaya pameran
    DocumentKind.FOREIGN_RETURN: "RL",  # retur dari luar
    DocumentKind.RETURN_MATCHED: "RC",  # retur cocok
}


class LineKind(StrEnum):
    """What a line of a document says. A goods or service line that refers to a sale's line takes it back."""

    GOODS = "goods"
    SERVICE = "service"
    TENDER = "tender"
    BALANCE = "balance"
    COUNTED_CASH = "counted_cash"
    SETTLED = "settled"
    DEDUCTION = "deduction"
    ROUNDING = "rounding"
    PAYMENT_COST = "payment_cost"
    CUSTOMER = "customer"
    COMPENSATION = "compensation"
    CASH_MOVED = "cash_moved"
    COUNTED_METHOD = "counted_method"
    CHECKED = "checked"
    RECEIVED = "received"
    NEW_PRICE = "new_price"
    DROPPED_OFF = "dropped_off"
    DECLINED = "declined"
    CORRECTED = "corrected"
    NEW_TERMS = "new_terms"
    IDENTIFIED = "identified"
    HANDED_BACK = "handed_back"
    TRANSFERRED = "transferred"
    COUNTED = "counted"
    CASE = "case"
    LENT = "lent"
    FEE = "fee"
    SAVED = "saved"
    PAID_BACK = "paid_back"
    FORGIVEN = "forgiven"
    LOADED = "loaded"
    ARRIVED = "arrived"
    STAND = "stand"
    BROUGHT_HOME = "brought_home"
    CASH_CARRIED = "cash_carried"
    COST = "cost"
    TAKEN_BACK = "taken_back"


class AccountKind(StrEnum):
    """Where money can stand. A balance is debits minus credits: what the shop owes is negative."""

    DRAWER = "drawer"
    SAFE = "safe"
    BANK = "bank"
    IN_TRANSIT = "in_transit"
    ACCRUED = "accrued"
    PAYABLE = "payable"
    ADVANCE = "advance"
    SAVINGS = "savings"
    RECEIVABLE = "receivable"
    COMMISSION = "commission"
    SALES = "sales"
    OWN_STOCK = "own_stock"
    STOCK_COST = "stock_cost"
    FEES_CHARGED = "fees_charged"
    DISCOUNT_EXPENSE = "discount_expense"
    LOSS_EXPENSE = "loss_expense"
    PAYMENT_COST = "payment_cost"
    ROUNDING = "rounding"
    OVER_SHORT = "over_short"
    EXPENSE = "expense"
    OTHER_INCOME = "other_income"
    TAX_WITHHELD = "tax_withheld"
    CITY_FUND = "city_fund"
    CAPITAL = "capital"
    TO_IDENTIFY = "to_identify"
    ON_THE_ROAD = "on_the_road"
    CLEARING = "clearing"


class PlaceKind(StrEnum):
    """Where goods can be. The virtual ones keep every move two-ended."""

    SHELF = "shelf"
    STORE_ROOM = "store_room"
    ROAD = "road"
    STAND = "stand"
    QUARANTINE = "quarantine"
    SET_ASIDE = "set_aside"
    WITH_ARTISAN = "with_artisan"
    WITH_CUSTOMER = "with_customer"
    MISSING = "missing"
    LOST = "lost"
    OWNERSHIP = "ownership"


class EventKind(StrEnum):
    """What is worth remembering though nothing moved."""

    STORE_CREATED = "store_created"
    LOGIN = "login"
    LOGIN_REFUSED = "login_refused"
    PERMISSION_REFUSED = "permission_refused"
    DRAWER_OPENED = "drawer_opened"
    REPRINT = "reprint"
    BACKUP = "backup"
    RESTORE = "restore"
    SETTINGS_CHANGED = "settings_changed"
    STOCK_IMPORTED = "stock_imported"
    AGREEMENT_RECORDED = "agreement_recorded"
    COUNT_SHOWN = "count_shown"
    SHIFT_REPORT = "shift_report"
    PROMOTION_CHANGED = "promotion_changed"
    CART_DROPPED = "cart_dropped"
    MARKDOWN_PROPOSED = "markdown_proposed"
    MARKDOWN_ANSWERED = "markdown_answered"
    COUNT_STARTED = "count_started"
    COUNT_DROPPED = "count_dropped"
    ZONE_ENDED = "zone_ended"
    ZONE_OPENED = "zone_opened"
    CASE_NOTED = "case_noted"
    RECOVERY_PLANNED = "recovery_planned"
    RUN_CHANGED = "run_changed"
    ARTISAN_LOGIN = "artisan_login"
    ARTISAN_LOGIN_REFUSED = "artisan_login_refused"
    ARTISAN_PIN_CHANGED = "artisan_pin_changed"
    OBJECTION_RAISED = "objection_raised"
    OBJECTION_ANSWERED = "objection_answered"
    RECORDS_EXPORTED = "records_exported"
    EXHIBITION_PLANNED = "exhibition_planned"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    PACK_WRITTEN = "pack_written"
    PACK_OPENED = "pack_opened"
    HOMECOMING_WRITTEN = "homecoming_written"
    HOMECOMING_ADDED = "homecoming_added"
    HOMECOMING_REFUSED = "homecoming_refused"
    LATE_DECIDED = "late_decided"
