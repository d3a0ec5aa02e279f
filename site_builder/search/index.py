"""The index of a site: shares by department, merged anew, or mended where few of them have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import cast

from site_builder.model.output import FileMarks, KeptFiles, OutputFile, SearchEntry, SitePart
from site_builder.search.kept_names import keep_names, renew_names
from site_builder.search.mend import plan_mending
from site_builder.search.mended_parts import mended_parts
from site_builder.search.merge import Gathered, department_files, gather, index_files
from site_builder.search.parts import new_part, part_of_department, part_of_file
from site_builder.search.share import Share, make_share, pack, unpack
from site_builder.search.spool import Spool, names_of
from site_builder.search.state import STATE, IndexMemory, Remaker, ShareRef, ShareState, State, marks_of


def index_share(entries: Sequence[SearchEntry]) -> bytes:
    """Return one department's share of the index, empty when it has no pages; depends on nothing else."""
    return pack(make_share(entries)) if entries else b""


def merge_shares(shares: Iterable[ShareRef], memory: IndexMemory | None = None) -> Iterator[OutputFile | KeptFiles]:
    """Yield the files of all parts of the index."""
    for part in index_parts(shares, memory):
        yield from cast(Iterable[OutputFile | KeptFiles], part.files())


def index_parts(shares: Iterable[ShareRef], memory: IndexMemory | None = None) -> Iterator[SitePart]:
    """Yield the parts of the index, each to be written before the next is asked for.

    A department's number is a hash of its name, so that the others keep theirs when one comes or goes. After a small
    change only files that hold a changed row are made anew, with what `memory` has of the last build; the result is
    the same, byte by byte.
    """
    refs = list({share.key: share for share in shares}.values())
    plan = plan_mending(refs, memory) if memory else None
    if plan is None:
        yield from _merged(refs, memory)
        return
    remaker = Remaker(lambda: _all_files(refs))
    new = {change.key: names_of(change.new) for change in plan.changes if change.new}
    renew_names(plan.before, plan.after, new, plan.memory)
    try:
        yield from mended_parts(plan, remaker)
    finally:
        remaker.close()
    plan.memory.put(STATE, plan.after)


def _merged(refs: Sequence[ShareRef], memory: IndexMemory | None) -> Iterator[SitePart]:
    with Spool() as spool:
        gathered, keys = _gather(refs, spool)
        state = State(gathered.layout, dict.fromkeys(ref.key for ref in refs))
        files = chain(_departments(gathered, keys, state), _others(gathered, state))
        for name, made in groupby(files, key=itemgetter(0)):
            yield new_part(name, (((marks,), some) for _, marks, some in made))
        if memory:
            places = dict(zip(keys, gathered.places, strict=True))
            keep_names(state, lambda key: spool.names(places[key]), memory)
            memory.put(STATE, state)


Noted = tuple[str, FileMarks, list[OutputFile]]
"""A part's name, and files of it that were made and noted in the state."""


def _departments(gathered: Gathered, keys: Sequence[str], state: State) -> Iterator[Noted]:
    for at in gathered.order:
        number, place = gathered.numbers[at], gathered.places[at]
        files = list(department_files(number, gathered.spool.files(place)))
        marks = marks_of(files)
        state.shares[keys[at]] = ShareState(place.key, number, place.pages, place.sizes, marks)
        yield part_of_department(gathered.layout, number), marks, files


def _others(gathered: Gathered, state: State) -> Iterator[Noted]:
    for name, files in index_files(gathered):
        state.files[name] = marks = marks_of(files)
        yield part_of_file(gathered.layout, name), marks, files


def _gather(refs: Sequence[ShareRef], spool: Spool) -> tuple[Gathered, list[str]]:
    """Take all shares in; return with them the keys of those that have pages."""
    keys: list[str] = []

    def opened() -> Iterator[Share]:
        for ref in refs:
            packed = ref.load()
            if packed:
                keys.append(ref.key)
                yield unpack(packed)

    return gather(opened(), spool), keys


def _all_files(refs: Sequence[ShareRef]) -> Iterator[tuple[str, list[OutputFile]]]:
    with Spool() as spool:
        gathered, _ = _gather(refs, spool)
        for number, place in gathered.in_order():
            yield f"t/{number}", list(department_files(number, spool.files(place)))
        yield from index_files(gathered)
