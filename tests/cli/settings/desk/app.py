import anthropic

from .config import label_model, settings

client = anthropic.Anthropic()


def answer(letter):
    return client.messages.create(
        model=settings.answer_model, max_tokens=settings.answer_tokens, messages=[{"role": "user", "content": letter}]
    )


def triage(letter):
    return client.messages.create(model=settings.triage_model, max_tokens=8, messages=letter)


def label(letter):
    return client.messages.create(model=label_model, max_tokens=9, messages=letter)
