"""YAML with places: every value of a file together with the line on which it stands."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from report.model.problems import Place, Problem
from report.read.files import check_printable

Path = tuple[str | int, ...]
_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str")}
_DEEPEST = 20  # levels; records have six
Value = None | bool | int | float | str | tuple["Value", ...] | dict[str, "Value"]


@dataclass(frozen=True)
class YamlFile:
    """A file's content as plain values (sequences as tuples), and the line of each path into it."""

    file: str
    content: Value
    lines: dict[Path, int]

    def place(self, path: Path) -> Place:
        """Where a path stands; for a path that is missing, where its nearest parent stands."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def _excess(file: str, text: str) -> list[Problem]:
    """A problem when a text nests so deep that libyaml crashes, or has aliases within what aliases repeat.

    Of the latter a few lines make billions of values.

    Found before anything is made of it: events come one by one, without recursion.
    """
    depth, anchored = 0, []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            place = Place(file, event.start_mark.line + 1 if event.start_mark else 1)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if event.anchor:
                    anchored.append(depth)
                if depth > _DEEPEST:
                    return [
                        Problem(place, "lists or fields that nest too deep", f"at most {_DEEPEST} levels", "flatten it")
                    ]
            elif isinstance(event, yaml.CollectionEndEvent):
                if anchored and anchored[-1] == depth:
                    anchored.pop()
                depth -= 1
            elif isinstance(event, yaml.AliasEvent) and anchored:
                return [Problem(place, "an alias within what has an anchor", "a value", "write it out")]
    except yaml.YAMLError:
        pass  # told by who reads it
    return []


def parse(file: str, text: str) -> tuple[YamlFile, list[Problem]]:
    """Read YAML text. Broken syntax, repeated keys and what grows beyond measure are problems, never exceptions."""
    refused = check_printable(text, Place(file, 1)) or _excess(file, text)
    if refused:
        return YamlFile(file, None, {}), refused
    loader = yaml.CSafeLoader(text)  # a fifth of the time of the one in Python
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1 if mark else 1)
        what = error.problem or error.context or "a syntax error"
        problem = Problem(
            place, f"broken YAML ({what})", "valid YAML", "check indentation, colons and quotes near this line"
        )
        return YamlFile(file, None, {}), [problem]
    finally:
        loader.dispose()
    lines: dict[Path, int] = {}
    problems: list[Problem] = []

    def read(node: yaml.Node, path: Path) -> Value:
        # A key's own line is nearer to the mistake than that of its value, which may start below it.
        lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Value] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                line = key_node.start_mark.line + 1
                if key in mapping:
                    hint = f"it stands on line {lines[(*path, key)]} already; keep one"
                    problems.append(Problem(Place(file, line), f"the field “{key}” twice", "each field once", hint))
                    continue
                lines[(*path, key)] = line
                mapping[key] = read(value_node, (*path, key))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return tuple(read(child, (*path, index)) for index, child in enumerate(node.value))
        if node.tag not in _SCALARS:
            return str(node.value)  # a date or the like is YAML's guess; records have no such type
        try:
            value: Value = loader.construct_object(node)
        except (ValueError, KeyError):  # what a tag or a prefix promises and the text does not keep
            kind, shown = node.tag.rpartition(":")[2], str(node.value)[:40]
            hint = "write plain digits, true or false, or text in quotation marks"
            problems.append(
                Problem(Place(file, node.start_mark.line + 1), f"“{shown}” as {kind}", f"a value of {kind}", hint)
            )
            return str(node.value)
        if isinstance(value, str):  # an escape can bring in what the file itself has not
            problems.extend(check_printable(value, Place(file, node.start_mark.line + 1)))
        return value

    content = read(node, ()) if node is not None else None
    return YamlFile(file, content, lines), problems
