import requests


def ask(question, key):
    return requests.post(
        "https://api.anthropic.com/v1/messages",
        headers={"x-api-key": key, "anthropic-version": "2023-06-01"},
        json={"model": "claude-haiku-5-5", "messages": [{"role": "user", "content": question}]},
    )
