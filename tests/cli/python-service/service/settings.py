import os

FAST = "claude-haiku-5-5"
DEAR = "claude-opus-4-5"
OLD = os.environ.get("REPORT_MODEL", "claude-3-opus-20240229")
RULES = "Answer only from the handbook of the shop. " * 600
