import anthropic

client = anthropic.Anthropic()


def answer(question):
    return client.messages.create(
        model="claude-haiku-5-5", max_tokens=500, messages=[{"role": "user", "content": question}]
    )
