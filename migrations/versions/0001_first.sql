CREATE TABLE cash_category (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    account TEXT NOT NULL,
    position INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_cash_category PRIMARY KEY (code),
    CONSTRAINT ck_cash_category_account_known CHECK (account IN ('expense', 'other_income', 'capital'))
)
 STRICT

CREATE TABLE device (
    id BLOB NOT NULL,
    code INTEGER NOT NULL,
    name TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    CONSTRAINT pk_device PRIMARY KEY (id),
    CONSTRAINT ck_device_code_range CHECK (code BETWEEN 0 AND 9999),
    CONSTRAINT uq_device_code UNIQUE (code)
)
 STRICT

CREATE TABLE item_group (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_item_group PRIMARY KEY (id)
)
 STRICT

CREATE TABLE motif (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    story TEXT NOT NULL,
    CONSTRAINT pk_motif PRIMARY KEY (id),
    CONSTRAINT uq_motif_folded UNIQUE (folded)
)
 STRICT

CREATE TABLE party (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    payout_method TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    remark TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT ck_party_kind_known CHECK (kind IN ('artisan', 'customer', 'supplier', 'city_fund', 'instructor')),
    CONSTRAINT ck_party_payout_method_known CHECK (payout_method IN ('cash', 'transfer')),
    CONSTRAINT uq_party_code UNIQUE (code)
)
 STRICT

CREATE INDEX ix_party_kind_code ON party (kind, code)

CREATE TABLE payment_method (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    account TEXT NOT NULL,
    asks_reference INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    cost_rate INTEGER NOT NULL,
    cost_free INTEGER NOT NULL,
    position INTEGER NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_payment_method PRIMARY KEY (code),
    CONSTRAINT ck_payment_method_account_known CHECK (account IN ('drawer', 'in_transit', 'bank', 'receivable', 'tax_withheld', 'loss_expense')),
    CONSTRAINT ck_payment_method_cost_rate_sane CHECK (cost_rate BETWEEN 0 AND 10000),
    CONSTRAINT ck_payment_method_cost_free_sane CHECK (cost_free >= 0),
    CONSTRAINT ck_payment_method_cost_fits_account CHECK (cost_rate = 0 OR account = 'in_transit')
)
 STRICT

CREATE TABLE printer (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    way TEXT NOT NULL,
    address TEXT NOT NULL,
    profile_json TEXT NOT NULL,
    in_use INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_printer PRIMARY KEY (id),
    CONSTRAINT ck_printer_way_known CHECK (way IN ('tcp', 'device_file', 'cups', 'windows', 'serial', 'folder')),
    CONSTRAINT ck_printer_role_known CHECK (role IN ('receipt', 'label', 'report')),
    CONSTRAINT ck_printer_in_use_is_yes_or_no CHECK (in_use IN (0, 1))
)
 STRICT

CREATE UNIQUE INDEX ix_printer_one_in_use_a_role ON printer (role) WHERE in_use = 1

CREATE TABLE search_word (
    word TEXT NOT NULL,
    items INTEGER NOT NULL,
    CONSTRAINT pk_search_word PRIMARY KEY (word)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
)
 STRICT

CREATE TABLE staff (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL,
    CONSTRAINT pk_staff PRIMARY KEY (id),
    CONSTRAINT ck_staff_role_known CHECK (role IN ('cashier', 'supervisor', 'owner', 'exhibition', 'artisan'))
)
 STRICT

CREATE TABLE tag_sheet (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    page_width INTEGER NOT NULL,
    page_height INTEGER NOT NULL,
    columns INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    label_width INTEGER NOT NULL,
    label_height INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    top INTEGER NOT NULL,
    gap_across INTEGER NOT NULL,
    gap_down INTEGER NOT NULL,
    shift_x INTEGER NOT NULL,
    shift_y INTEGER NOT NULL,
    first_free INTEGER NOT NULL,
    CONSTRAINT pk_tag_sheet PRIMARY KEY (id),
    CONSTRAINT ck_tag_sheet_has_labels CHECK (columns > 0 AND rows > 0),
    CONSTRAINT ck_tag_sheet_first_free_on_sheet CHECK (first_free BETWEEN 0 AND columns * rows - 1),
    CONSTRAINT uq_tag_sheet_name UNIQUE (name)
)
 STRICT

CREATE TABLE account (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    party_id BLOB,
    device_id BLOB,
    method TEXT,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_kind_known CHECK (kind IN ('drawer', 'safe', 'bank', 'in_transit', 'accrued', 'payable', 'advance', 'savings', 'receivable', 'commission', 'sales', 'own_stock', 'stock_cost', 'fees_charged', 'discount_expense', 'loss_expense', 'payment_cost', 'rounding', 'over_short', 'expense', 'other_income', 'tax_withheld', 'city_fund', 'capital', 'to_identify', 'on_the_road', 'clearing')),
    CONSTRAINT fk_account_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_account_device_id FOREIGN KEY(device_id) REFERENCES device (id)
)
 STRICT

CREATE INDEX ix_account_party_id_kind ON account (party_id, kind)

