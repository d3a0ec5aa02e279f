"""A run that rewrites expectations never passes."""

import pytest


def test_samples_are_not_being_updated(request: pytest.FixtureRequest) -> None:
    assert not request.config.getoption("--update-samples"), "look at the diff, then run without it"
