"""Promises of the book itself: numbers, order, chains, moves and balances."""

from __future__ import annotations

from sentra_pos.core.speech import N_
from sentra_pos.doctor.findings import Rule
from sentra_pos.doctor.reader import RESTORE

_REPORT = N_("Nothing is lost, but a sum kept beside the book is wrong. Ask for help; the documents stay as they are.")

ORDER = (
    Rule(
        code="order.numbers",
        sql="""
            SELECT device_id AS device, epoch, kind, count(*) AS papers, min(number) AS first, max(number) AS last
            FROM document
            GROUP BY device_id, epoch, kind
            HAVING min(number) <> 1 OR max(number) <> count(*)
            """,
        row="document {device}/{epoch}/{kind}",
        sentence=N_("The numbers of {kind} run from {first} to {last}, but there are {papers} documents."),
        remedy=RESTORE,
    ),
    Rule(
        code="order.counter",
        sql="""
            SELECT coalesce(d.device_id, s.device_id) AS device, coalesce(d.epoch, s.epoch) AS epoch,
            coalesce(d.kind, s.kind) AS kind, coalesce(s.last, 0) AS given, coalesce(d.newest, 0) AS newest
            FROM (SELECT device_id, epoch, kind, max(number) AS newest FROM document GROUP BY 1, 2, 3) AS d FULL
            JOIN number_series AS s USING (device_id, epoch, kind)
            WHERE s.last IS NOT d.newest
            """,
        row="number_series {device}/{epoch}/{kind}",
        sentence=N_("The last number given of {kind} is {given}, the newest document has {newest}."),
        remedy=RESTORE,
    ),
    Rule(
        code="order.sequence",
        sql="""
            SELECT device_id AS device, epoch, count(*) AS papers, min(seq) AS first, max(seq) AS last
            FROM document
            GROUP BY device_id, epoch
            HAVING min(seq) <> 1 OR max(seq) <> count(*)
            """,
        row="document {device}/{epoch}",
        sentence=N_("Documents {first} to {last} of an epoch should be {last}, but there are {papers}."),
        remedy=RESTORE,
    ),
    Rule(
        code="order.arrival",
        sql="""
            SELECT count(*) AS papers, max(received_seq) AS last
            FROM document
            HAVING count(*) > 0 AND (min(received_seq) <> 1 OR max(received_seq) <> count(*))
            """,
        row="document",
        sentence=N_("{papers} documents arrived, but the last is numbered {last}."),
        remedy=RESTORE,
    ),
    Rule(
        code="order.arrival",
        sql="""
            SELECT id AS document
            FROM (SELECT id, received_seq, lag(received_seq) OVER (PARTITION BY device_id, epoch
            ORDER BY seq) AS earlier FROM document) WHERE received_seq < earlier
            """,
        row="document {document}",
        sentence=N_("{paper} is said to have arrived before the document that it follows."),
        remedy=RESTORE,
    ),
    # A laptop's epochs are its own, and come here with what it brings home: until then it has none.
    Rule(
        code="order.epochs",
        sql="""
            SELECT device.id AS device, epoch, coalesce((SELECT max(epoch) FROM device_epoch
            WHERE device_id = device.id), 0) AS newest, (SELECT count(*)
            FROM device_epoch
            WHERE device_id = device.id) AS epochs FROM device WHERE epoch IS NOT newest OR epochs <> newest
            OR (newest = 0 AND NOT EXISTS (SELECT 1 FROM enrolled_device WHERE device_id = device.id))
            """,
        row="device {device}",
        sentence=N_("The device is in epoch {epoch}, its newest is {newest}, and there are {epochs}."),
        remedy=RESTORE,
        quick=True,
    ),
    Rule(
        code="file.reference",
        sql="""
            SELECT document_id AS document, line_no
            FROM document_line
            WHERE refers_document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document
            WHERE document.id = refers_document_id)
            """,
        row="document_line {document}/{line_no}",
        sentence=N_("Line {line_no} of {paper} answers a document that is not there."),
        remedy=RESTORE,
    ),
    Rule(
        code="order.lots",
        sql="""
            SELECT count(*) AS lots, max(seq) AS last
            FROM lot
            HAVING count(*) > 0 AND (min(seq) <> 1 OR last <> lots)
            """,
        row="lot",
        sentence=N_("{lots} lots came in, but the last is numbered {last}."),
        remedy=RESTORE,
    ),
)

