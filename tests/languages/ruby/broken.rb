client = Anthropic::Client.new(
answer = client.messages.create(model: "claude-haiku-4-5", max_tokens: 100
def half(
  "text
class
