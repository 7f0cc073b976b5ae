"""The doctor's own sums, made once per examination in temporary tables, one pass over each large table.

``d_account``     every account with its kind and the party it is for
``d_money``       per document: what its money moves took out of clearing (above zero) or put into it, by kind of account
``d_allocation``  per document: what its allocations say, with each share computed anew from the lot's agreement
``d_agreement`` how each agreement's id is written in JSON
``d_line``        per document: goods, services and tenders as its lines say
``d_goods``       per document: units moved, and moves whose ends do not fit the kind of document
``d_balance``     per account: the sum of its moves
``d_stock``       per lot and place: the sum of its moves
"""

from __future__ import annotations

from typing import Any

from sentra_pos.doctor.reader import readable

#: The posting table: for each kind of document, what comes out of clearing (+) into which kinds of account is
#: credited there; what goes into clearing (-) is debited there.
_POSTINGS = {
    "consignment_note": "+payable -own_stock",
    "opening_balances": "-drawer -safe -bank -advance -own_stock -capital +capital +accrued +payable",
    "till_opening": "-drawer +drawer +safe +capital +over_short -over_short",
    "till_closing": "-drawer +drawer -safe +over_short -over_short",
    "sale": "+accrued +commission -discount_expense +sales +to_identify -stock_cost +own_stock"
    " -drawer -in_transit -bank",
    "refund": "-accrued -commission +discount_expense -sales -to_identify +stock_cost -own_stock"
    " +drawer +in_transit +bank",
    "settlement": "-accrued +accrued +payable -payable +advance",
    "payout": "-payable +drawer +bank",
}

_ACCOUNTS = """
CREATE TEMP TABLE d_account (id BLOB PRIMARY KEY, kind TEXT, party_id BLOB) WITHOUT ROWID;
INSERT INTO d_account SELECT id, kind, party_id FROM account;
CREATE TEMP TABLE d_agreement (id BLOB PRIMARY KEY, said TEXT) WITHOUT ROWID;
CREATE TEMP TABLE d_posting (document TEXT, account TEXT, sign INTEGER, PRIMARY KEY (document, account, sign)) WITHOUT ROWID
"""

# s: what the other end of the move got out of clearing.
_MONEY = """
CREATE TEMP TABLE d_money (
    document_id BLOB PRIMARY KEY, kind TEXT, clearing INTEGER, odd INTEGER, strange INTEGER, accrued INTEGER,
    commission INTEGER, sales INTEGER, to_identify INTEGER, own_stock INTEGER, stock_cost INTEGER, payable INTEGER,
    drawer INTEGER, in_transit INTEGER, bank INTEGER, gaps INTEGER
) WITHOUT ROWID;
INSERT INTO d_money
SELECT id, kind, sum(s), sum(odd), sum(strange),
    sum(s) FILTER (WHERE account = 'accrued'),
    sum(s) FILTER (WHERE account IN ('commission', 'discount_expense')),
    sum(s) FILTER (WHERE account = 'sales'),
    sum(s) FILTER (WHERE account = 'to_identify'),
    sum(s) FILTER (WHERE account = 'own_stock'),
    sum(s) FILTER (WHERE account = 'stock_cost'),
    sum(s) FILTER (WHERE account = 'payable'),
    sum(s) FILTER (WHERE account = 'drawer'),
    sum(s) FILTER (WHERE account = 'in_transit'),
    sum(s) FILTER (WHERE account = 'bank'),
    min(move_no) <> 1 OR max(move_no) <> count(*)
FROM (
    SELECT document.id, move_no, document.kind, other.kind AS account,
        iif(debit_account_id = :clearing, amount, -amount) AS s,
        (debit_account_id = :clearing) + (credit_account_id = :clearing) <> 1 AS odd,
        d_posting.sign IS NULL AS strange
    FROM document
    CROSS JOIN money_move ON document_id = document.id
    CROSS JOIN d_account AS other
        ON other.id = iif(debit_account_id = :clearing, credit_account_id, debit_account_id)
    LEFT JOIN d_posting ON d_posting.document = document.kind AND d_posting.account = other.kind
        AND d_posting.sign = iif(debit_account_id = :clearing, 1, -1)
    ORDER BY document.id
)
GROUP BY id
"""

# The splitting formula of ARCHITECTURE.md once more, in SQL: share at list price, then who bears the discount.
_ALLOCATIONS = """
CREATE TEMP TABLE d_allocation (
    document_id BLOB PRIMARY KEY, kind TEXT, quantity INTEGER, owned_share INTEGER, owned_shop INTEGER,
    own_share INTEGER, own_paid INTEGER, own_cost INTEGER, wrongly_split INTEGER, torn INTEGER,
    gaps INTEGER
) WITHOUT ROWID;
INSERT INTO d_allocation
SELECT id, kind, sum(quantity),
    sum(iif(owner_id IS NULL, 0, share)), sum(iif(owner_id IS NULL, 0, shop_part)),
    sum(iif(owner_id IS NULL, share, 0)), sum(iif(owner_id IS NULL, shop_part, 0)),
    sum(iif(owner_id IS NULL, quantity * coalesce(cost, 0), 0)),
    sum(kind = 'sale' AND share <> CASE
        WHEN discount = 0 OR bearer = 'shop' THEN at_list
        WHEN bearer = 'artisan' THEN max(at_list - discount, 0)
        ELSE (2 * at_list * (list_amount - discount) + list_amount) / (2 * list_amount)
    END),
    sum(share + shop_part <> list_amount - discount),
    min(allocation_no) <> 1 OR max(allocation_no) <> count(*)
FROM (
    SELECT document.id, allocation_no, document.kind, part.quantity, part.list_amount, part.discount, part.share, part.shop_part,
        lot.owner_id, lot.cost,
        iif(json_extract(line.details, '$.bearer') = 'shop' OR lot.owner_id IS NULL OR agreement.id IS NULL,
            'shop', agreement.discount_bearer) AS bearer,
        part.quantity * CASE WHEN lot.owner_id IS NULL THEN 0 ELSE CASE agreement.scheme
            WHEN 'commission_percent' THEN line.price - (line.price * agreement.rate + 5000) / 10000
            WHEN 'net_price' THEN lot.net_price
            WHEN 'commission_fixed' THEN max(line.price - agreement.fixed, 0)
            ELSE 0 END END AS at_list
    FROM document
    CROSS JOIN line_allocation AS part ON part.document_id = document.id
    CROSS JOIN document_line AS line ON line.document_id = part.document_id AND line.line_no = part.line_no
    CROSS JOIN lot ON lot.id = part.lot_id
    LEFT JOIN agreement ON agreement.id = lot.agreement_id
    ORDER BY document.id
)
GROUP BY id
"""

