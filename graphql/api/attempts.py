"""How often somebody did something lately."""

import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Self
from uuid import UUID

from ideation.errors import TooManyAttempts


class Doing(StrEnum):
    """What is counted together."""

    POSTING = "posting"
    COMMENTING = "commenting"
    VOTING = "voting"
    SIGNING_IN = "signing in"
    CHANGING = "changing"


_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_RATE = re.compile(rf"([1-9][0-9]{{0,6}})/({'|'.join(_SECONDS)})")


@dataclass(frozen=True)
class Rate:
    """At most so many times within so many seconds."""

    times: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> Self:
        """The rate that is written as 30/hour."""
        found = _RATE.fullmatch(text.strip())
        if found is None:
            raise ValueError("it should be a number per second, minute, hour or day, such as 30/hour")
        return cls(int(found[1]), _SECONDS[found[2]])


class Attempts:
    """How often each person and each address did something lately, in this process.

    One address may do `address_factor` times as much as one person, since many may share it.
    """

    def __init__(
        self, rates: Mapping[Doing, Rate], *, address_factor: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rates = rates
        self._address_factor = address_factor
        self._clock = clock
        self._moments: dict[tuple[Doing, UUID | str], deque[float]] = {}
        self._forget_at = 0.0

    def count(self, doing: Doing, *, person_id: UUID | None, address: str | None) -> None:
        """Note one attempt; refuses with TooManyAttempts, and then notes nothing."""
        rate, now = self._rates[doing], self._clock()
        self._forget(now)
        counted: list[tuple[deque[float], int]] = []
        if person_id is not None:
            counted.append((self._lately(doing, person_id, now - rate.seconds), rate.times))
        if address is not None:
            place = self._lately(doing, network_of(address), now - rate.seconds)
            counted.append((place, rate.times * self._address_factor))
        waits = [moments[0] + rate.seconds - now for moments, most in counted if len(moments) >= most]
        if waits:
            raise TooManyAttempts(int(max(waits)) + 1)
        for moments, _ in counted:
            moments.append(now)

    def _lately(self, doing: Doing, who: UUID | str, since: float) -> deque[float]:
        moments = self._moments.setdefault((doing, who), deque())
        while moments and moments[0] <= since:
            moments.popleft()
        return moments

    def _forget(self, now: float) -> None:
        """Once a minute, drop whom nothing has been heard of for the length of their rate."""
        if now < self._forget_at:
            return
        self._forget_at = now + 60
        for (doing, who), moments in list(self._moments.items()):
            if not moments or moments[-1] <= now - self._rates[doing].seconds:
                del self._moments[doing, who]


def network_of(address: str) -> str:
    """Where an address belongs: itself, or the /64 of an IPv6 address, all of which one connection may use."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False))
