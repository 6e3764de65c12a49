import anthropic

client = anthropic.Anthropic()


def answer(question):
    return client.messages.create(model="claude-opus-5-5", messages=[{"role": "user", "content": question}])
