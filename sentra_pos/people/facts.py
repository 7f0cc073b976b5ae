"""The words for who people are: roles of staff, kinds of parties, ways of being paid."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class Role(StrEnum):
    """What a member of staff is. Stored: never rename one."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    OWNER = "owner"
    EXHIBITION = "exhibition"
    ARTISAN = "artisan"


class PartyKind(StrEnum):
    """Whom money is owed to or by. Stored: never rename one."""

    ARTISAN = "artisan"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    CITY_FUND = "city_fund"
    INSTRUCTOR = "instructor"


class PayoutMethod(StrEnum):
    """How an artisan wishes to be paid. Stored: never rename one."""

    CASH = "cash"
    TRANSFER = "transfer"


_ROLES = {
    Role.CASHIER: N_("Cashier"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.OWNER: N_("Owner"),
    Role.EXHIBITION: N_("Exhibition staff"),
    Role.ARTISAN: N_("Artisan"),
}
_PAYOUTS = {PayoutMethod.CASH: N_("Cash"), PayoutMethod.TRANSFER: N_("Bank transfer")}


def role_label(role: Role) -> str:
    """The role as screens say it."""
    return _(_ROLES[role])


def payout_label(method: PayoutMethod) -> str:
    """The way of payment as screens and papers say it."""
    return _(_PAYOUTS[method])
