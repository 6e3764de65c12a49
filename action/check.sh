#!/usr/bin/env bash
# Runs skint once, and leaves annotations, the summary, reports, outputs and its status. It does not fail, so that the
# comment is still written; the last step does.
set -euo pipefail

reports=$(mktemp -d "${RUNNER_TEMP:?}/skint-reports.XXXXXX")
cd -- "${SKINT_FOLDER:-.}"

ending() {
    case "$1" in
    agent | text) echo txt ;;
    gitlab) echo gitlab.json ;;
    junit) echo xml ;;
    markdown) echo md ;;
    *) echo "$1" ;;
    esac
}

arguments=(check --format github --fail-on "${SKINT_FAIL_ON:-warn}" --no-progress --color never)
if [[ -n ${SKINT_POLICY:-} ]]; then arguments+=(--policy "$SKINT_POLICY"); fi
read -r -d '' -a formats <<<"json markdown sarif ${SKINT_FORMATS//,/ }" || true
for format in "${formats[@]}"; do arguments+=("--output=$format=$reports/skint.$(ending "$format")"); done
paths=()
while IFS= read -r path; do
    if [[ -n $path ]]; then paths+=("$path"); fi
done <<<"${SKINT_PATHS:-.}"

status=0
"$SKINT_BINARY" "${arguments[@]}" -- "${paths[@]}" || status=$?

# Strings of JSON hold no line breaks, so that a whole line is never part of one.
count() {
    sed -n "s/^    \"$1\": \([0-9][0-9]*\),\{0,1\}\$/\1/p" "$reports/skint.json" 2>/dev/null | tail -n 1
}

if [[ -f $reports/skint.json ]]; then
    errors=$(count error) warnings=$(count warn) notes=$(count info) sites=$(count sites)
    cat "$reports/skint.md" >>"$GITHUB_STEP_SUMMARY"
else
    errors='' warnings='' notes='' sites=''
    echo "skint ended with status $status: see the log of this step." >>"$GITHUB_STEP_SUMMARY"
fi
says=false
if ((${errors:-0} + ${warnings:-0} + ${notes:-0} > 0)); then says=true; fi
{
    echo "status=$status"
    echo "errors=$errors"
    echo "warnings=$warnings"
    echo "notes=$notes"
    echo "sites=$sites"
    echo "says=$says"
    echo "reports=$reports"
    for format in json markdown sarif; do
        file=$reports/skint.$(ending "$format")
        if [[ -f $file ]]; then echo "$format=$file"; fi
    done
} >>"$GITHUB_OUTPUT"
