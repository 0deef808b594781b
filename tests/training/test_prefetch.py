"""Made one ahead: in order, never further, and an error where it belongs."""

import threading

import pytest

from ladder.training.prefetch import one_ahead


def test_all_come_in_order():
    assert list(one_ahead(str, range(5))) == ["0", "1", "2", "3", "4"]
    assert list(one_ahead(str, [])) == []


def test_the_next_is_made_while_one_is_in_use_and_no_further():
    started = [threading.Event() for _ in range(4)]
    coming = one_ahead(lambda place: started[place].set(), range(4))
    next(coming)
    assert started[1].wait(timeout=10)
    assert not started[2].is_set()
    coming.close()


def test_an_error_comes_where_the_result_would_have():
    coming = one_ahead(lambda number: 1 // number, [1, 0, 1])
    assert next(coming) == 1
    with pytest.raises(ZeroDivisionError):
        next(coming)


def test_it_may_be_left_at_any_point():
    made = []
    for number in one_ahead(lambda number: made.append(number) or number, range(100)):
        if number == 3:
            break
    assert made in ([0, 1, 2, 3], [0, 1, 2, 3, 4])
