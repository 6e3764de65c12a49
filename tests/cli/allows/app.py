import anthropic

client = anthropic.Anthropic()


def first(text):
    # skint: allow(retired-model) the archive keeps what it said in 2024
    return client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=text)


def second(text):
    # skint: allow(missing-max-tokens) it has one
    return client.messages.create(model="claude-haiku-5-5", max_tokens=9, messages=text)


def third(text):
    # skint: allow(retired-modle) a slip of the pen
    return client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=text)


def fourth(text):
    # skint: allow(retired-model)
    return client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=text)


def fifth(text):
    # skint: allow(retired-model) agreed until 2026-10-31
    return client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=text)