CREATE TABLE agreement (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    scheme TEXT NOT NULL,
    rate INTEGER,
    fixed INTEGER,
    discount_bearer TEXT NOT NULL,
    payment_cost_bearer TEXT NOT NULL,
    price_consent INTEGER NOT NULL,
    liability TEXT NOT NULL,
    valuation TEXT NOT NULL,
    remark TEXT NOT NULL,
    rate_count INTEGER NOT NULL,
    liability_shop_percent INTEGER NOT NULL,
    return_term_days INTEGER,
    hold_days INTEGER NOT NULL,
    rhythm TEXT NOT NULL,
    payday INTEGER,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    CONSTRAINT pk_agreement PRIMARY KEY (id),
    CONSTRAINT ck_agreement_scheme_known CHECK (scheme IN ('commission_percent', 'net_price', 'commission_fixed', 'outright')),
    CONSTRAINT ck_agreement_discount_bearer_known CHECK (discount_bearer IN ('shop', 'artisan', 'shared')),
    CONSTRAINT ck_agreement_payment_cost_bearer_known CHECK (payment_cost_bearer IN ('shop', 'artisan')),
    CONSTRAINT ck_agreement_liability_known CHECK (liability IN ('shop', 'artisan', 'shared')),
    CONSTRAINT ck_agreement_valuation_known CHECK (valuation IN ('price', 'net')),
    CONSTRAINT ck_agreement_rhythm_known CHECK (rhythm IN ('on_request', 'weekly', 'two_weeks', 'monthly')),
    CONSTRAINT ck_agreement_rate_fits_scheme CHECK ((scheme = 'commission_percent') = (rate IS NOT NULL)),
    CONSTRAINT ck_agreement_fixed_fits_scheme CHECK ((scheme = 'commission_fixed') = (fixed IS NOT NULL)),
    CONSTRAINT ck_agreement_rate_sane CHECK (rate IS NULL OR rate BETWEEN 0 AND 10000),
    CONSTRAINT ck_agreement_fixed_sane CHECK (fixed IS NULL OR fixed >= 0),
    CONSTRAINT ck_agreement_rate_count_sane CHECK (rate_count >= 0),
    CONSTRAINT ck_agreement_liability_sane CHECK (liability_shop_percent BETWEEN 0 AND 10000),
    CONSTRAINT ck_agreement_return_term_sane CHECK (return_term_days IS NULL OR return_term_days > 0),
    CONSTRAINT ck_agreement_hold_sane CHECK (hold_days >= 0),
    CONSTRAINT ck_agreement_payday_fits_rhythm CHECK ((rhythm = 'on_request') = (payday IS NULL)),
    CONSTRAINT ck_agreement_payday_sane CHECK (payday IS NULL OR payday BETWEEN 1 AND 31),
    CONSTRAINT uq_agreement_party_id_version UNIQUE (party_id, version),
    CONSTRAINT fk_agreement_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_agreement_recorded_by FOREIGN KEY(recorded_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_agreement_party_id_valid_from ON agreement (party_id, valid_from)

CREATE TABLE artisan_card (
    code TEXT NOT NULL,
    party_id BLOB NOT NULL,
    given_at INTEGER NOT NULL,
    given_by BLOB NOT NULL,
    CONSTRAINT pk_artisan_card PRIMARY KEY (code),
    CONSTRAINT ck_artisan_card_code_length CHECK (length(code) = 13),
    CONSTRAINT fk_artisan_card_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_artisan_card_given_by FOREIGN KEY(given_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_artisan_card_party_id ON artisan_card (party_id)

CREATE TABLE batikmark (
    party_id BLOB NOT NULL,
    number TEXT NOT NULL,
    techniques TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    CONSTRAINT pk_batikmark PRIMARY KEY (party_id, number),
    CONSTRAINT fk_batikmark_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT

CREATE TABLE chain_head (
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_chain_head PRIMARY KEY (device_id, epoch, chain),
    CONSTRAINT fk_chain_head_device_id FOREIGN KEY(device_id) REFERENCES device (id)
)
 STRICT

CREATE TABLE device_epoch (
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    genesis BLOB NOT NULL,
    CONSTRAINT pk_device_epoch PRIMARY KEY (device_id, epoch),
    CONSTRAINT fk_device_epoch_device_id FOREIGN KEY(device_id) REFERENCES device (id)
)
 STRICT

CREATE TABLE document (
    received_seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    shift_id BLOB,
    business_date TEXT NOT NULL,
    at INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    actor_id BLOB NOT NULL,
    approver_id BLOB,
    reason TEXT NOT NULL,
    reverses_id BLOB,
    intent BLOB NOT NULL,
    format_version INTEGER NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (received_seq),
    CONSTRAINT ck_document_kind_known CHECK (kind IN ('consignment_note', 'opening_balances', 'till_opening', 'till_closing', 'sale', 'refund', 'settlement', 'payout', 'exchange', 'void', 'payment_change', 'payment_check', 'bank_receipt', 'customer_payment', 'cash_movement', 'recount', 'price_change', 'drop_off', 'note_correction', 'terms_move', 'identification', 'hand_back', 'transfer', 'stock_count', 'loss_case', 'advance', 'charge', 'savings', 'payout_void', 'pay_back', 'exhibition_load', 'exhibition_arrival', 'stand_ended', 'exhibition_return', 'exhibition_cost', 'foreign_return', 'return_matched')),
    CONSTRAINT uq_document_device_id_epoch_seq UNIQUE (device_id, epoch, seq),
    CONSTRAINT uq_document_device_id_epoch_kind_number UNIQUE (device_id, epoch, kind, number),
    CONSTRAINT uq_document_id UNIQUE (id),
    CONSTRAINT fk_document_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_document_actor_id FOREIGN KEY(actor_id) REFERENCES staff (id),
    CONSTRAINT fk_document_approver_id FOREIGN KEY(approver_id) REFERENCES staff (id),
    CONSTRAINT fk_document_reverses_id FOREIGN KEY(reverses_id) REFERENCES document (id)
)
 STRICT

CREATE INDEX ix_document_business_date_kind ON document (business_date, kind)

CREATE INDEX ix_document_day ON document (id, business_date, kind)

CREATE INDEX ix_document_kind_received_seq ON document (kind, received_seq)

CREATE INDEX ix_document_reverses_id ON document (reverses_id)

CREATE INDEX ix_document_shift_id_kind ON document (shift_id, kind)

CREATE TABLE draft_cart (
    device_id BLOB NOT NULL,
    sale_id BLOB NOT NULL,
    cart TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    CONSTRAINT pk_draft_cart PRIMARY KEY (device_id),
    CONSTRAINT fk_draft_cart_device_id FOREIGN KEY(device_id) REFERENCES device (id)
)
 STRICT

CREATE TABLE enrolled_device (
    device_id BLOB NOT NULL,
    public_key BLOB NOT NULL,
    enrolled_at INTEGER NOT NULL,
    enrolled_by BLOB NOT NULL,
    revoked_at INTEGER,
    CONSTRAINT pk_enrolled_device PRIMARY KEY (device_id),
    CONSTRAINT ck_enrolled_device_key_sane CHECK (length(public_key) = 32),
    CONSTRAINT uq_enrolled_device_public_key UNIQUE (public_key),
    CONSTRAINT fk_enrolled_device_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_enrolled_device_enrolled_by FOREIGN KEY(enrolled_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE event (
    id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor_id BLOB,
    details TEXT NOT NULL,
    format_version INTEGER NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT ck_event_kind_known CHECK (kind IN ('store_created', 'login', 'login_refused', 'permission_refused', 'drawer_opened', 'reprint', 'backup', 'restore', 'settings_changed', 'stock_imported', 'agreement_recorded', 'count_shown', 'shift_report', 'promotion_changed', 'cart_dropped', 'markdown_proposed', 'markdown_answered', 'count_started', 'count_dropped', 'zone_ended', 'zone_opened', 'case_noted', 'recovery_planned', 'run_changed', 'artisan_login', 'artisan_login_refused', 'artisan_pin_changed', 'objection_raised', 'objection_answered', 'records_exported', 'exhibition_planned', 'device_enrolled', 'device_revoked', 'pack_written', 'pack_opened', 'homecoming_written', 'homecoming_added', 'homecoming_refused', 'late_decided')),
    CONSTRAINT uq_event_device_id_epoch_seq UNIQUE (device_id, epoch, seq),
    CONSTRAINT fk_event_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_event_actor_id FOREIGN KEY(actor_id) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_event_kind_at ON event (kind, at)

CREATE TABLE exhibition (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    venue TEXT NOT NULL,
    city TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    rent INTEGER NOT NULL,
    note TEXT NOT NULL,
    qris_payload TEXT NOT NULL,
    called_off INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    CONSTRAINT pk_exhibition PRIMARY KEY (id),
    CONSTRAINT ck_exhibition_ends_after_start CHECK (ends >= starts),
    CONSTRAINT ck_exhibition_rent_sane CHECK (rent >= 0),
    CONSTRAINT fk_exhibition_recorded_by FOREIGN KEY(recorded_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_exhibition_starts ON exhibition (starts)

CREATE TABLE held_cart (
    sale_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    name TEXT NOT NULL,
    cart TEXT NOT NULL,
    held_by BLOB NOT NULL,
    held_at INTEGER NOT NULL,
    CONSTRAINT pk_held_cart PRIMARY KEY (sale_id),
    CONSTRAINT fk_held_cart_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_held_cart_held_by FOREIGN KEY(held_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE item (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    technique TEXT NOT NULL,
    dye TEXT NOT NULL,
    cloth TEXT NOT NULL,
    size TEXT NOT NULL,
    length_cm INTEGER,
    width_cm INTEGER,
    work_days INTEGER,
    motif_id BLOB,
    group_id BLOB,
    maker_id BLOB,
    price INTEGER NOT NULL,
    remark TEXT NOT NULL,
    import_key TEXT,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (id),
    CONSTRAINT ck_item_kind_known CHECK (kind IN ('unique', 'counted', 'service')),
    CONSTRAINT ck_item_technique_known CHECK (technique IN ('tulis', 'cap', 'kombinasi', 'tiruan', 'lainnya', 'none')),
    CONSTRAINT ck_item_dye_known CHECK (dye IN ('natural', 'synthetic', 'mixed', 'none')),
    CONSTRAINT ck_item_price_sane CHECK (price >= 0),
    CONSTRAINT ck_item_work_days_sane CHECK (work_days > 0),
    CONSTRAINT fk_item_motif_id FOREIGN KEY(motif_id) REFERENCES motif (id),
    CONSTRAINT fk_item_group_id FOREIGN KEY(group_id) REFERENCES item_group (id),
    CONSTRAINT fk_item_maker_id FOREIGN KEY(maker_id) REFERENCES party (id),
    CONSTRAINT uq_item_import_key UNIQUE (import_key)
)
 STRICT

CREATE INDEX ix_item_active_name ON item (active, name)

CREATE INDEX ix_item_category_active_name ON item (category, active, name)

CREATE INDEX ix_item_group_id ON item (group_id)

CREATE INDEX ix_item_maker_id ON item (maker_id)

CREATE TABLE late_document (
    id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    record TEXT NOT NULL,
    state TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by BLOB,
    why TEXT NOT NULL,
    CONSTRAINT pk_late_document PRIMARY KEY (id),
    CONSTRAINT ck_late_document_state_known CHECK (state IN ('waiting', 'added', 'rejected')),
    CONSTRAINT ck_late_document_decided_by_somebody CHECK ((state = 'waiting') = (decided_by IS NULL)),
    CONSTRAINT uq_late_document_device_id_epoch_seq UNIQUE (device_id, epoch, seq),
    CONSTRAINT fk_late_document_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_late_document_decided_by FOREIGN KEY(decided_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE motif_alias (
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    motif_id BLOB NOT NULL,
    CONSTRAINT pk_motif_alias PRIMARY KEY (folded),
    CONSTRAINT fk_motif_alias_motif_id FOREIGN KEY(motif_id) REFERENCES motif (id)
)
 STRICT

CREATE TABLE number_series (
    device_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    kind TEXT NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (device_id, epoch, kind),
    CONSTRAINT fk_number_series_device_id FOREIGN KEY(device_id) REFERENCES device (id)
)
 STRICT

CREATE TABLE party_pin (
    party_id BLOB NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_party_pin PRIMARY KEY (party_id),
    CONSTRAINT fk_party_pin_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT

CREATE TABLE party_pin_attempts (
    party_id BLOB NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    CONSTRAINT pk_party_pin_attempts PRIMARY KEY (party_id),
    CONSTRAINT ck_party_pin_attempts_failures_sane CHECK (failures >= 0),
    CONSTRAINT fk_party_pin_attempts_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT

CREATE TABLE pin_attempts (
    staff_id BLOB NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    CONSTRAINT pk_pin_attempts PRIMARY KEY (staff_id),
    CONSTRAINT ck_pin_attempts_failures_sane CHECK (failures >= 0),
    CONSTRAINT fk_pin_attempts_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

CREATE TABLE place (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    custodian_id BLOB,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT ck_place_kind_known CHECK (kind IN ('shelf', 'store_room', 'road', 'stand', 'quarantine', 'set_aside', 'with_artisan', 'with_customer', 'missing', 'lost', 'ownership')),
    CONSTRAINT fk_place_custodian_id FOREIGN KEY(custodian_id) REFERENCES device (id)
)
 STRICT

CREATE TABLE print_job (
    id BLOB NOT NULL,
    dedupe_key TEXT NOT NULL,
    printer_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    doc_json TEXT,
    payload BLOB,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    bytes_sent INTEGER NOT NULL,
    copy_no INTEGER NOT NULL,
    retried_to BLOB,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    CONSTRAINT pk_print_job PRIMARY KEY (id),
    CONSTRAINT uq_print_job_dedupe_key UNIQUE (dedupe_key),
    CONSTRAINT ck_print_job_kind_known CHECK (kind IN ('receipt', 'drawer', 'label', 'report')),
    CONSTRAINT ck_print_job_state_known CHECK (state IN ('queued', 'claimed', 'sending', 'sent', 'confirmed', 'failed', 'cancelled', 'uncertain')),
    CONSTRAINT ck_print_job_counts_not_negative CHECK (attempts >= 0 AND bytes_sent >= 0 AND copy_no >= 0),
    CONSTRAINT ck_print_job_not_retried_to_itself CHECK (retried_to IS NULL OR retried_to <> id),
    CONSTRAINT ck_print_job_finished_has_its_time CHECK ((state IN ('queued', 'claimed', 'sending')) = (finished_at IS NULL)),
    CONSTRAINT ck_print_job_waiting_sent_nothing CHECK (state NOT IN ('queued', 'claimed') OR bytes_sent = 0),
    CONSTRAINT fk_print_job_printer_id FOREIGN KEY(printer_id) REFERENCES printer (id),
    CONSTRAINT fk_print_job_retried_to FOREIGN KEY(retried_to) REFERENCES print_job (id)
)
 STRICT

CREATE INDEX ix_print_job_uncertain ON print_job (printer_id) WHERE state = 'uncertain' AND retried_to IS NULL

CREATE INDEX ix_print_job_waiting ON print_job (printer_id, created_at) WHERE finished_at IS NULL

CREATE TABLE promotion (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    rate INTEGER,
    amount INTEGER,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    scope TEXT NOT NULL,
    target TEXT NOT NULL,
    shop_bears INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    ended_at INTEGER,
    CONSTRAINT pk_promotion PRIMARY KEY (id),
    CONSTRAINT ck_promotion_rate_or_amount CHECK ((rate IS NULL) <> (amount IS NULL)),
    CONSTRAINT ck_promotion_rate_sane CHECK (rate IS NULL OR rate BETWEEN 1 AND 10000),
    CONSTRAINT ck_promotion_amount_positive CHECK (amount IS NULL OR amount > 0),
    CONSTRAINT ck_promotion_days_in_order CHECK (starts <= ends),
    CONSTRAINT fk_promotion_created_by FOREIGN KEY(created_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_promotion_ends ON promotion (ends)

CREATE TABLE quarantined_file (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    device_id BLOB,
    code TEXT NOT NULL,
    sentence TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    seen_by BLOB,
    CONSTRAINT pk_quarantined_file PRIMARY KEY (id),
    CONSTRAINT fk_quarantined_file_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_quarantined_file_seen_by FOREIGN KEY(seen_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE settlement_run (
    id BLOB NOT NULL,
    number INTEGER NOT NULL,
    device_id BLOB NOT NULL,
    state TEXT NOT NULL,
    everybody INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    started_by BLOB NOT NULL,
    reviewed_at INTEGER,
    reviewed_by BLOB,
    closed_at INTEGER,
    closed_by BLOB,
    CONSTRAINT pk_settlement_run PRIMARY KEY (id),
    CONSTRAINT ck_settlement_run_state_known CHECK (state IN ('draft', 'reviewed', 'locked', 'closed')),
    CONSTRAINT fk_settlement_run_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_settlement_run_started_by FOREIGN KEY(started_by) REFERENCES staff (id),
    CONSTRAINT fk_settlement_run_reviewed_by FOREIGN KEY(reviewed_by) REFERENCES staff (id),
    CONSTRAINT fk_settlement_run_closed_by FOREIGN KEY(closed_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_settlement_run_number ON settlement_run (number)

CREATE TABLE staff_pin (
    staff_id BLOB NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_staff_pin PRIMARY KEY (staff_id),
    CONSTRAINT fk_staff_pin_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

CREATE TABLE account_balance (
    account_id BLOB NOT NULL,
    balance INTEGER NOT NULL,
    CONSTRAINT pk_account_balance PRIMARY KEY (account_id),
    CONSTRAINT fk_account_balance_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE agreement_rate (
    agreement_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    item_id BLOB,
    category TEXT NOT NULL,
    place_kind TEXT,
    scheme TEXT NOT NULL,
    rate INTEGER,
    fixed INTEGER,
    CONSTRAINT pk_agreement_rate PRIMARY KEY (agreement_id, number),
    CONSTRAINT ck_agreement_rate_scheme_known CHECK (scheme IN ('commission_percent', 'net_price', 'commission_fixed', 'outright')),
    CONSTRAINT ck_agreement_rate_never_outright CHECK (scheme <> 'outright'),
    CONSTRAINT ck_agreement_rate_place_sold_at CHECK (place_kind IS NULL OR place_kind IN ('shelf', 'stand')),
    CONSTRAINT ck_agreement_rate_rate_fits_scheme CHECK ((scheme = 'commission_percent') = (rate IS NOT NULL)),
    CONSTRAINT ck_agreement_rate_fixed_fits_scheme CHECK ((scheme = 'commission_fixed') = (fixed IS NOT NULL)),
    CONSTRAINT ck_agreement_rate_rate_sane CHECK (rate IS NULL OR rate BETWEEN 0 AND 10000),
    CONSTRAINT ck_agreement_rate_fixed_sane CHECK (fixed IS NULL OR fixed >= 0),
    CONSTRAINT ck_agreement_rate_item_or_category CHECK (item_id IS NULL OR category = ''),
    CONSTRAINT ck_agreement_rate_about_something CHECK (item_id IS NOT NULL OR category <> '' OR place_kind IS NOT NULL),
    CONSTRAINT fk_agreement_rate_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
    CONSTRAINT fk_agreement_rate_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE exhibition_staff (
    exhibition_id BLOB NOT NULL,
    staff_id BLOB NOT NULL,
    CONSTRAINT pk_exhibition_staff PRIMARY KEY (exhibition_id, staff_id),
    CONSTRAINT fk_exhibition_staff_exhibition_id FOREIGN KEY(exhibition_id) REFERENCES exhibition (id),
    CONSTRAINT fk_exhibition_staff_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE goods_collector (
    document_id BLOB NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_goods_collector PRIMARY KEY (document_id),
    CONSTRAINT ck_goods_collector_named CHECK (name <> ''),
    CONSTRAINT fk_goods_collector_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)
 STRICT

CREATE TABLE item_code (
    code TEXT NOT NULL,
    item_id BLOB NOT NULL,
    own INTEGER NOT NULL,
    CONSTRAINT pk_item_code PRIMARY KEY (code),
    CONSTRAINT fk_item_code_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT

CREATE INDEX ix_item_code_item_id ON item_code (item_id)

CREATE TABLE item_photo (
    item_id BLOB NOT NULL,
    jpeg BLOB NOT NULL,
    CONSTRAINT pk_item_photo PRIMARY KEY (item_id),
    CONSTRAINT fk_item_photo_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT

CREATE TABLE item_text (
    number INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_item_text PRIMARY KEY (number),
    CONSTRAINT uq_item_text_item_id UNIQUE (item_id),
    CONSTRAINT fk_item_text_item_id FOREIGN KEY(item_id) REFERENCES item (id)
)
 STRICT

CREATE TABLE lot (
    id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    owner_id BLOB,
    agreement_id BLOB,
    document_id BLOB NOT NULL,
    line_no INTEGER NOT NULL,
    price INTEGER NOT NULL,
    net_price INTEGER,
    cost INTEGER,
    category TEXT NOT NULL,
    CONSTRAINT pk_lot PRIMARY KEY (id),
    CONSTRAINT ck_lot_price_sane CHECK (price >= 0),
    CONSTRAINT uq_lot_seq UNIQUE (seq),
    CONSTRAINT fk_lot_item_id FOREIGN KEY(item_id) REFERENCES item (id),
    CONSTRAINT fk_lot_owner_id FOREIGN KEY(owner_id) REFERENCES party (id),
    CONSTRAINT fk_lot_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id),
    CONSTRAINT fk_lot_document_id FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT

CREATE INDEX ix_lot_item_id_seq ON lot (item_id, seq)

CREATE INDEX ix_lot_owner_id ON lot (owner_id)

CREATE TABLE markdown_proposal (
    id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    from_price INTEGER NOT NULL,
    to_price INTEGER NOT NULL,
    reason TEXT NOT NULL,
    proposed_by BLOB NOT NULL,
    proposed_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    closed_at INTEGER,
    document_id BLOB,
    CONSTRAINT pk_markdown_proposal PRIMARY KEY (id),
    CONSTRAINT ck_markdown_proposal_state_known CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
    CONSTRAINT ck_markdown_proposal_price_lower CHECK (to_price > 0 AND to_price < from_price),
    CONSTRAINT ck_markdown_proposal_accepted_is_changed CHECK ((state = 'accepted') = (document_id IS NOT NULL)),
    CONSTRAINT fk_markdown_proposal_item_id FOREIGN KEY(item_id) REFERENCES item (id),
    CONSTRAINT fk_markdown_proposal_proposed_by FOREIGN KEY(proposed_by) REFERENCES staff (id),
    CONSTRAINT fk_markdown_proposal_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)
 STRICT

CREATE INDEX ix_markdown_proposal_item_id_state ON markdown_proposal (item_id, state)

CREATE TABLE money_move (
    document_id BLOB NOT NULL,
    move_no INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    debit_account_id BLOB NOT NULL,
    credit_account_id BLOB NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_money_move PRIMARY KEY (document_id, move_no),
    CONSTRAINT ck_money_move_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_money_move_two_ends CHECK (debit_account_id <> credit_account_id),
    CONSTRAINT fk_money_move_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_money_move_debit_account_id FOREIGN KEY(debit_account_id) REFERENCES account (id),
    CONSTRAINT fk_money_move_credit_account_id FOREIGN KEY(credit_account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_money_move_credit_account_id_document_id ON money_move (credit_account_id, document_id)

CREATE INDEX ix_money_move_debit_account_id_document_id ON money_move (debit_account_id, document_id)

CREATE TABLE objection (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    line_no INTEGER NOT NULL,
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    device_id BLOB NOT NULL,
    raised_by BLOB,
    CONSTRAINT pk_objection PRIMARY KEY (id),
    CONSTRAINT ck_objection_says_something CHECK (length(words) > 0),
    CONSTRAINT fk_objection_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_objection_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_objection_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_objection_raised_by FOREIGN KEY(raised_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_objection_party_id ON objection (party_id)

CREATE TABLE recovery_plan (
    id BLOB NOT NULL,
    number INTEGER NOT NULL,
    party_id BLOB NOT NULL,
    document_id BLOB,
    savings TEXT,
    way TEXT NOT NULL,
    amount INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    active INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    CONSTRAINT pk_recovery_plan PRIMARY KEY (id),
    CONSTRAINT ck_recovery_plan_way_known CHECK (way IN ('all', 'fixed', 'percent')),
    CONSTRAINT ck_recovery_plan_savings_known CHECK (savings IN ('mandatory', 'voluntary')),
    CONSTRAINT ck_recovery_plan_one_subject CHECK ((document_id IS NULL) <> (savings IS NULL)),
    CONSTRAINT ck_recovery_plan_amount_sane CHECK (amount >= 0),
    CONSTRAINT ck_recovery_plan_rate_sane CHECK (rate BETWEEN 0 AND 10000),
    CONSTRAINT fk_recovery_plan_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_recovery_plan_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_recovery_plan_recorded_by FOREIGN KEY(recorded_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_recovery_plan_party_id_number ON recovery_plan (party_id, number)

CREATE TABLE representative (
    document_id BLOB NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    CONSTRAINT pk_representative PRIMARY KEY (document_id),
    CONSTRAINT fk_representative_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE settlement_run_party (
    run_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    balance INTEGER,
    lines INTEGER,
    settlement_id BLOB,
    absent INTEGER NOT NULL,
    CONSTRAINT pk_settlement_run_party PRIMARY KEY (run_id, party_id),
    CONSTRAINT fk_settlement_run_party_run_id FOREIGN KEY(run_id) REFERENCES settlement_run (id),
    CONSTRAINT fk_settlement_run_party_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_settlement_run_party_settlement_id FOREIGN KEY(settlement_id) REFERENCES document (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE stand (
    id BLOB NOT NULL,
    exhibition_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    device_id BLOB NOT NULL,
    place_id BLOB NOT NULL,
    road_id BLOB NOT NULL,
    quarantine_id BLOB NOT NULL,
    CONSTRAINT pk_stand PRIMARY KEY (id),
    CONSTRAINT ck_stand_kind_known CHECK (kind IN ('laptop', 'here', 'paper')),
    CONSTRAINT uq_stand_place_id UNIQUE (place_id),
    CONSTRAINT fk_stand_exhibition_id FOREIGN KEY(exhibition_id) REFERENCES exhibition (id),
    CONSTRAINT fk_stand_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_stand_place_id FOREIGN KEY(place_id) REFERENCES place (id),
    CONSTRAINT fk_stand_road_id FOREIGN KEY(road_id) REFERENCES place (id),
    CONSTRAINT fk_stand_quarantine_id FOREIGN KEY(quarantine_id) REFERENCES place (id)
)
 STRICT

CREATE INDEX ix_stand_device_id ON stand (device_id)

CREATE INDEX ix_stand_exhibition_id ON stand (exhibition_id)

CREATE TABLE stock_count (
    id BLOB NOT NULL,
    place_id BLOB NOT NULL,
    party_id BLOB,
    blind INTEGER NOT NULL,
    state TEXT NOT NULL,
    start_seq INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    started_by BLOB NOT NULL,
    CONSTRAINT pk_stock_count PRIMARY KEY (id),
    CONSTRAINT ck_stock_count_state_known CHECK (state IN ('open', 'posted', 'dropped')),
    CONSTRAINT fk_stock_count_place_id FOREIGN KEY(place_id) REFERENCES place (id),
    CONSTRAINT fk_stock_count_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_stock_count_started_by FOREIGN KEY(started_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE tag_print (
    print_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    count INTEGER NOT NULL,
    price INTEGER NOT NULL,
    at INTEGER NOT NULL,
    staff_id BLOB NOT NULL,
    CONSTRAINT pk_tag_print PRIMARY KEY (print_id, item_id),
    CONSTRAINT ck_tag_print_count_sane CHECK (count > 0),
    CONSTRAINT fk_tag_print_item_id FOREIGN KEY(item_id) REFERENCES item (id),
    CONSTRAINT fk_tag_print_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_tag_print_item_id_at ON tag_print (item_id, at)

CREATE TABLE count_zone (
    count_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    done_by BLOB,
    done_at INTEGER,
    CONSTRAINT pk_count_zone PRIMARY KEY (count_id, number),
    CONSTRAINT ck_count_zone_number_sane CHECK (number > 0),
    CONSTRAINT ck_count_zone_done_whole CHECK ((done_by IS NULL) = (done_at IS NULL)),
    CONSTRAINT fk_count_zone_count_id FOREIGN KEY(count_id) REFERENCES stock_count (id),
    CONSTRAINT fk_count_zone_done_by FOREIGN KEY(done_by) REFERENCES staff (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE counted (
    count_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    counted_by BLOB NOT NULL,
    at INTEGER NOT NULL,
    trace TEXT NOT NULL,
    CONSTRAINT pk_counted PRIMARY KEY (count_id, item_id),
    CONSTRAINT ck_counted_quantity_sane CHECK (quantity >= 0),
    CONSTRAINT fk_counted_count_id FOREIGN KEY(count_id) REFERENCES stock_count (id),
    CONSTRAINT fk_counted_item_id FOREIGN KEY(item_id) REFERENCES item (id),
    CONSTRAINT fk_counted_counted_by FOREIGN KEY(counted_by) REFERENCES staff (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE document_line (
    document_id BLOB NOT NULL,
    line_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    text TEXT NOT NULL,
    item_id BLOB,
    lot_id BLOB,
    party_id BLOB,
    quantity INTEGER,
    price INTEGER,
    discount INTEGER,
    method TEXT,
    reference TEXT,
    refers_document_id BLOB,
    refers_line_no INTEGER,
    details TEXT NOT NULL,
    CONSTRAINT pk_document_line PRIMARY KEY (document_id, line_no),
    CONSTRAINT ck_document_line_kind_known CHECK (kind IN ('goods', 'service', 'tender', 'balance', 'counted_cash', 'settled', 'deduction', 'rounding', 'payment_cost', 'customer', 'compensation', 'cash_moved', 'counted_method', 'checked', 'received', 'new_price', 'dropped_off', 'declined', 'corrected', 'new_terms', 'identified', 'handed_back', 'transferred', 'counted', 'case', 'lent', 'fee', 'saved', 'paid_back', 'forgiven', 'loaded', 'arrived', 'stand', 'brought_home', 'cash_carried', 'cost', 'taken_back')),
    CONSTRAINT fk_document_line_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_document_line_item_id FOREIGN KEY(item_id) REFERENCES item (id),
    CONSTRAINT fk_document_line_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id),
    CONSTRAINT fk_document_line_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_document_line_refers_document_id FOREIGN KEY(refers_document_id) REFERENCES document (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_document_line_balance ON document_line (party_id) WHERE kind = 'balance'

CREATE INDEX ix_document_line_item_id ON document_line (item_id)

CREATE INDEX ix_document_line_party ON document_line (party_id) WHERE party_id IS NOT NULL

CREATE INDEX ix_document_line_refers ON document_line (refers_document_id, refers_line_no)

CREATE INDEX ix_document_line_tender ON document_line (amount) WHERE kind = 'tender'

CREATE TABLE goods_move (
    document_id BLOB NOT NULL,
    move_no INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    lot_id BLOB NOT NULL,
    from_place_id BLOB NOT NULL,
    to_place_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    CONSTRAINT pk_goods_move PRIMARY KEY (document_id, move_no),
    CONSTRAINT ck_goods_move_quantity_positive CHECK (quantity > 0),
    CONSTRAINT ck_goods_move_two_ends CHECK (from_place_id <> to_place_id),
    CONSTRAINT fk_goods_move_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_goods_move_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id),
    CONSTRAINT fk_goods_move_from_place_id FOREIGN KEY(from_place_id) REFERENCES place (id),
    CONSTRAINT fk_goods_move_to_place_id FOREIGN KEY(to_place_id) REFERENCES place (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_goods_move_lot_id ON goods_move (lot_id)

CREATE TABLE homecoming (
    id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    stand_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    upto_seq INTEGER NOT NULL,
    added INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    added_by BLOB NOT NULL,
    CONSTRAINT pk_homecoming PRIMARY KEY (id),
    CONSTRAINT fk_homecoming_device_id FOREIGN KEY(device_id) REFERENCES device (id),
    CONSTRAINT fk_homecoming_stand_id FOREIGN KEY(stand_id) REFERENCES stand (id),
    CONSTRAINT fk_homecoming_added_by FOREIGN KEY(added_by) REFERENCES staff (id)
)
 STRICT

CREATE INDEX ix_homecoming_device_id ON homecoming (device_id)

CREATE TABLE line_allocation (
    document_id BLOB NOT NULL,
    line_no INTEGER NOT NULL,
    allocation_no INTEGER NOT NULL,
    lot_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    list_amount INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    shop_discount INTEGER NOT NULL,
    share INTEGER NOT NULL,
    shop_part INTEGER NOT NULL,
    short INTEGER NOT NULL,
    CONSTRAINT pk_line_allocation PRIMARY KEY (document_id, line_no, allocation_no),
    CONSTRAINT ck_line_allocation_quantity_positive CHECK (quantity > 0),
    CONSTRAINT ck_line_allocation_parts_sum CHECK (share + shop_part = list_amount - discount),
    CONSTRAINT ck_line_allocation_shop_discount_within CHECK (shop_discount BETWEEN 0 AND discount),
    CONSTRAINT fk_line_allocation_document_id FOREIGN KEY(document_id) REFERENCES document (id),
    CONSTRAINT fk_line_allocation_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_line_allocation_lot_id ON line_allocation (lot_id)

CREATE TABLE markdown_answer (
    proposal_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    accepted INTEGER,
    way TEXT,
    answered_by BLOB,
    answered_at INTEGER,
    CONSTRAINT pk_markdown_answer PRIMARY KEY (proposal_id, party_id),
    CONSTRAINT ck_markdown_answer_way_known CHECK (way IS NULL OR way IN ('signed', 'in_person', 'message', 'phone')),
    CONSTRAINT ck_markdown_answer_answered_at_once CHECK ((accepted IS NULL) = (answered_at IS NULL)),
    CONSTRAINT fk_markdown_answer_proposal_id FOREIGN KEY(proposal_id) REFERENCES markdown_proposal (id),
    CONSTRAINT fk_markdown_answer_party_id FOREIGN KEY(party_id) REFERENCES party (id),
    CONSTRAINT fk_markdown_answer_answered_by FOREIGN KEY(answered_by) REFERENCES staff (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_markdown_answer_party_id ON markdown_answer (party_id)

CREATE TABLE objection_answer (
    objection_id BLOB NOT NULL,
    words TEXT NOT NULL,
    mended_by BLOB,
    at INTEGER NOT NULL,
    answered_by BLOB NOT NULL,
    CONSTRAINT pk_objection_answer PRIMARY KEY (objection_id),
    CONSTRAINT ck_objection_answer_says_something CHECK (length(words) > 0),
    CONSTRAINT fk_objection_answer_objection_id FOREIGN KEY(objection_id) REFERENCES objection (id),
    CONSTRAINT fk_objection_answer_mended_by FOREIGN KEY(mended_by) REFERENCES document (id),
    CONSTRAINT fk_objection_answer_answered_by FOREIGN KEY(answered_by) REFERENCES staff (id)
)
 STRICT

CREATE TABLE stock_balance (
    lot_id BLOB NOT NULL,
    place_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    CONSTRAINT pk_stock_balance PRIMARY KEY (lot_id, place_id),
    CONSTRAINT fk_stock_balance_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id),
    CONSTRAINT fk_stock_balance_place_id FOREIGN KEY(place_id) REFERENCES place (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE counted_in_zone (
    count_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    zone INTEGER NOT NULL,
    quantity INTEGER,
    CONSTRAINT pk_counted_in_zone PRIMARY KEY (count_id, item_id, zone),
    CONSTRAINT ck_counted_in_zone_quantity_sane CHECK (quantity >= 0),
    CONSTRAINT fk_counted_in_zone_count_id_item_id FOREIGN KEY(count_id, item_id) REFERENCES counted (count_id, item_id),
    CONSTRAINT fk_counted_in_zone_count_id_zone FOREIGN KEY(count_id, zone) REFERENCES count_zone (count_id, number)
)
 WITHOUT ROWID,
 STRICT

CREATE TRIGGER account_no_update BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'account: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER account_no_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement
BEGIN SELECT RAISE(ABORT, 'agreement: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement
BEGIN SELECT RAISE(ABORT, 'agreement: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER agreement_rate_no_update BEFORE UPDATE ON agreement_rate
BEGIN SELECT RAISE(ABORT, 'agreement_rate: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER agreement_rate_no_delete BEFORE DELETE ON agreement_rate
BEGIN SELECT RAISE(ABORT, 'agreement_rate: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER artisan_card_no_update BEFORE UPDATE ON artisan_card
BEGIN SELECT RAISE(ABORT, 'artisan_card: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER artisan_card_no_delete BEFORE DELETE ON artisan_card
BEGIN SELECT RAISE(ABORT, 'artisan_card: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER device_epoch_no_update BEFORE UPDATE ON device_epoch
BEGIN SELECT RAISE(ABORT, 'device_epoch: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER device_epoch_no_delete BEFORE DELETE ON device_epoch
BEGIN SELECT RAISE(ABORT, 'device_epoch: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER document_no_update BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'document: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER document_no_delete BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'document: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER document_line_no_update BEFORE UPDATE ON document_line
BEGIN SELECT RAISE(ABORT, 'document_line: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER document_line_no_delete BEFORE DELETE ON document_line
BEGIN SELECT RAISE(ABORT, 'document_line: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER goods_move_no_update BEFORE UPDATE ON goods_move
BEGIN SELECT RAISE(ABORT, 'goods_move: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER goods_move_no_delete BEFORE DELETE ON goods_move
BEGIN SELECT RAISE(ABORT, 'goods_move: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER homecoming_no_update BEFORE UPDATE ON homecoming
BEGIN SELECT RAISE(ABORT, 'homecoming: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER homecoming_no_delete BEFORE DELETE ON homecoming
BEGIN SELECT RAISE(ABORT, 'homecoming: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER line_allocation_no_update BEFORE UPDATE ON line_allocation
BEGIN SELECT RAISE(ABORT, 'line_allocation: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER line_allocation_no_delete BEFORE DELETE ON line_allocation
BEGIN SELECT RAISE(ABORT, 'line_allocation: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER lot_no_update BEFORE UPDATE ON lot
BEGIN SELECT RAISE(ABORT, 'lot: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot
BEGIN SELECT RAISE(ABORT, 'lot: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER money_move_no_update BEFORE UPDATE ON money_move
BEGIN SELECT RAISE(ABORT, 'money_move: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER money_move_no_delete BEFORE DELETE ON money_move
BEGIN SELECT RAISE(ABORT, 'money_move: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER objection_no_update BEFORE UPDATE ON objection
BEGIN SELECT RAISE(ABORT, 'objection: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER objection_no_delete BEFORE DELETE ON objection
BEGIN SELECT RAISE(ABORT, 'objection: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER objection_answer_no_update BEFORE UPDATE ON objection_answer
BEGIN SELECT RAISE(ABORT, 'objection_answer: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER objection_answer_no_delete BEFORE DELETE ON objection_answer
BEGIN SELECT RAISE(ABORT, 'objection_answer: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER recovery_plan_no_update BEFORE UPDATE ON recovery_plan
BEGIN SELECT RAISE(ABORT, 'recovery_plan: posted rows are never changed; post a document that reverses it'); END

CREATE TRIGGER recovery_plan_no_delete BEFORE DELETE ON recovery_plan
BEGIN SELECT RAISE(ABORT, 'recovery_plan: posted rows are never changed; post a document that reverses it'); END

CREATE VIRTUAL TABLE item_search USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61')
