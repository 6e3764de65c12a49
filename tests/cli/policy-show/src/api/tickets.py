import anthropic

client = anthropic.Anthropic()


@app.post("/tickets/{id}")
def answer_ticket(id: int) -> str:
    answer = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=400,
        messages=[{"role": "user", "content": load(id)}],
    )
    return answer.content[0].text
