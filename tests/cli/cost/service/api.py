from .llm import ask


def answer(question):
    return ask(question)


def answer_shortly(question):
    return ask(question, model="claude-haiku-5-5", cap=60)
