"""The pages of the hand-built department, rendered once."""

from __future__ import annotations

import pytest
from page_site import render_site


@pytest.fixture(scope="session")
def site() -> dict[str, str]:
    """Every page of the hand-built site: path to HTML."""
    return render_site()
