import anthropic

from service.settings import DEAR

client = anthropic.Anthropic()


def classify(letters):
    labels = []
    for letter in letters:
        answer = client.messages.create(
            model=DEAR,
            max_tokens=8,
            messages=[{"role": "user", "content": "spam or ham?\n" + letter}],
        )
        labels.append(answer.content[0].text)
    return labels


if __name__ == "__main__":
    print(classify(open("letters.txt").readlines()))
