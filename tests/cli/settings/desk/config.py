import os
from dataclasses import dataclass

MODELS = {"answer": "claude-sonnet-5-5", "triage": "claude-haiku-5-5"}


@dataclass(frozen=True)
class Settings:
    answer_model: str = MODELS["answer"]
    answer_tokens: int = int(os.environ.get("ANSWER_TOKENS", "900"))
    triage_model: str = MODELS["triage"]


class Labels:
    model = MODELS["triage"]


settings = Settings()
label_model = Labels.model
