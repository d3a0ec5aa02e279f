"""Addresses in pinyin remembered between builds, so that a small change need not load the dictionary behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version

from site_builder.paths import MOST_SPELLED, learn_slugs, take_new_slugs
from site_builder.pipeline.versions import code_version
from site_builder.store import Store, content_key


class Spelling:
    """What was spelled in this build, in any process."""

    def __init__(self) -> None:
        self.new: dict[str, str] = {}

    def add(self, slugs: Mapping[str, str]) -> None:
        """Take in what a department needed."""
        self.new.update(slugs)
        learn_slugs(slugs)


@contextmanager
def spelling_remembered(store: Store) -> Iterator[Spelling]:
    """Use what earlier builds spelled, and keep what this one adds."""
    key = content_key("slugs", version("pypinyin"), code_version("paths.py"))
    kept = store.get(key)
    known = kept if isinstance(kept, dict) else {}
    learn_slugs(known)
    spelling = Spelling()
    yield spelling
    spelling.add(take_new_slugs())
    if spelling.new.keys() - known.keys():
        everything = {**known, **spelling.new}
        store.put(key, everything if len(everything) <= MOST_SPELLED else spelling.new)
