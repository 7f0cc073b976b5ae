"""Promises about goods that came back and were sold elsewhere: their money waits, until one match answers for it."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

#: The lines that took something back whose sale was not in this book.
_CAME = """
    FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
    WHERE document.kind = 'foreign_return' AND line.kind = 'taken_back'
    """
#: A match took the place of this line of a return.
_MATCHED = """
    EXISTS (SELECT 1 FROM document_line AS taken WHERE taken.refers_document_id = back.document_id
    AND taken.refers_line_no = back.line_no AND taken.kind = 'taken_back')
    """
# Of a sale's line that no lot answers for, what did not come back by a return or a match.
_SOLD = f"""
    SELECT coalesce(sum(sold.amount - coalesce((SELECT sum(back.amount) FROM document_line AS back
    WHERE back.refers_document_id = sold.document_id AND back.refers_line_no = sold.line_no
    AND back.kind = 'goods' AND NOT {_MATCHED}), 0)), 0) AS amount
    FROM document CROSS JOIN document_line AS sold ON sold.document_id = document.id
    WHERE document.kind IN ('sale', 'exchange') AND sold.kind = 'goods' AND sold.refers_document_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM line_allocation AS part WHERE part.document_id = sold.document_id
    AND part.line_no = sold.line_no)
    AND NOT EXISTS (SELECT 1 FROM document_line AS later WHERE later.refers_document_id = sold.document_id
    AND later.refers_line_no = sold.line_no AND later.kind = 'identified')
    """
# What one device took back without knowing whose it was, while another one found that out.
_OVERTAKEN = f"""
    SELECT back.document_id, back.line_no, back.text, back.amount, found.document_id AS found
    FROM document_line AS found CROSS JOIN document_line AS back ON back.refers_document_id = found.refers_document_id
    AND back.refers_line_no = found.refers_line_no AND back.kind = 'goods'
    JOIN document AS here ON here.id = back.document_id JOIN document AS there ON there.id = found.document_id
    WHERE found.kind = 'identified' AND here.device_id <> there.device_id
    AND here.kind IN ('refund', 'exchange', 'void') AND NOT EXISTS (SELECT 1 FROM line_allocation AS part
    WHERE part.document_id = back.document_id AND part.line_no = back.line_no) AND NOT {_MATCHED}
    """
_LOOK = N_("Look at what this document answers, before the artisans of it are settled with; ask for help.")

ELSEWHERE = (
    Rule(
        code="elsewhere.waiting",
        sql=f"""
            WITH waits AS (SELECT coalesce(sum(line.amount), 0) AS amount {_CAME} AND NOT EXISTS (SELECT 1
            FROM document_line AS later JOIN document AS match ON match.id = later.document_id
            WHERE match.kind = 'return_matched' AND later.kind = 'taken_back'
            AND later.refers_document_id = line.document_id)),
            sold AS ({_SOLD}),
            kept AS (SELECT coalesce(sum(balance), 0) AS amount FROM d_balance JOIN account ON account.id = account_id
            WHERE kind = 'to_identify'),
            overtaken AS (SELECT coalesce(sum(amount), 0) AS amount FROM ({_OVERTAKEN}))
            SELECT kept.amount AS found, waits.amount + overtaken.amount - sold.amount AS due
            FROM kept, waits, overtaken, sold
            WHERE kept.amount <> waits.amount + overtaken.amount - sold.amount
            """,
        row="account to_identify",
        sentence=N_("{found} wait for their owner, but what was sold and what came back without one comes to {due}."),
        remedy=RESTORE,
    ),
    Rule(
        code="elsewhere.line",
        sql="""
            SELECT document.id AS document
            FROM document LEFT JOIN document_line AS line ON line.document_id = document.id
            AND line.kind = 'taken_back'
            WHERE document.kind IN ('foreign_return', 'return_matched')
            GROUP BY document.id
            HAVING count(line.line_no) <> 1 OR (document.kind = 'foreign_return' AND (trim(document.reason) = ''
            OR max(line.refers_document_id) IS NOT NULL OR min(line.item_id) IS NULL OR min(line.quantity) < 1))
            """,
        row="document {document}",
        sentence=N_("{paper} does not say what came back, or why."),
        remedy=RESTORE,
    ),
    Rule(
        code="elsewhere.match",
        sql="""
            SELECT line.document_id AS document, line.line_no
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            LEFT JOIN document AS came ON came.id = line.refers_document_id
            AND came.kind IN ('foreign_return', 'refund', 'exchange', 'void')
            LEFT JOIN document_line AS taken ON taken.document_id = came.id AND taken.line_no = line.refers_line_no
            WHERE document.kind = 'return_matched' AND line.kind = 'taken_back'
            AND (taken.kind IS NOT iif(came.kind = 'foreign_return', 'taken_back', 'goods')
            OR taken.item_id IS NOT line.item_id OR taken.quantity IS NOT line.quantity
            OR taken.amount IS NOT line.amount
            OR EXISTS (SELECT 1 FROM document_line AS goods WHERE goods.document_id = document.id
            AND goods.kind IN ('goods', 'service') AND goods.item_id IS NOT line.item_id)
            OR coalesce((SELECT sum(goods.quantity) FROM document_line AS goods
            WHERE goods.document_id = document.id AND goods.kind IN ('goods', 'service')), line.quantity)
            <> line.quantity
            OR json_extract(line.details, '$.difference') IS NOT line.amount - coalesce((SELECT sum(goods.amount)
            FROM document_line AS goods WHERE goods.document_id = document.id
            AND goods.kind IN ('goods', 'service', 'rounding')), 0))
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} answers for something else than what came back."),
        remedy=_LOOK,
    ),
    Rule(
        code="conflict.unique_piece",
        sql=f"""
            WITH unknown AS (SELECT item.id AS item, item.name, max(sold.document_id) AS document
            FROM item CROSS JOIN document_line AS sold ON sold.item_id = item.id
            JOIN document ON document.id = sold.document_id
            WHERE item.kind = 'unique' AND document.kind IN ('sale', 'exchange') AND sold.kind = 'goods'
            AND sold.refers_document_id IS NULL AND NOT EXISTS (SELECT 1 FROM line_allocation AS part
            WHERE part.document_id = sold.document_id AND part.line_no = sold.line_no)
            AND NOT EXISTS (SELECT 1 FROM document_line AS back WHERE back.refers_document_id = sold.document_id
            AND back.refers_line_no = sold.line_no AND back.kind IN ('goods', 'identified') AND NOT {_MATCHED})
            GROUP BY item.id),
            kept AS (SELECT lot.item_id AS item, sum(quantity) AS pieces,
            sum(iif(place.kind = 'with_customer', quantity, 0)) AS out FROM unknown JOIN lot ON lot.item_id = item
            JOIN stock_balance ON lot_id = lot.id JOIN place ON place.id = place_id
            WHERE place.kind NOT IN ('with_artisan', 'ownership') GROUP BY 1)
            SELECT item, name, document, (SELECT max(part.document_id) FROM lot JOIN line_allocation AS part
            ON part.lot_id = lot.id JOIN document ON document.id = part.document_id
            WHERE lot.item_id = item AND document.kind IN ('sale', 'exchange', 'identification')) AS other_document
            FROM unknown JOIN kept USING (item) WHERE out >= pieces
            """,
        row="item {item}",
        sentence=N_("{name} is one of a kind, but was sold twice: with {other} and with {paper}."),
        remedy=N_("Look for the piece, and take back with a return whichever of its two sales was wrong."),
    ),
    Rule(
        code="conflict.identified_and_returned",
        sql=f"""
            SELECT document_id AS document, text AS item, found AS other_document FROM ({_OVERTAKEN})
            """,
        row="document {document}",
        sentence=N_("{paper} took {item} back before it knew that {other} had found out whose it was."),
        remedy=N_(
            "Open what is not identified yet among the notes: the return waits there. Say which sale it was, and it is"
            " taken off the artisan's account again."
        ),
    ),
    Rule(
        code="conflict.matched_twice",
        sql="""
            SELECT max(line.document_id) AS document, count(*) AS times
            FROM document CROSS JOIN document_line AS line ON line.document_id = document.id
            WHERE document.kind = 'return_matched' AND line.kind = 'taken_back'
            GROUP BY line.refers_document_id, line.refers_line_no HAVING count(*) > 1
            """,
        row="document {document}",
        sentence=N_("What {paper} answers for was answered for {times} times."),
        remedy=N_("Settle with a document which of the sales it was, before the artisans are paid."),
    ),
)
