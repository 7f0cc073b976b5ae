"""One document at a time: its lines, its lots' parts, its goods and its money must tell the same story."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sentra_pos.core.speech import N_
from sentra_pos.doctor.facts import POSTINGS, ROUTES, Facts, share_due
from sentra_pos.doctor.papers import Broken, Paper, Row
from sentra_pos.doctor.whose_money import WHOSE_MONEY, whose_money

SAID = {
    "chain.document": N_("{paper} is not as it was posted: its content and its seal disagree."),
    "order.parts": N_("The {what} of {paper} are not numbered from one without a gap."),
    "money.clearing": N_("The money of {paper} does not all pass through clearing, or leaves {clearing} there."),
    "money.posting": N_("{paper} moves money on {account}, which such a document never does so."),
    "money.no_line": N_("Money of {paper} moves for line {line}, which is not there."),
    "goods.no_line": N_("Goods of {paper} move for line {line}, which is not there."),
    "goods.posting": N_("{paper} moves goods between places that such a document never touches."),
    "sale.tenders": N_("The lines of {paper} come to {sold}, but {paid} were paid."),
    "sale.line": N_("Line {line} of {paper} comes to {amount}, which is not price times quantity less discount."),
    "sale.allocation": N_("Line {line} of {paper} comes to {amount}, but its lots' parts come to {parts}."),
    "sale.split": N_("Line {line} of {paper} gives the artisan {share}, by the agreement it should be {due}."),
    "sale.money": N_("The money of {paper} on {account} is {moved}, its lines and lots say {said}."),
    "sale.whose": N_("The money of line {line} of {paper} on {account} goes to somebody else than it says."),
    "sale.bounds": N_("Line {line} of {paper} has an amount that such a line never has."),
    "sale.goods": N_("{paper} says {said} pieces of goods, but {moved} moved."),
}


class Totals:
    """What a document comes to, for the rules that look across documents, and the book's balances so far."""

    def __init__(self) -> None:
        self.balances: defaultdict[bytes, int] = defaultdict(int)
        self.stock: defaultdict[tuple[bytes, bytes], int] = defaultdict(int)


def check_paper(paper: Paper, facts: Facts, totals: Totals) -> tuple[dict[str, int], list[Broken]]:
    """What the document moved out of clearing per kind of account, and what is wrong with it."""
    broken: list[Broken] = []
    numbers = {line[1] for line in paper.lines}
    moved = _money(paper, facts, totals, numbers, broken)
    units = _goods(paper, facts, totals, numbers, broken)
    if paper.kind in WHOSE_MONEY:
        broken.extend(whose_money(paper, facts))
    for what, rows in (("parts", paper.parts), ("goods", paper.goods), ("money", paper.money)):
        if [row[1] for row in rows] != list(range(1, len(rows) + 1)):
            broken.append(("order.parts", {"what": what}))
    if paper.kind in _TICKETS:
        broken.extend(_ticket(paper, facts, moved, units))
    elif paper.kind == "identification":
        broken.extend(_identification(paper, facts, moved, units))
    elif paper.kind in ("payment_change", "customer_payment"):
        broken.extend(_payment(paper, facts, moved, units))
    return moved, broken


def _money(paper: Paper, facts: Facts, totals: Totals, numbers: set[int], broken: list[Broken]) -> dict[str, int]:
    clearing, kinds, balances = facts.clearing, facts.accounts, totals.balances
    left, odd = 0, False
    by_kind: dict[tuple[str, int], int] = {}
    for _id, _no, line, debit, credit, amount in paper.money:
        balances[debit] += amount
        balances[credit] -= amount
        if debit == clearing:
            key = (kinds.get(credit, "?"), 1)
            left += amount
            odd = odd or credit == clearing
        else:
            key = (kinds.get(debit, "?"), -1)
            left -= amount
            odd = odd or credit != clearing
        by_kind[key] = by_kind.get(key, 0) + amount
        if line not in numbers:
            broken.append(("money.no_line", {"line": line}))
    if left or odd:
        broken.append(("money.clearing", {"clearing": left}))
    allowed = POSTINGS.get(paper.kind, frozenset())
    broken.extend(("money.posting", {"account": key[0]}) for key in by_kind if key not in allowed)
    moved: dict[str, int] = {}
    for (kind, sign), amount in by_kind.items():
        moved[kind] = moved.get(kind, 0) + sign * amount
    return moved


