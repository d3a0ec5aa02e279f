"""An index mended where few shares have changed: only files that hold a changed row are read and made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from site_builder.model.output import FileMarks, OutputFile
from site_builder.search.columns import COLUMNS, chunk_of, column_file, read_rows
from site_builder.search.layout import Layout, make_layout, number_departments
from site_builder.search.lists import Lists, list_files, mend_lists, parse_rows, read_lists
from site_builder.search.names import NameRow
from site_builder.search.share import KINDS, NO_ROWS, Share, unpack
from site_builder.search.spool import share_sizes
from site_builder.search.state import (
    NO_MARKS,
    STATE,
    IndexMemory,
    ShareRef,
    ShareState,
    State,
    fits,
    path_of,
)
from site_builder.search.suggestions import mend_names, name_file, points_at, read_names

MOST_CHANGED = 4
"""Where more than one share in so many has changed, all are merged anew."""


class Lost(Exception):
    """The published site does not hold a file as the last build made it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A department with another share than before; None before it came and after it went. `key` is the new share's."""

    key: str
    number: int
    old: Share | None
    new: Share | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be mended: the index as it was and as it will be (so far without its files), and the changes."""

    before: State
    after: State
    changes: tuple[Change, ...]
    memory: IndexMemory


def plan_mending(refs: Sequence[ShareRef], memory: IndexMemory) -> Plan | None:
    """Return how to mend the published index, None when it must be made of all shares."""
    before = memory.get(STATE)
    keys = [ref.key for ref in refs]
    if not isinstance(before, State):
        return None
    new = {ref.key: ref.load() for ref in refs if ref.key not in before.shares}
    gone = [key for key in before.shares if key not in set(keys)]
    if (len(new) + len(gone)) * MOST_CHANGED > len(keys) + MOST_CHANGED or not _is_published("root", before, memory):
        return None
    shares = {key: unpack(packed) if packed else None for key, packed in new.items()}
    after = _after(keys, before, shares)
    old = {key: memory.get(key) for key in gone if before.shares[key]}
    if after is None or not all(isinstance(packed, bytes) for packed in old.values()):
        return None
    opened = {key: unpack(packed) for key, packed in old.items() if isinstance(packed, bytes)}
    return Plan(before, after, _changes(before, after, opened, shares), memory)


def _is_published(name: str, state: State, memory: IndexMemory) -> bool:
    path = path_of(name)
    return name in state.files and fits(state.files[name], path, memory.published(path))


def _after(keys: Sequence[str], before: State, shares: Mapping[str, Share | None]) -> State | None:
    """Return the index to come without its files; None when another department's number or the layout changes."""
    known = {key: before.shares[key] for key in keys if key in before.shares}
    made = {
        key: ShareState(share.key, -1, share.pages, share_sizes(share), NO_MARKS)
        for key, share in shares.items()
        if share
    }
    present = [(key, state) for key in keys if (state := known.get(key) or made.get(key))]
    sizes = [sum(column) for column in zip(*(state.sizes for _, state in present), strict=True)] or [0] * len(KINDS)
    layout = make_layout(len(present), sizes)
    numbers = number_departments([state.key for _, state in present], layout.slots)
    after = State(layout, dict.fromkeys(keys))
    for (key, state), number in zip(present, numbers, strict=True):
        if state.number not in (-1, number):
            return None
        after.shares[key] = replace(state, number=number)
    return after if layout == before.layout else None


def _changes(
    before: State, after: State, old: Mapping[str, Share], new: Mapping[str, Share | None]
) -> tuple[Change, ...]:
    was = {state.number: old[key] for key, state in before.shares.items() if state and key in old}
    now = {state.number: key for key, state in after.shares.items() if state and new.get(key)}
    return tuple(
        Change(key := now.get(number, ""), number, was.get(number), new.get(key))
        for number in sorted(was.keys() | now.keys())
    )


@dataclass(slots=True)
class Touch:
    """A change as one file sees it: the rows of lists the file has of the share before and after."""

    change: Change
    old: list[bytes]
    new: list[bytes]


