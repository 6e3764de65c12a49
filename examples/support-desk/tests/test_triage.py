from types import SimpleNamespace

import pytest

from desk import triage


@pytest.fixture
def answers(monkeypatch):
    said = []

    def create(**params):
        assert params["max_tokens"] <= 16
        return SimpleNamespace(content=[SimpleNamespace(text=said.pop())])

    fake = SimpleNamespace(messages=SimpleNamespace(create=create))
    monkeypatch.setattr(triage, "client", lambda: fake)
    return said


def test_known_categories_are_kept(answers):
    answers.append("Refund\n")
    assert triage.category_of("I want my money back") == "refund"


def test_anything_else_is_other(answers):
    answers.append("I think this is about delivery")
    assert triage.category_of("Where is my parcel?") == "other"
