"""The page of the process says what the files say."""

from __future__ import annotations

from tools.playbook_page import PAGE, page


def test_the_page_of_the_process_is_current():
    assert PAGE.read_text(encoding="utf-8") == page()
