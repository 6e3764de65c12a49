# syntax=docker/dockerfile:1
ARG MODEL=claude-opus-5-5
FROM node:24 AS base
ENV ANTHROPIC_MODEL=claude-haiku-5-5 GREETING="Say hello"
ENV OLD style of setting
RUN npm install -g @anthropic-ai/claude-code && claude --version
ARG MODEL
ARG TURNS=5
RUN --mount=type=secret,id=key \
    # what is built is checked
    claude -p "Check the build" \

    --model $MODEL --max-turns ${TURNS}
RUN ["claude", "-p", "say \"hello\"", "--model", "sonnet"]
RUN <<EOF
claude -p "$GREETING"
EOF
HEALTHCHECK --interval=5m CMD claude -p ok || exit 1
CMD claude -p "not the last"

FROM base
ENV PROMPT="Fix $OLD"
ENTRYPOINT ["claude", "-p"]
CMD ["$PROMPT", "--max-turns", "3"]

FROM alpine
CMD ["sh", "-c", "claude -p \"Fix \\\"this\\\"\" --model ${MODEL}"]
