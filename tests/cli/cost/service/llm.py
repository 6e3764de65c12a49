import anthropic

client = anthropic.Anthropic()
HANDBOOK = "Answer only from the handbook of the shop, and say so where it is silent. " * 300


def ask(question, model="claude-sonnet-5-5", cap=800):
    return client.messages.create(
        model=model,
        max_tokens=cap,
        system=[{"type": "text", "text": HANDBOOK, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
