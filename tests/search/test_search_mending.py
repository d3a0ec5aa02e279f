"""An index mended after a change is the one that would be made of all shares, byte by byte, and most of it is kept."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from search_site import content, refs

from benchmarks.search_corpus import departments
from site_builder.model.output import KeptFiles, OutputFile, SearchEntry, SitePart
from site_builder.search import ShareRef, index_parts, index_share, layout, merge_shares
from site_builder.search import lists as lists_module

DEPARTMENTS = [tuple(entries) for entries in departments(200)]
Site = list[tuple[SearchEntry, ...]]


@pytest.fixture(autouse=True)
def as_many_files_as_a_large_site_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "FILE_BYTES", dict.fromkeys(layout.FILE_BYTES, 1500))


class Memory(dict[str, object]):
    """A store and a published site; counts the shares that had to be loaded."""

    def __init__(self) -> None:
        self.site: dict[str, bytes] = {}
        self.loaded = 0

    def put(self, key: str, value: object) -> None:
        self[key] = value

    def published(self, path: str) -> bytes | None:
        return self.site.get(path)

    def build(self, site: Sequence[tuple[SearchEntry, ...]]) -> list[str]:
        """Publish a site; return the paths of the files that had to be made."""
        self.loaded = 0
        shares = [self._counted(ref) for ref in refs(map(share_of, site))]
        files: dict[str, bytes] = {}
        made: list[str] = []
        for file in merge_shares(shares, self):
            made += self._kept(file, files) if isinstance(file, KeptFiles) else [self._made(file, files)]
        self.site = files
        return made

    def _made(self, file: OutputFile, files: dict[str, bytes]) -> str:
        assert file.path not in files
        files[file.path] = content(file)
        return file.path

    def _kept(self, kept: KeptFiles, files: dict[str, bytes]) -> Iterator[str]:
        for path, _, _ in kept.marks.named():
            if path in self.site:
                files[path] = self.site[path]
            else:
                yield self._made(OutputFile(path, kept.load(path)), files)

    def _counted(self, ref: ShareRef) -> ShareRef:
        self[ref.key] = ref.load()

        def load() -> bytes:
            self.loaded += 1
            return ref.load()

        return ShareRef(ref.key, load)


share_of = lru_cache(maxsize=64)(index_share)


def anew(site: Sequence[tuple[SearchEntry, ...]]) -> dict[str, bytes]:
    return {file.path: content(file) for file in merge_shares(refs(map(share_of, site)))}


def changed(entries: tuple[SearchEntry, ...], at: int, **fields: object) -> tuple[SearchEntry, ...]:
    return (*entries[:at], replace(entries[at], **fields), *entries[at + 1 :])  # type: ignore[arg-type]


def with_line(entries: tuple[SearchEntry, ...], at: int = 5) -> tuple[SearchEntry, ...]:
    return changed(entries, at, text=entries[at].text + "\n补充说明：2024年培训人员35人。龘龗")


def test_a_changed_line_costs_one_share_and_a_few_files() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    site = [with_line(DEPARTMENTS[0]), *DEPARTMENTS[1:]]
    made = memory.build(site)
    assert memory.loaded == 1
    assert memory.site == anew(site)
    own = [path for path in made if "/t/" in path or "/c/" in path]
    assert 0 < len(made) - len(own) < len(memory.site) / 8


def test_nothing_changed_nothing_made() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    before = dict(memory.site)
    assert memory.build(DEPARTMENTS) == ["search/index/root.js"]
    assert memory.loaded == 0
    assert memory.site == before


def test_a_name_that_goes_costs_the_files_of_suggestions_that_had_it() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    gone = changed(DEPARTMENTS[0], 3, title="应急广播购置项目甲")
    made = memory.build([gone, *DEPARTMENTS[1:]])
    of_names = [path for path in made if "/s/" in path]
    assert memory.loaded == 1
    assert 0 < len(of_names) < len([path for path in memory.site if "/s/" in path])
    assert memory.site == anew([gone, *DEPARTMENTS[1:]])


def test_names_that_are_lost_mean_all_shares_are_read_where_one_goes() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    for key in [key for key in memory if "-names-" in key]:
        del memory[key]
    site = [changed(DEPARTMENTS[0], 0, title="某局"), *DEPARTMENTS[1:]]
    memory.build(site)
    assert memory.loaded > 1
    assert memory.site == anew(site)


CHANGES = {
    "a line added": lambda site: [with_line(site[0]), *site[1:]],
    "a page gone": lambda site: [site[0][:-3], *site[1:]],
    "a department gone": lambda site: site[1:],
    "a department come": lambda site: [*site, tuple(departments_of(seed=9)[0])],
    "a title changed": lambda site: [changed(site[0], 3, title="应急广播购置项目甲"), *site[1:]],
    "the best name gone": lambda site: [changed(site[0], 0, title="某局"), *site[1:]],
    "an amount changed": lambda site: [changed(site[0], 4, amount="12.5", grade="差"), *site[1:]],
    "a page moved": lambda site: [changed(site[0], 4, path="elsewhere/page.html"), *site[1:]],
    "no pages left": lambda site: [(), *site[1:]],
}


def departments_of(seed: int) -> Site:
    return [tuple(entries) for entries in departments(43, seed)]


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_ends_in_the_same_index(name: str) -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    site = CHANGES[name](DEPARTMENTS)
    memory.build(site)
    assert memory.site == anew(site)
    memory.build(DEPARTMENTS)
    assert memory.site == anew(DEPARTMENTS)


def keys_of(parts: Iterable[SitePart]) -> tuple[dict[str, str], dict[str, str]]:
    """Have one part made after the other; return the keys of all that have files, and those known before."""
    keys, known = {}, {}
    for part in parts:
        if part.key:
            known[part.name] = part.key
        if list(part.files()):
            keys[part.name] = part.key or part.key_after()
    return keys, known


@pytest.mark.parametrize("name", CHANGES)
def test_parts_have_the_keys_and_the_order_of_an_index_made_anew(name: str) -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    site = CHANGES[name](DEPARTMENTS)
    memory.update((ref.key, ref.load()) for ref in refs(map(share_of, site)))
    before, _ = keys_of(index_parts(refs(map(share_of, DEPARTMENTS))))
    after, known = keys_of(index_parts(refs(map(share_of, site)), memory))
    fresh, _ = keys_of(index_parts(refs(map(share_of, site))))
    assert list(after.items()) == list(fresh.items())
    assert len(set(after.values())) == len(after)
    assert known.items() <= before.items()
    if name == "a line added":
        assert len(known) > len(after) / 2


def test_many_changes_one_after_the_other_end_in_the_same_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists_module, "OWN_FILE", dict.fromkeys(lists_module.OWN_FILE, 60))
    chance = random.Random(3)
    memory, site = Memory(), list(DEPARTMENTS)
    memory.build(site)
    assert any("-own/" in path for path in memory.site)
    for _ in range(8):
        at = chance.randrange(len(site))
        page = chance.randrange(len(site[at]))
        lines = site[at][page].text.split("\n")
        chance.shuffle(lines)
        site[at] = changed(site[at], page, text="\n".join(lines[chance.randrange(3) :]))
        memory.build(site)
        assert memory.site == anew(site)


@pytest.mark.parametrize("kind", ["p/", "g/", "f/", "s/", "d/", "t/"])
@pytest.mark.parametrize("damage", ["gone", "other"])
def test_what_the_published_site_has_lost_is_made_anew(kind: str, damage: str) -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    for path in [path for path in memory.site if path.startswith(f"search/index/{kind}")]:
        if damage == "gone":
            del memory.site[path]
        elif kind != "t/":  # a kept file is linked by its size and the manifest's hash, which is the writer's affair
            memory.site[path] = b'siteSearch("x","\tab $$\t")\n'
    site = [with_line(DEPARTMENTS[0]), *DEPARTMENTS[1:]]
    touched = set(memory.build(site))
    fresh = anew(site)
    assert all(memory.site[path] == fresh[path] for path in touched)
    assert damage == "other" or memory.site == fresh


def test_a_share_that_is_lost_means_all_are_read() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    del memory[refs([share_of(DEPARTMENTS[0])])[0].key]
    site = [with_line(DEPARTMENTS[0]), *DEPARTMENTS[1:]]
    memory.build(site)
    assert memory.loaded > 1
    assert memory.site == anew(site)


def test_another_site_at_the_same_place_is_not_mended() -> None:
    memory = Memory()
    memory.build(DEPARTMENTS)
    memory.site = dict.fromkeys(memory.site, b"another")
    memory.build([with_line(DEPARTMENTS[0]), *DEPARTMENTS[1:]])
    assert memory.site == anew([with_line(DEPARTMENTS[0]), *DEPARTMENTS[1:]])
