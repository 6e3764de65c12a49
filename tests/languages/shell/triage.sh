#!/usr/bin/env bash
# Answers tickets from a terminal.
set -euo pipefail

MODEL="${TRIAGE_MODEL:-claude-haiku-4-5}" API='https://api.anthropic.com'
: "${LIMIT:=512}"
export LANG=C
readonly RULES=(brief kind)

ask() {
  local prompt="$1"
  curl --silent -X POST "$API/v1/messages" \
    -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' \
    -d "{\"model\": \"$MODEL\", \"max_tokens\": ${2:-$LIMIT}, \"messages\": [{\"role\": \"user\", \"content\": \"$prompt\"}]}"
}

function summary {
  cat <<EOF | curl -sd @- "${API}/v1/messages" | jq -r '.content[0].text'
{"model": "$MODEL", "max_tokens": 64, "system": "Sum up in $(echo one line)."}
EOF
}

if [ -z "${TICKETS:-}" ]; then
  TICKETS=tickets
elif [[ $TICKETS == - ]]; then
  exit 1
else
  echo "from $TICKETS" >&2
fi

for ticket in one two 'number three'; do
  ask "$ticket" 99 || continue
done

while read -r line; do
  claude -p "Sort this ticket: $line" --model sonnet --max-turns=3 --allowedTools "Read"
done <"$TICKETS"

case "$1" in
  review) git diff | sudo -u bot timeout 60 npx -y @anthropic-ai/claude-code --print --append-system-prompt "$(cat prompts/review.md)" ;;
  fix | mend) ANTHROPIC_MODEL=opus claude --print <<<"Mend the build" && echo done ;;
  *) [ -n "$2" ] && curl -d @prompts/body.json "$API/v1/messages" ;;
esac

body=$(jq -n --arg model "$MODEL" '{model: $model}')
curl --data-raw "$body" --url $API/v1/messages --max-time 30 -o /dev/null
