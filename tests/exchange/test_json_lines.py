import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.exchange.json_lines import lines_of_elements

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    before=st.dictionaries(st.text(max_size=3), values, max_size=3),
    elements=st.lists(values, max_size=4),
    after=values,
)
def test_each_element_begins_on_its_line(before: dict[str, Any], elements: list[Any], after: Any) -> None:
    data = {**before, "items": elements, "more": after}
    text = json.dumps(data, indent=1)
    lines = lines_of_elements(text, "items")
    assert len(lines) == len(elements)
    for line, element in zip(lines, elements, strict=True):
        rest = "\n".join(text.split("\n")[line - 1 :]).lstrip()
        assert json.JSONDecoder().raw_decode(rest)[0] == element


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("{}", []),
        ('{"items": 7}', []),
        (' {\n "items"\n :\n [ ] }', []),
        ('{"items": [1],\n"items": [2,\n3]}', [2, 3]),
        ('{"a": {"items": [1]}, "items"\n:[\n"\\n[,]",\n[{"items": [4]}]\n, {} ] }', [3, 4, 5]),
    ],
)
def test_names_inside_and_names_twice_do_not_mislead(text: str, lines: list[int]) -> None:
    assert lines_of_elements(text, "items") == lines
