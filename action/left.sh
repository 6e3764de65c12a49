#!/usr/bin/env bash
# Comments with what another workflow left. Anybody may have made that, so it is read as text and nothing more.
set -euo pipefail

[[ ${SKINT_HEAD:-} =~ ^[0-9a-f]{40,64}$ ]] || { echo "::error::skint: this runs on workflow_run only" && exit 2; }
for file in number says report.md; do
    if [[ ! -f $SKINT_LEFT/$file || -L $SKINT_LEFT/$file ]]; then
        echo "::error::skint: $file is missing, or is no file"
        exit 2
    fi
done
SKINT_PULL_REQUEST=$(head -c 20 -- "$SKINT_LEFT/number" | tr -d '[:space:]')
SKINT_SAYS=$(head -c 5 -- "$SKINT_LEFT/says" | tr -d '[:space:]')
SKINT_REPORT=$SKINT_LEFT/report.md
export SKINT_PULL_REQUEST SKINT_SAYS SKINT_REPORT
exec "$(dirname "$0")/comment.sh"
