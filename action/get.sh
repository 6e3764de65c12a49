#!/usr/bin/env bash
# Puts the program in place: a release with its checksum, or a build of what this action was checked out at.
# The action's own path says which repository and version it is: …/_actions/OWNER/NAME/REF.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
fail() {
    echo "::error::skint: $1"
    exit 2
}
# shellcheck source=action/release.sh
source "$here/action/release.sh"
version=${SKINT_VERSION:-}
place=$(mktemp -d "${RUNNER_TEMP:?}/skint-binary.XXXXXX")
name=$(program "${RUNNER_OS:-Linux}")
build=$(target "${RUNNER_OS:-Linux}" "${RUNNER_ARCH:-X64}") || build=

# Puts the release of that version in place.
of_tag() {
    [[ -n $build ]] && release "$version" "$SKINT_SERVER/$repository" "$build" "$name" "$place"
}

slug=${here##*/_actions/}
repository=$(cut -d / -f 1,2 <<<"$slug")
if [[ -z $version ]]; then
    version=source
    if [[ $slug != "$here" ]]; then version=$(version_of "$here"); fi
    if [[ $version == source ]] || ! of_tag; then source_build "$here" "$name" "$place"; fi
elif [[ $version == source ]]; then
    source_build "$here" "$name" "$place"
elif [[ ! $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ || $slug == "$here" ]]; then
    fail "\`version\` is a release such as v0.1.0, or source"
elif ! of_tag; then
    fail "there is no release $version for ${build:-this system}"
fi
chmod +x "$place/$name"
"$place/$name" --version
echo "binary=$place/$name" >>"$GITHUB_OUTPUT"