def _goods(paper: Paper, facts: Facts, totals: Totals, numbers: set[int], broken: list[Broken]) -> dict[bytes, int]:
    places, stock = facts.places, totals.stock
    routes = ROUTES.get(paper.kind, frozenset())
    units: dict[bytes, int] = {}
    for _id, _no, line, lot, source, target, quantity in paper.goods:
        stock[lot, target] += quantity
        stock[lot, source] -= quantity
        if "ownership" not in (places.get(source), places.get(target)):
            units[lot] = units.get(lot, 0) + quantity
        if line not in numbers:
            broken.append(("goods.no_line", {"line": line}))
        if (places.get(source, "?"), places.get(target, "?")) not in routes:
            broken.append(("goods.posting", {}))
    return units


#: The documents of the till, and how their tenders and goods count: into the shop (1) or out of it (-1).
_TICKETS = {"sale": 1, "exchange": 1, "refund": -1, "void": -1, "foreign_return": -1, "return_matched": -1}
_SAID = (
    *("accrued", "commission", "sales", "to_identify", "own_stock", "stock_cost", "drawer", "in_transit", "bank"),
    *("receivable", "tax_withheld", "rounding", "payment_cost", "loss_expense"),
)


def _ticket(paper: Paper, facts: Facts, moved: dict[str, int], units: dict[bytes, int]) -> Iterator[Broken]:
    """A sale, refund, exchange or void; what refers to a sale's line comes back, with the other sign.

    What was sold elsewhere comes back with a line that refers to nothing; its match is paid by what waited since.
    """
    sign = _TICKETS[paper.kind]
    lines = {line[1]: line for line in paper.lines}
    parts: dict[int, list[Row]] = {}
    for part in paper.parts:
        parts.setdefault(part[2], []).append(part)
    said = dict.fromkeys(_SAID, 0)
    sold = paid = 0
    for number, line in lines.items():
        kind, amount, back = line[2], line[3], -1 if line[13] is not None else 1
        if kind == "tender":
            paid += sign * amount
            said[facts.methods.get(line[11], "bank")] -= sign * amount
        elif kind == "rounding":
            sold += back * amount
            said["rounding"] += back * amount
        elif kind == "payment_cost":
            said["accrued" if line[7] else "payment_cost"] -= amount
            said["in_transit"] += amount
        elif kind == "compensation":
            said["accrued"] += amount
            said["loss_expense"] -= amount
        elif kind == "taken_back":
            # It begins to wait, or is what a match is paid with.
            waits = paper.kind == "foreign_return"
            sold, paid = (sold - amount, paid) if waits else (sold, paid - amount)
            said["to_identify"] += -amount if waits else amount
            yield from _line(1, line, ())
        elif kind in ("goods", "service"):
            sold += back * amount
            yield from _line(back, line, parts.get(number, ()))
            if number not in parts:
                said["sales" if kind == "service" else "to_identify"] += back * amount
    if paper.kind == "return_matched":
        said["loss_expense"] += paid - sold
    elif sold != paid:
        yield "sale.tenders", {"sold": sold, "paid": paid}
    yield from _parts(paper, facts, lines, said)
    yield from _compare(paper, moved, units, said)


def _identification(paper: Paper, facts: Facts, moved: dict[str, int], units: dict[bytes, int]) -> Iterator[Broken]:
    """The sale that it completes: its lines are split as a sale's, and paid for by what waited."""
    # A sale's line refers to nothing; these do, and take nothing back.
    lines = {line[1]: (*line[:13], None, *line[14:]) for line in paper.lines}
    said = dict.fromkeys(_SAID, 0)
    for number, line in lines.items():
        yield from _line(1, line, [part for part in paper.parts if part[2] == number])
        said["to_identify"] -= line[3]
    yield from _parts(paper, facts, lines, said)
    yield from _compare(paper, moved, units, said)


