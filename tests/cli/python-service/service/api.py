from datetime import datetime

import anthropic
from fastapi import FastAPI

from service.settings import FAST, OLD, RULES

app = FastAPI()
client = anthropic.AsyncAnthropic()


@app.post("/answer")
async def answer(question: str):
    return await client.messages.create(
        model=FAST,
        max_tokens=800,
        system=RULES,
        messages=[{"role": "user", "content": question}],
    )


@app.post("/report")
async def report(day: str):
    system = [
        {"type": "text", "text": f"It is {datetime.now()}. {RULES}", "cache_control": {"type": "ephemeral"}}
    ]
    return await client.messages.create(
        model=OLD, max_tokens=800, system=system, messages=[{"role": "user", "content": day}]
    )
