"""What somebody set or changed, in a sentence: settings, users, parties and items."""

from __future__ import annotations

from sentra_pos.core.speech import N_, _
from sentra_pos.people.facts import Role, role_label
from sentra_pos.reports.activity_facts import Activity
from sentra_pos.reports.activity_items import item_sentence

_SETTINGS = {
    "shop.name": N_("the shop's name"),
    "shop.address": N_("the shop's address"),
    "shop.phone": N_("the shop's phone"),
    "receipt.footer": N_("the last line of the receipt"),
    "shop.language": N_("the language"),
    "lock.minutes": N_("when the till locks itself"),
    "cash.rounding": N_("the rounding of cash"),
    "goods.printed": N_("what is done with printed cloth"),
    "discount.limits": N_("the limits of discounts"),
    "till.difference_limit": N_("the largest difference at a closing"),
    "payment.qris": N_("the shop's QRIS code"),
    "printer": N_("the printer"),
    "look": N_("how the windows look"),
    "scanner": N_("the scanner"),
    "display": N_("the customer's display"),
    "homecoming_stick": N_("where the file for the way home goes"),
}
_FAMILIES = {
    "payment_method": N_("a way of paying"),
    "cash_category": N_("a kind of income or expense"),
    "receipt": N_("the receipt"),
    "shop": N_("the shop's facts"),
    "qris": N_("the shop's QRIS code"),
}


def settings_sentence(each: Activity) -> str:
    """Which settings, or what of whom or of which item."""
    what = each.details.get("what")
    subject = each.subject or "–"
    match what:
        case "pin":
            return _("Set a new PIN for {name}").format(name=subject)
        case "staff_added":
            return _("Entered the user {name} as {role}").format(name=subject, role=_role(each))
        case "staff_changed" if each.details.get("active") is False:
            return _("Closed the account of {name}").format(name=subject)
        case "staff_changed" if each.details.get("was_active") is False:
            return _("Opened the account of {name} again, as {role}").format(name=subject, role=_role(each))
        case "staff_changed":
            return _("Made {name} {role}").format(name=subject, role=_role(each))
        case "party":
            return _("Changed what is known of {name}").format(name=subject)
        case "item":
            return item_sentence(each)
    keys = what if isinstance(what, list) else [what]
    named = dict.fromkeys(_setting(str(key)) for key in keys)
    return _("Changed {what}").format(what=", ".join(named))


def _setting(key: str) -> str:
    family = key.partition(".")[0]
    return _(_SETTINGS.get(key) or _FAMILIES.get(family) or N_("a setting"))


def _role(each: Activity) -> str:
    role = str(each.details.get("role", ""))
    return role_label(Role(role)) if role in set(Role) else role
