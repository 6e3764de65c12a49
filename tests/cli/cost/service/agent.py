from .llm import client


def work(task):
    messages = [{"role": "user", "content": task}]
    for _ in range(12):
        reply = client.messages.create(
            model="claude-opus-5-5",
            max_tokens=2000,
            system="You are a careful clerk.",
            messages=messages,
        )
        messages.append({"role": "assistant", "content": reply.content})
        messages.append({"role": "user", "content": "Go on."})
