"""The parts of a mended index: those without a change keep their key, of the others only changed files are made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from site_builder.model.output import FileMarks, OutputFile, SitePart
from site_builder.search.kept_names import names_of_all
from site_builder.search.mend import Lost, Plan, Touch, mended, touched_files
from site_builder.search.merge import department_files, root_file
from site_builder.search.parts import Made, key_of, new_part, part_of_department, part_of_file, place_of
from site_builder.search.state import Remaker, ShareNames, joined, marks_of
from site_builder.search.suggestions import Displaced, merge_names, name_file

ROOT = "root"


@dataclass(slots=True)
class _Content:
    """The keys of the shares of a part, and the names of its other files."""

    shares: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def mended_parts(plan: Plan, remaker: Remaker) -> Iterator[SitePart]:
    """Yield every part of the index; `plan.after` gets to know the files as they are made."""
    touched = touched_files(plan)
    gone = {*touched, ROOT}
    plan.after.files.update((name, marks) for name, marks in plan.before.files.items() if name not in gone)
    making = _Making(plan, touched, remaker)
    changed = {part_of_department(plan.after.layout, change.number) for change in plan.changes}
    changed |= {part_of_file(plan.after.layout, name) for name in gone}
    contents = _contents(plan, touched)
    for part in sorted(contents, key=place_of):
        content = contents[part]
        if part in changed:
            yield new_part(part, making.made(content))
        else:
            yield _kept(part, making.marks(content), remaker)


def _contents(plan: Plan, touched: Mapping[str, object]) -> dict[str, _Content]:
    """Return what each part has, and what it had."""
    layout = plan.after.layout
    contents: defaultdict[str, _Content] = defaultdict(_Content)
    for key, state in plan.after.shares.items():
        if state:
            contents[part_of_department(layout, state.number)].shares.append(key)
    for name in (*plan.after.files, *sorted(touched), ROOT):
        contents[part_of_file(layout, name)].names.append(name)
    return contents


def _kept(part: str, marks: list[FileMarks], remaker: Remaker) -> SitePart:
    return SitePart(part, lambda: [remaker.kept(joined(marks))], key_of(marks))


@dataclass
class _Making:
    """What makes the files of a part."""

    plan: Plan
    touched: Mapping[str, list[Touch]]
    remaker: Remaker

    def marks(self, content: _Content) -> list[FileMarks]:
        """Return the marks of the files that stay as they are."""
        shares, files = self.plan.after.shares, self.plan.after.files
        states = (state for key in content.shares if key not in self._new and (state := shares[key]))
        return [*(state.files for state in states), *(files[name] for name in content.names if name in files)]

    def made(self, content: _Content) -> Made:
        """Yield marks and files of a part."""
        kept = self.marks(content)
        yield kept, [self.remaker.kept(joined(kept))]
        for key in filter(self._new.__contains__, content.shares):
            files, state = self._new[key], self.plan.after.shares[key]
            assert state
            self.plan.after.shares[key] = replace(state, files=marks_of(files))
            yield [marks_of(files)], files
        for name in content.names:
            if name != ROOT and name not in self.touched:
                continue
            files = [self._root()] if name == ROOT else self._file(name)
            if files:
                self.plan.after.files[name] = marks_of(files)
            yield [marks_of(files)], files

    @cached_property
    def _new(self) -> dict[str, list[OutputFile]]:
        """The files of the shares that are new, by their keys."""
        changes = ((change, change.new) for change in self.plan.changes)
        return {change.key: list(department_files(change.number, new.files)) for change, new in changes if new}

    def _root(self) -> OutputFile:
        states = [state for state in self.plan.after.shares.values() if state]
        return root_file(self.plan.after.layout, len(states), sum(state.pages for state in states))

    def _file(self, name: str) -> list[OutputFile]:
        try:
            return mended(name, self.touched[name], self.plan)
        except Lost:
            return self.remaker.files(name)
        except Displaced:
            return self._names(name)

    def _names(self, name: str) -> list[OutputFile]:
        """Return a file of suggestions made of all departments' names."""
        kept = self._kept_names
        if kept is None:
            return self.remaker.files(name)
        segments = self.plan.after.layout.segments_of(name)
        shares = [(number, names.rows(segments)) for number, names in kept.items()]
        return [name_file(name, merge_names(shares, lambda number, at: kept[number].names[at]))]

    @cached_property
    def _kept_names(self) -> dict[int, ShareNames] | None:
        return names_of_all(self.plan.after, self.plan.memory)
