from .llm import client

LABELS = ["bill", "parcel", "return", "other"]


def label_all(letters):
    for label in LABELS:
        client.messages.create(
            model="claude-opus-4-5",
            max_tokens=8,
            system="Say yes if the letter is of this kind, else no: " + label,
            messages=[{"role": "user", "content": letters[label]}],
        )