def touched_files(plan: Plan) -> dict[str, list[Touch]]:
    """Return the files with a changed row, by name."""
    touched: defaultdict[str, list[Touch]] = defaultdict(list)
    for change in plan.changes:
        for at, kind in enumerate(KINDS):
            for name, touch in _by_file(plan.after.layout, change, at, kind).items():
                touched[name].append(touch)
        for column in COLUMNS:
            if _row(change.old, column) != _row(change.new, column):
                touched[chunk_of(column, change.number)].append(Touch(change, [], []))
    return touched


def _by_file(layout: Layout, change: Change, at: int, kind: str) -> dict[str, Touch]:
    """Return the segments of a change's shares that differ by the file of the kind they go into."""
    files: dict[str, Touch] = {}
    old, new = (share.lists[at] if share else NO_ROWS for share in (change.old, change.new))
    other_names = _other_names(change) if kind == "s" else set()
    number = 0
    for before, after in zip(old, new, strict=True):
        count = before.count(b"\n") + 1
        if other_names or before != after:
            segments = zip(before.split(b"\n"), after.split(b"\n"), strict=True)
            for segment, (had, has) in enumerate(segments, number):
                if had != has or (had and other_names and points_at(had, other_names)):
                    touch = files.setdefault(layout.file_of(kind, segment), Touch(change, [], []))
                    touch.old.append(had)
                    touch.new.append(has)
        number += count
    return files


def _other_names(change: Change) -> set[int]:
    """Return the places at which a department has another name than before."""
    pairs = enumerate(zip_longest(_names(change.old), _names(change.new)))
    return {at for at, (old, new) in pairs if old != new}


def _names(share: Share | None) -> tuple[NameRow, ...]:
    return share.names if share else ()


def _row(share: Share | None, column: str) -> str:
    return "" if share is None else share.columns if column == "d" else share.sorting


def mended(name: str, touches: list[Touch], plan: Plan) -> list[OutputFile]:
    """Return a file with the changes made, and the files it leads to. Raises Lost or Displaced."""
    published = _Published(plan.memory, plan.before.files.get(name, NO_MARKS))
    kind = name.partition("/")[0]
    if kind in COLUMNS:
        return list(_mended_column(name, touches, published))
    return [_mended_names(name, touches, published)] if kind == "s" else _mended_lists(name, touches, plan, published)


@dataclass(frozen=True, slots=True)
class _Published:
    """A file of the published index and those it leads to, as the last build made them."""

    memory: IndexMemory
    marks: FileMarks

    def load(self, name: str) -> bytes:
        """Return the content of the file `name`. Raises Lost when it is not what the last build made."""
        path = path_of(name)
        content = self.memory.published(path)
        if content is None or not fits(self.marks, path, content):
            raise Lost(path)
        return content


def _mended_lists(name: str, touches: list[Touch], plan: Plan, published: _Published) -> list[OutputFile]:
    lists = read_lists(name, published.load)
    for touch in touches:
        lead = plan.after.layout.letters(touch.change.number).encode()
        mend_lists(lists, lead, *_rows(touch))
    return list(list_files(name, lists))


def _rows(touch: Touch) -> tuple[Lists, Lists]:
    return parse_rows(b"\n".join(touch.old)), parse_rows(b"\n".join(touch.new))


def _mended_names(name: str, touches: list[Touch], published: _Published) -> OutputFile:
    lists = read_names(published.load(name))
    for touch in touches:
        mend_names(lists, touch.change.number, *_rows(touch), _names(touch.change.new))
    return name_file(name, lists)


def _mended_column(name: str, touches: list[Touch], published: _Published) -> Iterator[OutputFile]:
    rows = read_rows(published.load(name)) if published.marks.sizes else {}
    for touch in touches:
        row = _row(touch.change.new, name.partition("/")[0])
        if row:
            rows[touch.change.number] = row
        else:
            rows.pop(touch.change.number, None)
    if rows:
        yield column_file(name, rows)
