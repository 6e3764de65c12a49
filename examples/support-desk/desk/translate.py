"""Translates drafts through the company's AWS account, where customers' letters may be processed."""

import boto3

from .config import settings

MODEL_ID = "eu.anthropic.claude-sonnet-5-5"

bedrock = boto3.client("bedrock-runtime", region_name=settings.region)


def translate(letter: str, language: str) -> str:
    response = bedrock.converse(
        modelId=MODEL_ID,
        system=[{"text": f"Translate the letter into {language}. Keep names, amounts and order numbers as they are."}],
        messages=[{"role": "user", "content": [{"text": letter}]}],
    )
    return response["output"]["message"]["content"][0]["text"]
