"""The store is only a cache: damage, foreign files and lost folders cost time, never truth."""

from pathlib import Path

from site_builder.store import Store, content_key


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = content_key("a", b"b")
    assert store.get(key) is None
    store.put(key, ("x", 1))
    assert store.get(key) == ("x", 1)


def test_parts_do_not_run_together() -> None:
    assert content_key("ab", "c") != content_key("a", "bc")


def test_a_damaged_entry_counts_as_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = content_key("a")
    store.put(key, "value")
    path = next(tmp_path.glob("??/*"))
    raw = path.read_bytes()
    for damaged in (raw[:-3], b"", raw[:20] + b"\0" + raw[21:], b"foreign"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(damaged)
        assert store.get(key) is None
        assert not path.exists()


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    store = Store(blocked)
    store.put(content_key("a"), "value")
    assert store.get(content_key("a")) is None


def test_unused_entries_are_collected(tmp_path: Path) -> None:
    store = Store(tmp_path)
    used, unused = content_key("used"), content_key("unused")
    store.put(used, 1)
    store.put(unused, 2)
    assert store.collect([used], keep_seconds=1000) == 0
    assert store.collect([used], keep_seconds=-1) == 1
    assert store.get(used) == 1
    assert store.get(unused) is None
