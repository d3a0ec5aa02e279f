"""What the store keeps and for how long."""

import os
import time
from pathlib import Path

from site_builder.store import COLLECTED, DAY, Store, content_key


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def entry(store: Store, name: str) -> Path:
    store.put(content_key(name), name)
    key = content_key(name)
    return store.folder / key[:2] / key[2:]


def test_what_is_of_use_stays_and_the_rest_goes_after_a_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    read, asked, unused = entry(store, "read"), entry(store, "asked"), entry(store, "unused")
    store.tidy()
    for path in (read, asked, unused):
        age(path, 40)
    assert store.get(content_key("read")) == "read"
    assert store.has(content_key("asked"))
    store.tidy()
    assert unused.exists(), "tidied today already"
    age(tmp_path / COLLECTED, 2)
    store.tidy()
    assert [path.exists() for path in (read, asked, unused)] == [True, True, False]


def test_leftovers_of_killed_writers_go_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    leftover = entry(store, "a").parent / ".tmp-x"
    leftover.write_bytes(b"half")
    age(leftover, 40)
    store.collect(())
    assert not leftover.exists()


def test_an_entry_under_another_key_is_not_believed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    one, other = entry(store, "one"), entry(store, "other")
    other.write_bytes(one.read_bytes())
    assert store.get(content_key("other")) is None
    assert store.get(content_key("one")) == "one"
