"""JSON Schemas of the record files, so that editors complete and explain each field while it is written.

``python -m report.write.record_schemas docs/records/schemas`` writes them; each record file names its own
in its first line, which the YAML language server of most editors reads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from report.model.records import (
    Case,
    Change,
    Chapter,
    Document,
    Exemption,
    Law,
    Metric,
    Note,
    Organisation,
    Release,
    SharedFigure,
    Statistic,
    Style,
    Subject,
    Synonym,
    Term,
    Translated,
    TranslatedList,
    Vocabulary,
)  # fmt: skip

FILES: Mapping[str, Any] = {
    "outline": list[Chapter],
    "vocabulary": Vocabulary,
    "metrics": list[Metric],
    "terms": list[Term],
    "organisations": list[Organisation],
    "laws": list[Law],
    "subjects": list[Subject],
    "cases": list[Case],
    "statistics": list[Statistic],
    "exemptions": list[Exemption],
    "changes": list[Change],
    "releases": list[Release],
    "notes": list[Note],
    "sources": list[Document],
    "shared": list[SharedFigure],
    "style": Style,
    "moved": dict[str, str],
    "synonyms": list[Synonym],
    "keywords": dict[str, TranslatedList],
    "phrases": dict[str, TranslatedList],
    "interface": dict[str, Translated],
    "fields": dict[str, dict[str, Translated]],
    "codes": dict[str, dict[str, Translated]],
}


def _without_titles(schema: Any) -> Any:
    """A schema without the titles that pydantic makes of names, which say nothing new."""
    match schema:
        case dict():
            return {
                key: _without_titles(part)
                for key, part in schema.items()
                if not (key == "title" and isinstance(part, str))
            }
        case list():
            return [_without_titles(part) for part in schema]
    return schema


def record_schemas() -> dict[str, str]:
    """The text of each schema (JSON Schema 2020-12), by the name of its file."""
    texts: dict[str, str] = {}
    for name, kind in FILES.items():
        schema = _without_titles(TypeAdapter(kind).json_schema(mode="validation"))
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        texts[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return texts


if __name__ == "__main__":
    for file, text in record_schemas().items():
        (Path(sys.argv[1]) / file).write_text(text, encoding="utf-8")
