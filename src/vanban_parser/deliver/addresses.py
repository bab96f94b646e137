"""Which addresses may be sent to: not this machine's, nor what clouds keep for it.

A target's name is resolved once and the address that was looked at is the one that is
used, so that a name cannot mean another machine a moment later.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

from vanban_parser.deliver.errors import AddressRefusedError, UnreachableError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SERVICES: Final = tuple(
    ip_network(one)
    for one in (
        "100.100.100.200/32",  # Alibaba Cloud
        "168.63.129.16/32",  # Azure
        "192.0.0.192/32",  # Oracle Cloud
        "fd00:ec2::/32",  # Amazon
    )
)
"""Where clouds keep a machine's secrets, beside the link-local address of most."""
_TRANSLATED: Final = ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in IPv6's clothes."""


def resolve(target: str, host: str, port: int, allowed: Iterable[Network]) -> list[str]:
    """Return the addresses of a host, all of which may be sent to.

    Args:
        target: The target's name, for errors.
        host: A name or an address.
        port: The port.
        allowed: Networks that may be used whatever they are.

    Raises:
        UnreachableError: it has no address.
        AddressRefusedError: one of them may not be sent to.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(target, type(error).__name__) from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    for one in addresses:
        if not may_be_used(ip_address(one.partition("%")[0]), allowed):
            raise AddressRefusedError(target, one)
    return addresses


def may_be_used(address: Address, allowed: Iterable[Network]) -> bool:
    """Tell whether an address may be sent to."""
    plain = _unwrapped(address)
    if any(plain in network or address in network for network in allowed):
        return True
    refused = (
        plain.is_loopback
        or plain.is_link_local
        or plain.is_unspecified
        or plain.is_multicast
        or plain.is_reserved
        or any(plain in network for network in _SERVICES)
    )
    return not refused and not is_own(plain)


def is_loopback(address: str) -> bool:
    """Tell whether what is sent to an address stays on this machine."""
    return _unwrapped(ip_address(address.partition("%")[0])).is_loopback


def is_own(address: Address) -> bool:
    """Tell whether an address is one of this machine's: it alone can be bound to."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address
