"""The one place from which drafts are requested."""

from functools import lru_cache

import anthropic

from .config import settings


@lru_cache(maxsize=1)
def client() -> anthropic.Anthropic:
    return anthropic.Anthropic(max_retries=3, timeout=60)


def ask(system: str, history: list[dict], *, model: str = settings.answer_model, max_tokens: int | None = None) -> str:
    """Sends one request and returns the text of the answer."""
    response = client().messages.create(
        model=model,
        max_tokens=max_tokens or settings.answer_tokens,
        system=system,
        messages=history,
    )
    return "".join(block.text for block in response.content if block.type == "text")
