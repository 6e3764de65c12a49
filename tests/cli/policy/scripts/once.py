import anthropic


def ask(question):
    client = anthropic.Anthropic()
    return client.messages.create(model="claude-sonnet-5-5", messages=[{"role": "user", "content": question}])
