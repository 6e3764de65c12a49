"""Summarises the tickets that were closed yesterday. Started by cron at two in the morning."""

import logging

import anthropic

from desk import store
from desk.config import SUMMARY_MODEL

logger = logging.getLogger(__name__)
INSTRUCTIONS = "Summarise the conversation in three sentences for the monthly report. Name the product and the outcome."


def transcript(ticket: store.Ticket) -> str:
    return "\n\n".join(f"{message.role}: {message.text}" for message in ticket.messages)


def main() -> None:
    client = anthropic.Anthropic()
    for ticket in store.closed_yesterday():
        response = client.messages.create(
            model=SUMMARY_MODEL,
            max_tokens=300,
            system=INSTRUCTIONS,
            messages=[{"role": "user", "content": transcript(ticket)}],
        )
        store.save_summary(ticket.id, response.content[0].text)
        logger.info("%s: %s tokens", ticket.id, response.usage.output_tokens)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
