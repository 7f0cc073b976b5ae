"""Under which keys the shop's settings are kept: written in every store, so never renamed."""

from __future__ import annotations

from typing import Final

#: Which device of the book this store's computer is.
OWN_DEVICE: Final = "device.own"
SHOP_ID: Final = "shop.id"
#: True in a copy that was made for practice, absent in every other store.
PRACTICE: Final = "store.practice"
SHOP_NAME: Final = "shop.name"
SHOP_ADDRESS: Final = "shop.address"
SHOP_PHONE: Final = "shop.phone"
RECEIPT_HEADER: Final = "receipt.header"
#: A PNG of black and white dots, in base 64.
RECEIPT_LOGO: Final = "receipt.logo"
RECEIPT_RETURN_RULE: Final = "receipt.return_rule"
RECEIPT_FOOTER: Final = "receipt.footer"
LANGUAGE: Final = "shop.language"
CASH_ROUNDING: Final = "cash.rounding"
#: The text of the shop's own QRIS sticker.
QRIS_PAYLOAD: Final = "qris.payload"
DISCOUNT_LIMITS: Final = "discount.limits"
#: Of the computer that the store is on, not of the shop: light or dark, the scanner at this till.
DEVICE_LOOK: Final = "device.look"
DEVICE_SCANNER: Final = "device.scanner"
DEVICE_DISPLAY: Final = "device.display"
#: A difference above so many rupiah at a closing needs somebody who may allow it.
TILL_DIFFERENCE_LIMIT: Final = "till.difference_limit"
#: Minutes without a hand on the till until it locks itself; 0 for never.
LOCK_MINUTES: Final = "lock.minutes"
#: What is done with printed cloth when somebody brings it: label or refuse.
PRINTED_GOODS: Final = "goods.printed"
#: Whether the card of a unique piece is printed with its receipt.
CARD_WITH_UNIQUE: Final = "card.with_unique"
#: What an artisan gets in a day above so many rupiah needs a second person; absent: nothing does.
PAYOUT_LIMIT: Final = "payout.limit"
#: The private half of this store's own key, as hex: signs packs and homecomings, is in no file but the store's.
DEVICE_KEY: Final = "device.key"
#: At a stand: which exhibition and stand this store is for, and whose pack it takes (public key as hex).
EXHIBITION: Final = "exhibition.here"
EXHIBITION_SHOP_KEY: Final = "exhibition.shop_key"
#: Which place this till sells from, where that is not its shelf (a stand on the shop's own computer).
SELLING_PLACE: Final = "device.selling_place"
#: Whose exhibition that place is a stand of (its id as text); means nothing where no place is chosen.
SELLING_EXHIBITION: Final = "device.selling_exhibition"
#: Of a stand's computer: the folder that homecoming files go to, and whether each closing writes one by itself.
HOMECOMING_STICK: Final = "device.homecoming_stick"