def _payment(paper: Paper, facts: Facts, moved: dict[str, int], units: dict[bytes, int]) -> Iterator[Broken]:
    """A customer's money, or a sale's that was rung on the wrong way of paying: in by one, out by another."""
    said = dict.fromkeys(_SAID, 0)
    paid = 0
    for line in paper.lines:
        kind, amount = line[2], line[3]
        if kind == "tender":
            paid += amount
            said[facts.methods.get(line[11], "bank")] -= amount
        elif kind == "payment_cost":
            said["accrued" if line[7] else "payment_cost"] -= amount
            said["in_transit"] += amount
        elif kind == "customer":
            said["receivable"] += amount
    if paid != sum(line[3] for line in paper.lines if line[2] == "customer"):
        yield "sale.tenders", {"sold": 0, "paid": paid}
    yield from _compare(paper, moved, units, said)


def _line(back: int, line: Row, parts: Any) -> Iterator[Broken]:
    number, amount, quantity, price, discount = line[1], line[3], line[8], line[9], line[10] or 0
    if back > 0 and amount != (price or 0) * (quantity or 0) - discount:
        yield "sale.line", {"line": number, "amount": amount}
    if not parts:
        return
    count = less = came = 0
    for _id, _no, _line_no, _lot, part_quantity, _listed, part_discount, _taken, share, shop, _short in parts:
        count += part_quantity
        less += part_discount
        came += share + shop
    if count != quantity or less != discount or came != amount:
        yield "sale.allocation", {"line": number, "amount": amount, "parts": came}


def _parts(paper: Paper, facts: Facts, lines: dict[int, Row], said: dict[str, int]) -> Iterator[Broken]:
    for _id, _no, number, lot_id, quantity, listed, discount, taken, share, shop, _short in paper.parts:
        lot, line = facts.lots.get(lot_id), lines.get(number)
        if lot is None or line is None or share + shop != listed - discount:
            yield "sale.split", {"line": number, "share": share, "due": "?"}
            continue
        back = -1 if line[13] is not None else 1
        if lot.owner is None:
            said["sales"] += back * shop
            said["own_stock"] += back * quantity * lot.cost
            said["stock_cost"] -= back * quantity * lot.cost
        else:
            said["accrued"] += back * share
            said["commission"] += back * shop
        if back > 0:
            place = _sold_at(paper, facts, line, lot_id) if lot.overrides else "shelf"
            due = share_due(lot, line[9] or 0, quantity, discount - taken, place)
            if share != due or listed != (line[9] or 0) * quantity:
                yield "sale.split", {"line": number, "share": share, "due": due}


def _sold_at(paper: Paper, facts: Facts, line: Row, lot: bytes) -> str:
    """The kind of place that the line's goods of this lot were sold from; found out later, as the sale's line said."""
    if paper.kind == "identification":
        return str(json.loads(line[15]).get("place", "shelf"))
    sources = (facts.places.get(move[4], "?") for move in paper.goods if move[2] == line[1] and move[3] == lot)
    return next(sources, "?")


def _compare(paper: Paper, moved: dict[str, int], units: dict[bytes, int], said: dict[str, int]) -> Iterator[Broken]:
    for account, amount in said.items():
        found = moved.get(account, 0) + (moved.get("discount_expense", 0) if account == "commission" else 0)
        if found != amount:
            yield "sale.money", {"account": account, "moved": found, "said": amount}
    wanted: dict[bytes, int] = {}
    for part in paper.parts:
        wanted[part[3]] = wanted.get(part[3], 0) + part[4]
    if wanted != units:
        yield "sale.goods", {"said": sum(wanted.values()), "moved": sum(units.values())}
