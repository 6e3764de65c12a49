import anthropic

client = anthropic.Anthropic()
client.messages.create(model="claude-3-5-sonnet-20241022", max_tokens=100, messages=[])
