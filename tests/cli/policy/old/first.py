import anthropic


def ask(question):
    client = anthropic.Anthropic()
    return client.messages.create(model="claude-3-opus-20240229", messages=[{"role": "user", "content": question}])
