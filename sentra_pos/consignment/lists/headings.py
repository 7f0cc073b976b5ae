"""What the columns of shops' own lists are called, in Indonesian and English."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class GoodsField(StrEnum):
    """What a column of a goods list can mean."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    MOTIF = "motif"
    TECHNIQUE = "technique"
    DYE = "dye"
    CLOTH = "cloth"
    SIZE = "size"
    COUNT = "count"
    PRICE = "price"
    NET_PRICE = "net_price"
    ARTISAN = "artisan"
    REMARK = "remark"
    CATEGORY = "category"


class ArtisanField(StrEnum):
    """What a column of an artisan list can mean."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    KIND = "kind"
    SCHEME = "scheme"
    COMMISSION = "commission"
    DISCOUNT_BEARER = "discount_bearer"
    PAYOUT_METHOD = "payout_method"
    BANK_ACCOUNT = "bank_account"
    PHONE = "phone"
    ADDRESS = "address"


# All folded: lower case, no punctuation, no units. A word may stand for one field only.
GOODS_HEADINGS: dict[GoodsField, tuple[str, ...]] = {
    GoodsField.NUMBER: ("no", "nomor", "nomer", "no urut", "number", "#"),
    GoodsField.CODE: (
        *("kode", "kode barang", "kode produk", "no kode", "barcode", "sku", "code", "item code", "kode item"),
        *("ean", "ean13"),
    ),
    GoodsField.NAME: (
        *("nama", "nama barang", "nama produk", "nama item", "barang", "produk", "uraian", "nama kain", "jenis kain"),
        *("name", "item", "item name", "product", "product name", "description", "goods"),
    ),
    GoodsField.MOTIF: ("motif", "corak", "nama motif", "pola", "pattern"),
    GoodsField.TECHNIQUE: (
        *("teknik", "tehnik", "jenis batik", "proses", "teknik batik", "cara", "pembuatan", "technique", "process"),
    ),
    GoodsField.DYE: ("warna", "pewarna", "pewarnaan", "jenis warna", "zat warna", "dye", "dyes", "colour", "color"),
    GoodsField.CLOTH: ("bahan", "kain", "jenis bahan", "material", "cloth", "fabric", "mori"),
    GoodsField.SIZE: ("ukuran", "ukuran barang", "uk", "size", "dimensi", "panjang x lebar", "p x l", "pxl"),
    GoodsField.COUNT: (
        *("jml", "jumlah", "stok", "stock", "qty", "kuantitas", "banyak", "banyaknya", "jml barang", "jumlah barang"),
        *("sisa", "sisa stok", "quantity", "count", "pieces"),
    ),
    GoodsField.PRICE: (
        *("harga", "harga jual", "harga satuan", "hrg", "hrg jual", "hj", "harga toko", "harga label"),
        *("price", "selling price", "unit price"),
    ),
    GoodsField.NET_PRICE: (
        *("harga titip", "harga titipan", "harga perajin", "harga pengrajin", "harga bersih", "hrg titip", "ht"),
        *("harga beli", "harga pokok", "net price", "cost", "cost price", "hak perajin"),
    ),
    GoodsField.ARTISAN: (
        *("perajin", "pengrajin", "nama perajin", "nama pengrajin", "pembuat", "penitip", "pemilik", "ikm", "umkm"),
        *("artisan", "maker", "owner", "nama ikm", "supplier", "nama usaha"),
    ),
    GoodsField.REMARK: (*("ket", "keterangan", "catatan", "note", "notes", "remark", "remarks", "kondisi"),),
    GoodsField.CATEGORY: ("kategori", "jenis", "jenis barang", "kelompok", "golongan", "category", "type"),
}

ARTISAN_HEADINGS: dict[ArtisanField, tuple[str, ...]] = {
    ArtisanField.NUMBER: ("no", "nomor", "nomer", "no urut", "number", "#"),
    ArtisanField.CODE: ("kode", "kode perajin", "kode pengrajin", "code", "id", "no kode"),
    ArtisanField.NAME: (
        *("nama usaha", "nama", "usaha", "nama perajin", "nama pengrajin", "perajin", "pengrajin", "nama ikm", "ikm"),
        *("umkm", "business name", "business", "name", "artisan", "workshop", "sanggar", "penitip", "nama penitip"),
    ),
    ArtisanField.KIND: ("jenis", "kelompok", "golongan", "kategori", "binaan", "kind", "type", "category"),
    ArtisanField.SCHEME: ("skema", "skema harga", "sistem", "perjanjian", "cara titip", "scheme", "agreement", "terms"),
    ArtisanField.COMMISSION: (
        *("komisi", "komisi %", "% komisi", "besar komisi", "bagian toko", "potongan", "commission", "rate"),
    ),
    ArtisanField.DISCOUNT_BEARER: (
        *("penanggung diskon", "diskon", "diskon ditanggung", "penanggung", "penanggung potongan"),
        *("discount bearer", "discount", "discount borne by"),
    ),
    ArtisanField.PAYOUT_METHOD: (
        *("pembayaran", "cara bayar", "cara pembayaran", "metode", "bayar", "setoran", "payment", "payout"),
        *("payout method", "payment method"),
    ),
    ArtisanField.BANK_ACCOUNT: (
        *("rekening", "no rekening", "nomor rekening", "no rek", "rek", "bank", "bank account", "account"),
    ),
    ArtisanField.PHONE: (
        *("telepon", "telpon", "telp", "no telp", "no telepon", "hp", "no hp", "wa", "whatsapp", "kontak"),
        *("phone", "mobile", "contact", "no wa"),
    ),
    ArtisanField.ADDRESS: ("alamat", "alamat usaha", "lokasi", "kelurahan", "address"),
}

_GOODS_LABELS = {
    GoodsField.NUMBER: N_("No."),
    GoodsField.CODE: N_("Code"),
    GoodsField.NAME: N_("Item name"),
    GoodsField.MOTIF: N_("Motif"),
    GoodsField.TECHNIQUE: N_("Technique"),
    GoodsField.DYE: N_("Dye"),
    GoodsField.CLOTH: N_("Cloth"),
    GoodsField.SIZE: N_("Size"),
    GoodsField.COUNT: N_("Count"),
    GoodsField.PRICE: N_("Selling price"),
    GoodsField.NET_PRICE: N_("Net price"),
    GoodsField.ARTISAN: N_("Artisan"),
    GoodsField.REMARK: N_("Remark"),
    GoodsField.CATEGORY: N_("Category"),
}

_ARTISAN_LABELS = {
    ArtisanField.NUMBER: N_("No."),
    ArtisanField.CODE: N_("Code"),
    ArtisanField.NAME: N_("Business name"),
    ArtisanField.KIND: N_("Kind"),
    ArtisanField.SCHEME: N_("Scheme"),
    ArtisanField.COMMISSION: N_("Commission"),
    ArtisanField.DISCOUNT_BEARER: N_("Who bears discounts"),
    ArtisanField.PAYOUT_METHOD: N_("Paid by"),
    ArtisanField.BANK_ACCOUNT: N_("Bank account"),
    ArtisanField.PHONE: N_("Phone"),
    ArtisanField.ADDRESS: N_("Address"),
}


def goods_field_label(field: GoodsField) -> str:
    """The program's own word for a field, for choosing columns and for naming what a list lacks."""
    return _(_GOODS_LABELS[field])


def artisan_field_label(field: ArtisanField) -> str:
    """The program's own word for a field, for choosing columns and for naming what a list lacks."""
    return _(_ARTISAN_LABELS[field])
