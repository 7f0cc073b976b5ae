"""Customers who were entered at a stand: the same people in the shop, under codes of the shop's."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from sentra_pos.exhibitions.homecoming_errors import Taken
from sentra_pos.exhibitions.homecoming_records import Row
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.rules import next_code


def add_customers(session: Session, customers: Iterable[Row]) -> int:
    """Enter those whom nobody entered here yet; says how many. Raises Taken where the identity is an artisan's."""
    connection = session.connection()
    known = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, kind FROM party")}
    codes = list(connection.exec_driver_sql("SELECT code FROM party").scalars())
    added = 0
    for identity, name, contact, phone, address, remark, active in customers:
        if identity in known:
            if known[identity] != PartyKind.CUSTOMER:
                raise Taken
            continue
        code = next_code(PartyKind.CUSTOMER, codes)
        codes.append(code)
        known[identity] = PartyKind.CUSTOMER
        connection.exec_driver_sql(
            "INSERT INTO party (id, kind, code, name, contact_name, phone, address, payout_method, bank_account, "
            "remark, active) VALUES (?, 'customer', ?, ?, ?, ?, ?, 'cash', '', ?, ?)",
            (identity, code, name, contact, phone, address, remark, active),
        )
        added += 1
    return added
