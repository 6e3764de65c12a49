"""Sorts tickets into the queues of the support team."""

from .config import settings
from .llm import client
from .prompts import TRIAGE


def category_of(message: str) -> str:
    """One of `settings.categories`; whatever the model says beyond them is `other`."""
    params = {
        "model": settings.triage_model,
        "max_tokens": 8,
        "system": TRIAGE,
        "stop_sequences": ["\n"],
    }
    params["messages"] = [{"role": "user", "content": message}]
    answer = client().messages.create(**params)
    word = answer.content[0].text.strip().lower()
    return word if word in settings.categories else "other"
