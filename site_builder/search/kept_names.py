"""Names of all departments as a build left them, a few departments an entry: a name that goes makes room for one of any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from site_builder.search.state import STATE, IndexMemory, ShareNames, State

ENTRY_BITS = 7
"""Numbers of departments that share an entry: 128, of which a quarter to an eighth are taken."""


def keep_names(state: State, names_of: Callable[[str], ShareNames], memory: IndexMemory) -> None:
    """Keep the names of every share; `names_of` gives them by the share's key."""
    for keys in _entries(state).values():
        memory.put(_entry_key(keys), {key: names_of(key) for key in keys})


def renew_names(before: State, after: State, new: Mapping[str, ShareNames], memory: IndexMemory) -> None:
    """Keep the names of an index whose shares have changed; what is lost stays so until all shares are merged."""
    old = _entries(before)
    for number, keys in _entries(after).items():
        if old.get(number) == keys:
            continue
        known = memory.get(_entry_key(old[number])) if number in old else None
        names = {**known, **new} if isinstance(known, dict) else new
        if names.keys() >= set(keys):
            memory.put(_entry_key(keys), {key: names[key] for key in keys})


def names_of_all(state: State, memory: IndexMemory) -> dict[int, ShareNames] | None:
    """Return the names of each share by its department's number, in rising order; None when some are lost."""
    found: dict[int, ShareNames] = {}
    for _, keys in sorted(_entries(state).items()):
        known = memory.get(_entry_key(keys))
        if not isinstance(known, dict) or list(known) != keys:
            return None
        found |= {share.number: known[key] for key in keys if (share := state.shares[key])}
    return found


def _entries(state: State) -> dict[int, list[str]]:
    """Return the keys of the shares in each entry, by number of their department."""
    entries: defaultdict[int, list[str]] = defaultdict(list)
    numbered = sorted((share.number, key) for key, share in state.shares.items() if share)
    for number, key in numbered:
        entries[number >> ENTRY_BITS].append(key)
    return entries


def _entry_key(keys: Sequence[str]) -> str:
    return f"{STATE}-names-{sha256(' '.join(keys).encode()).hexdigest()}"
