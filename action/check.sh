#!/usr/bin/env bash
# Runs skint, and leaves annotations, the summary, reports, outputs and its status. It does not fail, so that the comment
# is still written; the last step does.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
reports=$(mktemp -d "${RUNNER_TEMP:?}/skint-reports.XXXXXX")
cd -- "${SKINT_FOLDER:-.}"
fail_on=${SKINT_FAIL_ON:-warn}

ending() {
    case "$1" in
    agent | text) echo txt ;;
    gitlab) echo gitlab.json ;;
    junit) echo xml ;;
    markdown) echo md ;;
    *) echo "$1" ;;
    esac
}

is_there() { git rev-parse --verify --quiet "$1^{commit}" >/dev/null 2>&1; }

# The commit to compare with, or nothing: the one that was named; else, of a merged pull request as the platform checks
# it out, what it was merged into; else the base that the event names.
base_commit() {
    local base=${SKINT_BASE:-} event=${SKINT_EVENT_BASE:-}
    if [[ $base == none || -z $base$event ]]; then return; fi
    if [[ -z $base ]] && is_there HEAD^2 && [[ $(git rev-parse HEAD^2) == "${SKINT_EVENT_HEAD:-}" ]]; then
        git rev-parse HEAD^1
        return
    fi
    base=${base:-$event}
    if [[ $base == -* ]]; then
        echo "::error::skint: \`base\` is a commit or a branch" >&2
    elif is_there "$base"; then
        git rev-parse "$base^{commit}"
    elif is_there "origin/$base"; then
        git rev-parse "origin/$base^{commit}"
    elif git fetch --quiet --no-tags --depth=1 origin -- "$base" 2>/dev/null; then
        git rev-parse FETCH_HEAD
    else
        echo "::warning::skint: $base is not in this clone, so nothing was compared: check out with \`fetch-depth: 2\`, or 0 for a branch" >&2
    fi
}

policy=() paths=()
if [[ -n ${SKINT_POLICY:-} ]]; then policy=(--policy "$SKINT_POLICY"); fi
while IFS= read -r path; do
    if [[ -n $path ]]; then paths+=("$path"); fi
done <<<"${SKINT_PATHS:-.}"
if [[ ${#paths[@]} == 0 ]]; then paths=(.); fi
# The shell of some systems takes an empty list for one that is not set.
scope=(${policy[@]+"${policy[@]}"} -- "${paths[@]}")

base=$(base_commit)
arguments=(check --format github --fail-on "$fail_on" --no-progress --color never)
read -r -d '' -a formats <<<"json markdown ${SKINT_FORMATS//,/ }" || true
if [[ -z $base ]]; then formats+=(sarif); else arguments+=(--base "$base"); fi
for format in "${formats[@]}"; do arguments+=("--output=$format=$reports/skint.$(ending "$format")"); done
status=0
"$SKINT_BINARY" "${arguments[@]}" "${scope[@]}" || status=$?

compared=0
if [[ -n $base && $status -lt 2 ]]; then
    # Code scanning compares by itself, and takes what a report leaves out for repaired: it gets everything.
    "$SKINT_BINARY" check --quiet --no-progress --fail-on never "--output=sarif=$reports/skint.sarif" "${scope[@]}" >/dev/null
    "$SKINT_BINARY" diff --no-progress --color never "--output=json=$reports/diff.json" \
        "--output=markdown=$reports/diff.md" ${policy[@]+"${policy[@]}"} -- "$base" "${paths[@]}" || compared=$?
    if [[ $compared -gt $status && ! ($compared == 1 && $fail_on == never) ]]; then status=$compared; fi
fi
"$SKINT_BINARY" cost --no-progress --format json "${scope[@]}" >"$reports/cost.json" 2>/dev/null || true

# What stands in a report for programs under these keys.
figure() {
    if [[ ! -s $reports/$1.json ]]; then return; fi
    awk -f "$here/flatten.awk" "$reports/$1.json" | sed -n "s/^\.$2	\([0-9.-]*\)\$/\1/p" | tail -n 1
}

comment=$reports/skint.md
if [[ -s $reports/diff.md ]]; then comment=$reports/diff.md; fi
errors=$(figure skint summary.error) warnings=$(figure skint summary.warn) notes=$(figure skint summary.info)
says=false
if ((${errors:-0} + ${warnings:-0} + ${notes:-0} > 0)) || [[ -s $reports/diff.md ]]; then says=true; fi
if [[ -f $reports/skint.md ]]; then
    cat "$reports/diff.md" "$reports/skint.md" 2>/dev/null >>"$GITHUB_STEP_SUMMARY" || true
else
    echo "skint ended with status $status: see the log of this step." >>"$GITHUB_STEP_SUMMARY"
fi
{
    echo "status=$status"
    echo "errors=$errors"
    echo "warnings=$warnings"
    echo "notes=$notes"
    echo "sites=$(figure skint coverage.sites)"
    echo "says=$says"
    echo "reports=$reports"
    echo "monthly-low=$(figure cost total.usd_per_month.0)"
    echo "monthly-high=$(figure cost total.usd_per_month.1)"
    echo "change-low=$(figure diff summary.usd_a_call.0)"
    echo "change-high=$(figure diff summary.usd_a_call.1)"
    echo "monthly-change-low=$(figure diff summary.usd_a_month.0)"
    echo "monthly-change-high=$(figure diff summary.usd_a_month.1)"
    if [[ -f $comment ]]; then echo "markdown=$comment"; fi
    if [[ -f $reports/skint.json ]]; then echo "json=$reports/skint.json"; fi
    if [[ -f $reports/skint.sarif ]]; then echo "sarif=$reports/skint.sarif"; fi
} >>"$GITHUB_OUTPUT"
