#!/usr/bin/env bash
# Runs skint and what else is installed over one tree, in rounds, and prints medians and ratios. README.md says more.
set -euo pipefail

tree=${1:?which tree}
rounds=${2:-7}
slow=${3:-1} # rounds in which those run too that take long
skint=$(cd "$(dirname "$0")/.." && pwd)/${CARGO_TARGET_DIR:-target}/release/skint
words='anthropic|claude|bedrock|converse|vertex'
pattern='$A.messages.create($$$B)' # a pattern of ast-grep, not of this shell

# What takes long: others that look for what calls cost, and a search by pattern.
peers=("agentguard --scan-anyway" cachedrift "downshift scan" "llmdoctor doctor" pcdlint spendlint tokenlint "tokentoll scan"
    "semgrep scan --metrics off --disable-version-check -l python -e ${pattern//\$\$\$B/...}")

times=$(mktemp -d)
trap 'rm -rf "$times" "$times-answers"' EXIT

# Runs a command once, and notes its milliseconds under a name. How it ends does not matter: linters fail on findings.
timed() {
    local name=$1 start end
    shift
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000)) >>"$times/$name"
}

cd "$tree"
for ((round = -1; round <= rounds; round++)); do
    timed skint "$skint" sites --format json --no-cache .
    SKINT_CACHE_DIR=$times-answers timed skint-again "$skint" sites --format json .
    if command -v rg >/dev/null; then timed ripgrep rg -l --hidden -i "$words" .; fi
    if command -v ruff >/dev/null; then timed ruff ruff check --select E9,F --isolated --no-cache .; fi
    if command -v ast-grep >/dev/null; then timed ast-grep ast-grep run -p "$pattern" -l python .; fi
    for peer in "${peers[@]}"; do
        read -ra run <<<"$peer"
        if ((round > 0 && round <= slow)) && command -v "${run[0]}" >/dev/null; then
            timed "${run[0]}" timeout 600 "${run[@]}" .
        fi
    done
    if [ "$round" -eq 0 ]; then rm -f "$times"/*; fi # these two only warmed the disk
done

median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

base=$(if [ -f "$times/ripgrep" ]; then median "$times/ripgrep"; else median "$times/skint"; fi)
printf '%-12s %12s %12s %12s %8s\n' program 'least (ms)' 'median (ms)' 'most (ms)' ratio
for file in "$times"/*; do
    middle=$(median "$file")
    awk -v name="$(basename "$file")" -v low="$(sort -n "$file" | head -1)" -v mid="$middle" \
        -v high="$(sort -n "$file" | tail -1)" -v base="$base" \
        'BEGIN { printf "%-12s %12.1f %12.1f %12.1f %7.2fx\n", name, low / 1000, mid / 1000, high / 1000, mid / base }'
done
