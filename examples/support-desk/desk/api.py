"""Routes that the agents' inbox calls."""

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from . import store
from .llm import ask
from .prompts import ANSWER
from .triage import category_of

router = APIRouter(prefix="/tickets")


class Draft(BaseModel):
    ticket: str
    category: str
    text: str


@router.post("/{ticket_id}/draft")
def draft_answer(ticket_id: str) -> Draft:
    ticket = store.load(ticket_id)
    if ticket is None:
        raise HTTPException(status_code=404)
    history = [{"role": message.role, "content": message.text} for message in ticket.messages]
    text = ask(ANSWER, history)
    return Draft(ticket=ticket_id, category=category_of(ticket.messages[0].text), text=text)


@router.post("/{ticket_id}/shorter")
def shorten_draft(ticket_id: str, draft: Draft) -> Draft:
    text = ask(ANSWER, [{"role": "user", "content": f"Say this in half as many words:\n\n{draft.text}"}], max_tokens=450)
    return draft.model_copy(update={"text": text})
