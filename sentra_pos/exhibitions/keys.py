"""The key of this store, with which it signs what leaves on a stick, and the number by which people compare keys."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.orm import Session

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import DEVICE_KEY, PRACTICE
from sentra_pos.db.settings import get_setting, put_setting

PrivateKey = Ed25519PrivateKey
#: Bytes of a public key and of a signature (RFC 8032).
PUBLIC_LENGTH: Final = 32
SIGNATURE_LENGTH: Final = 64
_GROUPS: Final = 4


class NoKeyInPractice(SentraError):
    """What a practice copy signed would be taken for the shop's own."""

    message = N_("This is a practice copy, which writes and takes no files of exhibitions. Please use the real shop.")


def own_key(session: Session) -> PrivateKey:
    """The store's own key, made by the first who asks within ``writing``. Raises NoKeyInPractice."""
    kept = own_key_if_any(session)
    if kept is None:
        kept = Ed25519PrivateKey.generate()
        put_setting(session, DEVICE_KEY, kept.private_bytes_raw().hex())
    return kept


def own_key_if_any(session: Session) -> PrivateKey | None:
    """The same, without making one. Raises NoKeyInPractice."""
    if get_setting(session, PRACTICE, False):
        raise NoKeyInPractice
    kept = get_setting(session, DEVICE_KEY)
    return None if kept is None else Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept))


def public_of(key: PrivateKey) -> bytes:
    """The half that others may know."""
    return key.public_key().public_bytes_raw()


def signed_by(public: bytes, signature: bytes, said: bytes) -> bool:
    """Whether the signature is the key's own on exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Sixteen digits in four groups, for two people who look at two screens: ``1234 5678 9012 3456``."""
    number = int.from_bytes(hashlib.sha256(b"sentra-pos/key/1\0" + public).digest(), "big") % 10 ** (4 * _GROUPS)
    digits = f"{number:0{4 * _GROUPS}d}"
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