_LINES = """
CREATE TEMP TABLE d_line (
    document_id BLOB PRIMARY KEY, goods INTEGER, services INTEGER, tendered INTEGER, to_drawer INTEGER,
    to_in_transit INTEGER, to_bank INTEGER, settled INTEGER, deducted INTEGER
) WITHOUT ROWID;
INSERT INTO d_line
SELECT document_id,
    coalesce(sum(amount) FILTER (WHERE kind = 'goods'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'service'), 0),
    coalesce(sum(amount) FILTER (WHERE kind = 'tender'), 0),
    coalesce(sum(amount) FILTER (WHERE kind = 'tender' AND account = 'drawer'), 0),
    coalesce(sum(amount) FILTER (WHERE kind = 'tender' AND account = 'in_transit'), 0),
    coalesce(sum(amount) FILTER (WHERE kind = 'tender' AND account = 'bank'), 0),
    coalesce(sum(amount) FILTER (WHERE kind = 'settled'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'deduction'), 0)
FROM (
    SELECT document_id, kind, amount,
        iif(method IS NULL, NULL, (SELECT account FROM payment_method WHERE code = method)) AS account
    FROM document_line ORDER BY document_id
)
GROUP BY document_id
"""

_GOODS = """
CREATE TEMP TABLE d_goods (
    document_id BLOB PRIMARY KEY, kind TEXT, units INTEGER, astray INTEGER, gaps INTEGER
) WITHOUT ROWID;
INSERT INTO d_goods
SELECT id, kind, sum(quantity), sum(NOT CASE kind
    WHEN 'consignment_note' THEN source = 'with_artisan' AND target IN ('shelf', 'store_room')
    WHEN 'sale' THEN source IN ('shelf', 'stand') AND target = 'with_customer'
    WHEN 'refund' THEN source = 'with_customer' AND target IN ('shelf', 'stand', 'quarantine')
    ELSE 0 END), min(move_no) <> 1 OR max(move_no) <> count(*)
FROM (
    SELECT document.id, move_no, document.kind, quantity, source.kind AS source, target.kind AS target
    FROM document
    CROSS JOIN goods_move ON document_id = document.id
    CROSS JOIN place AS source ON source.id = from_place_id
    CROSS JOIN place AS target ON target.id = to_place_id
    ORDER BY document.id
)
GROUP BY id
"""

_BALANCES = """
CREATE TEMP TABLE d_balance (account_id BLOB PRIMARY KEY, balance INTEGER) WITHOUT ROWID;
INSERT INTO d_balance SELECT debit_account_id, amount FROM money_move WHERE true
    ON CONFLICT (account_id) DO UPDATE SET balance = d_balance.balance + excluded.balance;
INSERT INTO d_balance SELECT credit_account_id, -amount FROM money_move WHERE true
    ON CONFLICT (account_id) DO UPDATE SET balance = d_balance.balance + excluded.balance;
CREATE TEMP TABLE d_stock (
    lot_id BLOB, place_id BLOB, quantity INTEGER, PRIMARY KEY (lot_id, place_id)
) WITHOUT ROWID;
INSERT INTO d_stock SELECT lot_id, to_place_id, quantity FROM goods_move WHERE true
    ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = d_stock.quantity + excluded.quantity;
INSERT INTO d_stock SELECT lot_id, from_place_id, -quantity FROM goods_move WHERE true
    ON CONFLICT (lot_id, place_id) DO UPDATE SET quantity = d_stock.quantity + excluded.quantity
"""


def postings() -> list[tuple[str, str, int]]:
    """The posting table as rows: document kind, account kind, +1 out of clearing or -1 into it."""
    return [
        (document, word[1:], 1 if word[0] == "+" else -1) for document, words in _POSTINGS.items() for word in words.split()
    ]


def make_sums(connection: Any, clearing: bytes) -> None:
    """Make the temporary tables; ``clearing`` is the id that the clearing account has in every book."""
    _run(connection, _ACCOUNTS, {})
    agreements = connection.execute("SELECT id FROM agreement").fetchall()
    connection.executemany("INSERT INTO d_agreement VALUES (?, ?)", [(row[0], readable(row[0])) for row in agreements])
    connection.executemany("INSERT INTO d_posting VALUES (?, ?, ?)", postings())
    for script in (_MONEY, _ALLOCATIONS, _LINES, _GOODS, _BALANCES):
        _run(connection, script, {"clearing": clearing})


def _run(connection: Any, script: str, values: dict[str, bytes]) -> None:
    for statement in script.split(";"):
        connection.execute(statement, values if ":clearing" in statement else {}).close()
