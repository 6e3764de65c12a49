"""Settings of the service. Everything can be overridden by the environment."""

import os
from dataclasses import dataclass, field
from typing import Final

# Which model does what. Names, not ids, are used everywhere else.
MODELS: Final = {
    "answer": "claude-sonnet-5-5",
    "triage": "claude-opus-5-5",
}

# The night job was written before the names above.
SUMMARY_MODEL = os.environ.get("SUMMARY_MODEL", "claude-opus-4-8")


@dataclass(frozen=True)
class Settings:
    answer_model: str = MODELS["answer"]
    answer_tokens: int = 900
    triage_model: str = MODELS["triage"]
    categories: list[str] = field(default_factory=lambda: ["delivery", "refund", "warranty", "account", "other"])
    region: str = os.environ.get("AWS_REGION", "eu-central-1")


settings = Settings()
