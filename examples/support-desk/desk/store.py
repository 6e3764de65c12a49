"""Tickets as the inbox keeps them."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("var/tickets")


@dataclass
class Message:
    role: str
    text: str


@dataclass
class Ticket:
    id: str
    messages: list[Message]
    summary: str | None = None


def load(ticket_id: str) -> Ticket | None:
    path = FOLDER / f"{ticket_id}.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text())
    return Ticket(ticket_id, [Message(**message) for message in data["messages"]], data.get("summary"))


def closed_yesterday() -> list[Ticket]:
    tickets = [load(path.stem) for path in sorted(FOLDER.glob("closed-*.json"))]
    return [ticket for ticket in tickets if ticket and ticket.summary is None]


def save_summary(ticket_id: str, summary: str) -> None:
    path = FOLDER / f"{ticket_id}.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps(data | {"summary": summary}))
