"""Promises of each kind of document: what its lines say is what its allocations, goods and money do."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_WRONG = N_("Do not settle the artisans of this receipt before somebody has looked at it; ask for help.")

SALES = (
    Rule(
        code="sale.no_shift",
        sql="""
            SELECT document.id AS document
            FROM document LEFT JOIN document AS opening ON opening.id = document.shift_id
            AND opening.kind = 'till_opening' AND opening.device_id = document.device_id
            WHERE document.kind IN ('sale', 'refund', 'exchange', 'void', 'foreign_return', 'till_closing')
            AND (opening.id IS NULL
            OR opening.business_date <> document.business_date OR opening.received_seq > document.received_seq)
            """,
        row="document {document}",
        sentence=N_("{paper} belongs to no shift of its till and day."),
        remedy=RESTORE,
    ),
)

# Each device sees its own returns alone. What two of them took back of the same line is a conflict, which people
# settle; and what each rounded by itself may be off by as many rupiah as there are parts.
# What refunds gave back of each lot of a line, beside what they had to: parts come back first allocation first, and a
# part of k of n is rounded half up from the start each time, so that all parts together are the whole.
_RETURNED = """
    WITH back AS MATERIALIZED (
        SELECT refunded.refers_document_id AS sale, refunded.refers_line_no AS line_no, part.lot_id,
            sum(part.quantity) AS quantity, sum(part.list_amount) AS list_amount, sum(part.discount) AS discount,
            sum(part.share) AS share, max(part.document_id) AS refund, min(part.document_id) AS earlier,
            count(DISTINCT document.device_id) AS devices, count(*) AS parts, max(document.received_seq) AS arrived
        FROM document CROSS JOIN document_line AS refunded ON refunded.document_id = document.id
        CROSS JOIN line_allocation AS part
        ON part.document_id = refunded.document_id AND part.line_no = refunded.line_no
        WHERE document.kind IN ('refund', 'exchange', 'void', 'return_matched')
        AND refunded.refers_document_id IS NOT NULL
        GROUP BY 1, 2, 3
    ),
    answered AS MATERIALIZED (
        SELECT sale, back.line_no, part.lot_id, part.allocation_no, part.quantity, part.list_amount, part.discount,
            part.share
        FROM back CROSS JOIN line_allocation AS part
        ON part.document_id = sale AND part.line_no = back.line_no AND part.lot_id = back.lot_id
        UNION ALL
        SELECT sale, back.line_no, part.lot_id, part.allocation_no, part.quantity, part.list_amount, part.discount,
            part.share
        FROM back CROSS JOIN document_line AS later
        ON later.refers_document_id = sale AND later.refers_line_no = back.line_no AND later.kind = 'identified'
        CROSS JOIN line_allocation AS part
        ON part.document_id = later.document_id AND part.line_no = later.line_no AND part.lot_id = back.lot_id
    ),
    sold AS (
        SELECT sale, back.line_no, back.lot_id, part.quantity AS n, part.list_amount, part.discount, part.share,
            max(0, min(part.quantity, back.quantity - (sum(part.quantity) OVER whole - part.quantity))) AS k
        FROM back JOIN answered AS part USING (sale, line_no, lot_id)
        WINDOW whole AS (PARTITION BY sale, back.line_no, back.lot_id ORDER BY part.allocation_no)
    ),
    expected AS (
        SELECT sale, line_no, lot_id, sum(n) AS quantity,
            sum((2 * list_amount * k + n) / (2 * n)) AS list_amount,
            sum((2 * discount * k + n) / (2 * n)) AS discount,
            sum((2 * share * k + n) / (2 * n)) AS share
        FROM sold GROUP BY 1, 2, 3
    )
    SELECT back.refund AS document, back.quantity AS returned, coalesce(expected.quantity, 0) AS sold,
        back.share, expected.share AS due, back.earlier AS other_document
    FROM back LEFT JOIN expected USING (sale, line_no, lot_id)
    WHERE
    """
# The same for lines without lots: services, and goods that no note ever brought in.
_LINES_BACK = """
    WITH back AS MATERIALIZED (SELECT line.refers_document_id AS sale, line.refers_line_no AS line_no,
    sum(line.quantity) AS quantity, sum(line.amount) AS amount, max(line.document_id) AS refund,
    min(line.document_id) AS earlier, count(DISTINCT document.device_id) AS devices, count(*) AS parts,
    sum(EXISTS (SELECT 1 FROM line_allocation AS part WHERE part.document_id = line.document_id
    AND part.line_no = line.line_no)) AS known
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind IN ('refund', 'exchange', 'void', 'return_matched') AND line.kind IN ('goods', 'service')
    AND line.refers_document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document_line AS match
    WHERE match.refers_document_id = line.document_id AND match.refers_line_no = line.line_no
    AND match.kind = 'taken_back')
    GROUP BY 1, 2)
    SELECT refund AS document, back.earlier AS other_document, sold.text AS item, back.quantity AS returned,
    sold.quantity AS sold, back.amount AS share,
    (2 * sold.amount * back.quantity + sold.quantity) / (2 * sold.quantity) AS due
    FROM back JOIN document_line AS sold ON sold.document_id = sale AND sold.line_no = back.line_no
    WHERE
    """
_TOO_MANY = N_("{paper} takes back the last of {returned} pieces of a line of which {sold} were sold.")
_NO_MIRROR = N_("With {paper} the refunds of a line gave back {share} where {due} belong to what came back.")
_TWICE = N_("{other} and {paper} took the same back: together {returned} pieces of a line of which {sold} were sold.")
# What the shop paid its artisan for, or wrote off, since the later of the two came.
_BORNE = """
    SELECT coalesce(sum(line.quantity), 0) FROM document CROSS JOIN document_line AS line
    ON line.document_id = document.id WHERE document.kind = 'loss_case' AND line.kind = 'case'
    AND document.received_seq > back.arrived
    AND unhex(replace(json_extract(line.details, '$.of'), '-', '')) = back.lot_id
    AND (json_extract(line.details, '$.outcome') = 'written_off'
    OR json_extract(line.details, '$.shop_percent') = 10000)
    """
_RETURNS = N_("Settle with the artisan and the customer which return was wrong; ask for help.")

REFUNDS = (
    Rule(
        code="refund.too_many",
        sql=_RETURNED + "expected.quantity IS NULL OR (back.quantity > expected.quantity AND devices = 1)",
        row="document {document}",
        sentence=_TOO_MANY,
        remedy=_RETURNS,
    ),
    Rule(
        code="refund.too_many",
        sql=_LINES_BACK + "back.quantity > sold.quantity AND devices = 1",
        row="document {document}",
        sentence=_TOO_MANY,
        remedy=_RETURNS,
    ),
    Rule(
        code="refund.mirror",
        sql=_RETURNED + "back.quantity <= expected.quantity AND max(abs(back.share - expected.share), "
        "abs(back.discount - expected.discount), abs(back.list_amount - expected.list_amount)) "
        "> iif(devices > 1, parts, 0)",
        row="document {document}",
        sentence=_NO_MIRROR,
        remedy=_WRONG,
    ),
    Rule(
        code="refund.mirror",
        sql=_LINES_BACK + "NOT EXISTS (SELECT 1 FROM line_allocation WHERE document_id = sale "
        "AND line_allocation.line_no = back.line_no) AND NOT EXISTS (SELECT 1 FROM document_line AS later "
        "WHERE later.refers_document_id = sale AND later.refers_line_no = back.line_no AND later.kind = 'identified') "
        "AND back.quantity <= sold.quantity AND abs(back.amount - due) > iif(devices > 1, parts, 0)",
        row="document {document}",
        sentence=_NO_MIRROR,
        remedy=_WRONG,
    ),
    Rule(
        code="conflict.returned_twice",
        sql=_RETURNED + f"devices > 1 AND back.quantity - expected.quantity > ({_BORNE})",
        row="document {document}",
        sentence=_TWICE,
        remedy=N_(
            "Look for the piece where each of them put it. Count it missing where it is not, and end that case as paid"
            " by the shop: its artisan keeps what was sold, and the shop bears the money that went out twice."
        ),
    ),
    Rule(
        code="conflict.returned_twice",
        sql=_LINES_BACK + "devices > 1 AND back.quantity > sold.quantity AND known = 0",
        row="document {document}",
        sentence=_TWICE,
        remedy=N_(
            "Open what is not identified yet among the notes: the return waits there. Say that no sale will be found,"
            " and the shop bears the money that went out twice."
        ),
    ),
    Rule(
        code="refund.names_no_sale",
        sql="""
            SELECT document.id AS document, line.line_no
            FROM document JOIN document_line AS line ON line.document_id = document.id LEFT JOIN document AS sale
            ON sale.id = line.refers_document_id LEFT JOIN document_line AS sold ON sold.document_id = sale.id
            AND sold.line_no = line.refers_line_no
            WHERE line.kind IN ('goods', 'service') AND (document.kind IN ('refund', 'void', 'return_matched')
            OR (document.kind = 'exchange' AND line.refers_document_id IS NOT NULL))
            AND (NOT coalesce(sale.kind IN ('sale', 'exchange'), false) OR sold.refers_document_id IS NOT NULL
            OR sold.kind IS NOT line.kind OR sold.item_id IS NOT line.item_id)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} takes back something that no sale's line gave."),
        remedy=RESTORE,
    ),
)