_LINKS = """
    SELECT id, kind, seq
    FROM (SELECT {table}.id, {table}.kind, {table}.seq, prev_hash, coalesce(lag({table}.hash)
    OVER (PARTITION BY {table}.device_id, {table}.epoch ORDER BY {table}.seq), genesis) AS expected
    FROM {table} LEFT JOIN device_epoch USING (device_id, epoch)) WHERE prev_hash IS NOT expected
    """
# A head must be the newest row's; the newest row is found by index, so this is quick.
_HEADS = """
    SELECT head.device_id AS device, head.epoch, head.chain, head.seq AS said, newest.seq AS found
    FROM chain_head AS head LEFT JOIN {table} AS newest ON newest.device_id = head.device_id
    AND newest.epoch = head.epoch AND newest.seq = (SELECT max(seq) FROM {table} AS x
    WHERE x.device_id = head.device_id AND x.epoch = head.epoch) LEFT JOIN device_epoch AS start
    ON start.device_id = head.device_id AND start.epoch = head.epoch
    WHERE head.chain = '{table}' AND (head.seq <> coalesce(newest.seq, 0)
    OR head.hash IS NOT coalesce(newest.hash, start.genesis))
    """
_UNHEADED = """
    SELECT device_id AS device, epoch, 'document, event' AS chain
    FROM device_epoch
    WHERE 2 <> (SELECT count(*) FROM chain_head WHERE chain_head.device_id = device_epoch.device_id
    AND chain_head.epoch = device_epoch.epoch AND chain IN ('document', 'event'))
    """

CHAINS = (
    Rule(
        code="chain.link",
        sql="SELECT id AS document FROM (" + _LINKS.format(table="document") + ")",
        row="document {document}",
        sentence=N_(
            "{paper} does not continue the document before it: something was removed, added or exchanged there."
        ),
        remedy=RESTORE,
    ),
    Rule(
        code="chain.event_link",
        sql=_LINKS.format(table="event"),
        row="event {id}",
        sentence=N_(
            "Event {seq} does not continue the one before it: something was removed, added or exchanged there."
        ),
        remedy=RESTORE,
    ),
    *(
        Rule(
            code="chain.head",
            sql=_HEADS.format(table=table),
            row="chain_head {device}/{epoch}/{chain}",
            sentence=N_("The {chain} chain should end at {said}, but the newest found is {found}."),
            remedy=RESTORE,
            quick=True,
        )
        for table in ("document", "event")
    ),
    Rule(
        code="chain.head",
        sql=_UNHEADED,
        row="chain_head {device}/{epoch}",
        sentence=N_("An epoch has lost the heads of its chains: {chain}."),
        remedy=RESTORE,
        quick=True,
    ),
)

MONEY = (
    Rule(
        code="money.balance",
        sql="""
            SELECT account.id AS account, account.kind, coalesce(kept.balance, 0) AS kept,
            coalesce(d_balance.balance, 0) AS summed
            FROM account LEFT JOIN account_balance AS kept ON kept.account_id = account.id LEFT JOIN d_balance
            ON d_balance.account_id = account.id
            WHERE kept <> summed
            """,
        row="account_balance {account}",
        sentence=N_("The balance kept for an account of kind {kind} is {kept}, its moves sum to {summed}."),
        remedy=_REPORT,
    ),
    Rule(
        code="money.double_entry",
        sql="SELECT sum(balance) AS surplus FROM account_balance HAVING sum(balance) <> 0",
        row="account_balance",
        sentence=N_("All balances together must be nothing, but are {surplus}."),
        remedy=_REPORT,
        quick=True,
    ),
    Rule(
        code="money.clearing",
        sql="""
            SELECT balance AS clearing
            FROM account_balance JOIN account ON account.id = account_id
            WHERE kind = 'clearing' AND balance <> 0
            """,
        row="account_balance",
        sentence=N_("{clearing} are left in clearing, which must always be empty."),
        remedy=_REPORT,
        quick=True,
    ),
)

