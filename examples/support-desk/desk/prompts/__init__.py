"""Prompts are files, so that the support team can edit them."""

from pathlib import Path

HERE = Path(__file__).parent

ANSWER = (HERE / "answer.md").read_text(encoding="utf-8")

TRIAGE = "Name the category of the customer's message. Answer with the category alone, in lower case."
