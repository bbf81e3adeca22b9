"""Ids survive as long as a topic is still the same."""

from typing import TypeVar

from topics.continuity import kept

Value = TypeVar("Value", int, str)


def topic(name: str, numbers: range, value: Value) -> dict[str, Value]:
    return {f"{name}{number}": value for number in numbers}


def test_growth_loses_no_id_and_new_text_gets_none() -> None:
    before = topic("cash", range(30), "a") | topic("card", range(20), "b")
    now = topic("card", range(60), 0) | topic("cash", range(31), 1) | topic("pin", range(9), 2)
    assert kept(now, before) == {0: "b", 1: "a"}


def test_a_split_leaves_the_id_with_the_larger_part() -> None:
    before = topic("cash", range(30), "a")
    assert kept(topic("cash", range(18), 0) | topic("cash", range(18, 30), 1), before) == {0: "a"}


def test_a_merged_topic_goes_on_under_the_larger_ones_id() -> None:
    before = topic("cash", range(30), "a") | topic("card", range(20), "b")
    assert kept(topic("cash", range(30), 0) | topic("card", range(20), 0), before) == {0: "a"}


def test_a_handful_of_shared_documents_carries_no_id() -> None:
    before = topic("cash", range(100), "a") | topic("card", range(20), "b")
    now = topic("cash", range(5), 0) | topic("card", range(20), 0) | topic("cash", range(5, 100), 1)
    assert kept(now, before) == {0: "b", 1: "a"}
    before = topic("tiny", range(5), "b") | topic("cash", range(100), "a")
    assert kept(
        topic("cash", range(50), 0) | topic("tiny", range(5), 1) | topic("cash", range(50, 100), 1), before
    ) == {0: "a"}


def test_nothing_in_common_keeps_nothing() -> None:
    assert kept({}, {}) == kept({"x": 0}, {}) == kept({}, {"x": "a"}) == kept({"x": 0}, {"y": "a"}) == {}