# A note buys outright when its lot has no owner: what is owed for it is quantity times cost, no more and no less.
NOTES = (
    Rule(
        code="note.cost",
        sql="""
            SELECT document.id AS document, coalesce((SELECT sum(coalesce(line.quantity * lot.cost, 0)) FROM lot
            JOIN document_line AS line ON line.document_id = lot.document_id AND line.line_no = lot.line_no
            WHERE lot.document_id = document.id AND lot.owner_id IS NULL), 0) AS cost, coalesce(payable, 0) AS owed
            FROM document LEFT JOIN d_total ON d_total.document_id = document.id
            WHERE document.kind = 'consignment_note' AND (cost <> owed OR cost <> -coalesce(own_stock, 0))
            """,
        row="document {document}",
        sentence=N_("{paper} buys goods for {cost}, but {owed} became payable."),
        remedy=RESTORE,
    ),
    Rule(
        code="note.lots",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document JOIN document_line AS line ON line.document_id = document.id LEFT JOIN lot
            ON lot.document_id = line.document_id AND lot.line_no = line.line_no
            WHERE document.kind = 'consignment_note' AND line.kind = 'goods' AND lot.id IS NULL
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} brought in a lot that is not there."),
        remedy=RESTORE,
    ),
)

PRICES = (
    Rule(
        code="price.tag",
        sql="""
            SELECT item.id AS item, item.name, item.price AS tag, newest.price AS price,
            newest.document_id AS document
            FROM (SELECT line.document_id, line.item_id, line.price, row_number() OVER (PARTITION BY line.item_id
            ORDER BY received_seq DESC, line.line_no DESC) AS age
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'price_change') AS newest JOIN item ON item.id = newest.item_id
            WHERE age = 1 AND newest.price IS NOT item.price
            """,
        row="item {item}",
        sentence=N_("The price of {name} is {tag}, but {paper} made it {price}."),
        remedy=N_("Look at the tag, and change the price of the item to what it says."),
    ),
)
