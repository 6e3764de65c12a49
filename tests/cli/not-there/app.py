print("anthropic")
