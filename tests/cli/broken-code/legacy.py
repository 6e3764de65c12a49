import anthropic
client = anthropic.Anthropic()
print "legacy"
client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=[])
