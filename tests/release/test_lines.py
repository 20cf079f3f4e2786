"""How whole lines are told apart before they are taken apart: by a slow and obvious count, line by line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onward.release import lines

WIDTH = 4
HEADER = ["NPI", "Entity Type Code", "Code", "Name"]
# Every value in quotes and no quote inside a value.
CLEAN = re.compile(r'"[^"]*"(,"[^"]*")*')
LAYOUT = lines.Layout(HEADER, HEADER, ())

a_value = st.text(st.sampled_from('ab ,"é1'), max_size=4)
a_line = st.one_of(
    st.lists(a_value, min_size=2, max_size=6).map(lambda values: '"' + '","'.join(values) + '"'),
    st.text(st.sampled_from('a,"'), max_size=12),
)
a_block = st.builds(
    lambda rows, ending, last: (ending.join(['"1","2","3","4"', *rows]) + (ending if last else "")).encode(),
    st.lists(a_line, max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@given(a_block)
def test_lines_are_counted(block: bytes) -> None:
    assert lines.count(block) == block.count(b"\n")


@given(a_block)
def test_no_line_is_lost_and_none_of_another_width_is_read(block: bytes) -> None:
    found = lines.read(block, 2, LAYOUT)
    there = [(n, line) for n, line in enumerate(block.decode().replace("\r\n", "\n").split("\n"), 2) if line]
    assert found.count == len(there)
    assert sorted([*found.rows["line"].to_list(), *found.broken]) == [n for n, _ in there]
    for number, line in there:
        if CLEAN.fullmatch(line):
            assert (number in found.broken) == (line.count('","') != WIDTH - 1)


def test_a_line_of_256_values_too_many_is_broken() -> None:
    whole, long = ('"' + '","'.join("1" * width) + '"\n' for width in (WIDTH, WIDTH + 256))
    assert lines.read((whole + long + whole).encode(), 2, LAYOUT).broken == [3]
