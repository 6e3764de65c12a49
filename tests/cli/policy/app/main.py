import anthropic


def ask(question):
    client = anthropic.Anthropic()
    return client.messages.create(model="claude-sonnet-5-5", max_tokens=200, messages=[{"role": "user", "content": question}])
