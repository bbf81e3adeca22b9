"""Network addresses. Of the block that somebody's address lies in, only a keyed hash is ever stored."""

import hmac
import secrets
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from ideation import sql
from ideation.ledger import transaction_is_open

# What one household, office or machine room is usually given (RFC 6177 for IPv6): whoever has one address, has these.
BLOCK_BITS = {4: 24, 6: 48}

_keys: list[str] = []


async def block_digest(address: str) -> str | None:
    """The keyed hash of the block of an address, the same in all processes; None for what is no address."""
    block = block_of(address)
    if block is None:
        return None
    key = _keys[0] if _keys else await _read_key()
    return hmac.digest(key.encode(), block.encode(), "sha256").hex()


async def _read_key() -> str:
    key: str = await sql.fetch_value("address_key", secrets.token_hex(32))
    # A key that a transaction has just made is gone if the transaction fails.
    if not transaction_is_open():
        _keys.append(key)
    return key


def block_of(address: str) -> str | None:
    """The block that an address lies in, such as 192.0.2.0/24; None for what is no address."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found.packed, BLOCK_BITS[found.version]), strict=False))
