"""The till's documents once more: not only how much moved, but that it is the money of whom the line names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from sentra_pos.doctor.facts import Facts
from sentra_pos.doctor.papers import Broken, Paper, Row

#: The documents of the till that are looked through so.
WHOSE_MONEY = frozenset(
    "sale exchange refund void foreign_return return_matched identification payment_change customer_payment".split()
)
#: Who pays at the till pays into the shop, or is paid out of it.
_OUT = frozenset({"refund", "void", "foreign_return", "return_matched"})
#: A rounding is less than the largest step that a shop may round to.
_LARGEST_STEP = 1_000
_NOTHING_BELOW = frozenset({"goods", "service", "taken_back", "compensation"})
#: By line, kind of account and whose it is: what came out of clearing.
_Sums = defaultdict[tuple[int, str, bytes | str | None], int]


def whose_money(paper: Paper, facts: Facts) -> Iterator[Broken]:
    """Each line's money against whom it names: the lots' owners, who bears a cost, the way of paying, the customer."""
    moved, said = _moved(paper, facts), _said(paper, facts)
    if paper.kind == "payment_change":
        # What a payment costs is one sum for the way of paying, whoever bears which part of it.
        moved, said = _together(moved), _together(said)
    for key in moved.keys() | said.keys():
        if moved.get(key, 0) != said.get(key, 0):
            line, account, _whose = key
            yield "sale.whose", {"line": line or 1, "account": account}
    yield from _bounds(paper, facts)


def _moved(paper: Paper, facts: Facts) -> _Sums:
    whose, moved = facts.whose, _Sums(int)
    for _id, _no, line, debit, credit, amount in paper.money:
        if credit in whose:
            moved[line, *whose[credit]] += amount
        if debit in whose:
            moved[line, *whose[debit]] -= amount
    return moved


def _said(paper: Paper, facts: Facts) -> _Sums:
    said = _Sums(int)
    sign = -1 if paper.kind in _OUT else 1
    lines = {line[1]: line for line in paper.lines}
    for number, line in lines.items():
        kind, amount, party, method = line[2], line[3], line[7], line[11]
        if kind == "tender":
            account = facts.methods.get(method, "bank")
            whose = {"drawer": paper.header[1], "in_transit": method, "receivable": party}
            if account in whose:
                said[number, account, whose[account]] -= sign * amount
        elif kind == "payment_cost":
            if party:
                said[number, "accrued", party] -= amount
            if method:
                said[number, "in_transit", method] += amount
        elif kind == "compensation":
            said[number, "accrued", party] += amount
        elif kind == "customer":
            said[number, "receivable", party] += amount
    for _id, _no, number, lot_id, _quantity, _listed, _discount, _by_shop, share, _shop_part, _short in paper.parts:
        lot = facts.lots.get(lot_id)
        if lot is not None and lot.owner is not None and number in lines:
            said[number, "accrued", lot.owner] += -share if _comes_back(paper, lines[number]) else share
    return said


def _comes_back(paper: Paper, line: Row) -> bool:
    """Whether it takes back a sale's line; what is found out later refers to one, and does not."""
    return line[13] is not None and paper.kind != "identification"


def _together(sums: _Sums) -> _Sums:
    whole = _Sums(int)
    for (line, account, whose), amount in sums.items():
        whole[0 if account == "in_transit" else line, account, whose] += amount
    return whole


def _bounds(paper: Paper, facts: Facts) -> Iterator[Broken]:
    """Amounts that no act would write, though the sums would fit: below nothing, or larger than what they are about."""
    back = Counter(
        (lot.owner, part[4], part[8])
        for part in paper.parts
        if (lot := facts.lots.get(part[3])) is not None and lot.owner is not None
    )
    for line in paper.lines:
        kind, amount = line[2], line[3]
        wrong = kind == "rounding" and abs(amount) >= _LARGEST_STEP
        if kind in _NOTHING_BELOW:
            wrong = amount < 0 or (line[9] or 0) < 0 or (line[10] or 0) < 0
        if kind == "compensation" and not wrong:
            # The artisan keeps what the piece had earned him, and no more.
            piece = (line[7], line[8], amount)
            wrong = not back[piece]
            back[piece] -= 1
        if wrong:
            yield "sale.bounds", {"line": line[1]}
