"""A form is taken from whom it was shown to, by the server that showed it, and from nobody else."""

from __future__ import annotations

from timeline.web.stamp import Stamps

OURS = Stamps(b"k" * 32)


def test_a_form_is_taken_from_whom_it_was_shown_to() -> None:
    for name in ("anna", "قاسم", ""):
        assert OURS.is_good(OURS.of(name), name)


def test_a_form_that_was_shown_to_somebody_else_is_not_taken() -> None:
    assert not OURS.is_good(OURS.of("ben"), "anna")
    assert not OURS.is_good(OURS.of("anna")[:-1], "anna")
    assert not OURS.is_good("", "anna")
    assert not OURS.is_good("é", "anna")


def test_a_form_of_an_earlier_start_of_the_server_is_not_taken() -> None:
    assert not OURS.is_good(Stamps(b"e" * 32).of("anna"), "anna")
