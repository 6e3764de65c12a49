import anthropic

client = anthropic.Anthropic()

def unknown_model(question):
    return client.messages.create(
        model="claude-opus-9",
        max_tokens=100,
        messages=[{"role": "user", "content": question}],
    )

def fast_where_there_is_none(question):
    return client.beta.messages.create(
        model="claude-opus-4-7",
        speed="fast",
        max_tokens=100,
        messages=[{"role": "user", "content": question}],
    )