GOODS = (
    Rule(
        code="goods.balance",
        sql="""
            SELECT lot_id AS lot, place_id AS place, coalesce(kept.quantity, 0) AS kept, coalesce(d_stock.quantity,
            0) AS summed
            FROM stock_balance AS kept FULL JOIN d_stock USING (lot_id, place_id)
            WHERE kept <> summed
            """,
        row="stock_balance {lot}/{place}",
        sentence=N_("The stock kept for a lot is {kept}, its moves sum to {summed}."),
        remedy=_REPORT,
    ),
    # A road that lacks it (in the book that it was loaded in) says that what arrived by late papers was home before.
    Rule(
        code="conflict.unique_piece",
        sql="""
            SELECT item.id AS item, item.name, sum(quantity) AS pieces
            FROM item JOIN lot ON lot.item_id = item.id JOIN stock_balance ON lot_id = lot.id JOIN place
            ON place.id = place_id
            WHERE item.kind = 'unique' AND (place.custodian_id IS NOT NULL OR (place.kind = 'road' AND quantity < 0
            AND EXISTS (SELECT 1 FROM document WHERE document.id = lot.document_id
            AND document.kind <> 'exhibition_arrival')))
            GROUP BY item.id
            HAVING sum(quantity) NOT IN (0, 1)
            """,
        row="item {item}",
        sentence=N_("{name} is one of a kind, but the book counts {pieces} of it."),
        remedy=N_("Look for the piece and settle with a document which of its sales or notes was wrong."),
    ),
    # Goods change their owner as a lot that goes and another that comes; so many as go come, line by line.
    Rule(
        code="goods.owner",
        sql="""
            SELECT document_id AS document, line_no AS line, sum(iif(to_place_id = nobody.id, quantity, 0)) AS gone,
            sum(iif(from_place_id = nobody.id, quantity, 0)) AS come
            FROM place AS nobody JOIN goods_move ON nobody.id IN (from_place_id, to_place_id)
            WHERE nobody.kind = 'ownership'
            GROUP BY document_id, line_no
            HAVING gone <> come
            """,
        row="document {document} line {line}",
        sentence=N_("In {paper} {gone} pieces left their owner, but {come} came to another."),
        remedy=RESTORE,
    ),
    # A lot is under no seal of its own; but the line that brought it in is, and names its agreement and its share.
    Rule(
        code="goods.lot",
        sql="""
            SELECT lot.id AS lot, lot.document_id AS document
            FROM lot LEFT JOIN document_line AS line ON line.document_id = lot.document_id
            AND line.line_no = lot.line_no LEFT JOIN document ON document.id = lot.document_id LEFT JOIN agreement
            ON agreement.id = lot.agreement_id
            WHERE line.lot_id IS NOT lot.id OR line.item_id IS NOT lot.item_id
            OR coalesce(json_extract(line.details, '$.category'), '') <> lot.category
            OR NOT (coalesce(document.kind IN ('consignment_note', 'terms_move', 'note_correction',
            'exhibition_arrival'), false)
            OR (line.kind IN ('compensation', 'case') AND lot.owner_id IS NULL
            AND lot.cost = 0)) OR line.price IS NOT lot.price OR (lot.owner_id IS NOT NULL
            AND line.party_id IS NOT lot.owner_id)
            OR coalesce(json_extract(line.details, '$.agreement') <> coalesce((SELECT said FROM d_agreement
            WHERE id = lot.agreement_id), ''), false) OR (json_extract(line.details, '$.agreement') IS NOT NULL
            AND ((agreement.scheme = 'outright') <> (lot.owner_id IS NULL)
            OR (agreement.scheme = 'outright') <> (cost IS NOT NULL)
            OR (rate_count = 0 AND (agreement.scheme = 'net_price') <> (net_price IS NOT NULL))
            OR coalesce(cost, iif(rate_count = 0, net_price, NULL)) <> json_extract(line.details, '$.share')))
            OR line.quantity IS NOT (SELECT sum(quantity) FROM goods_move AS move JOIN place
            ON place.id = from_place_id
            WHERE move.lot_id = lot.id AND move.document_id = lot.document_id
            AND (place.kind IN ('with_artisan', 'ownership')
            OR (document.kind = 'exhibition_arrival' AND place.kind = 'road')))
            """,
        row="lot {lot}",
        sentence=N_("A lot is not what the line of {paper} says that brought it in."),
        remedy=RESTORE,
    ),
)
