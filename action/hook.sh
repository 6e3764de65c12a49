#!/usr/bin/env bash
# Runs the program for pre-commit, which needs nothing but this checkout, curl and tar: the release of the version that is
# checked out, with its checksum, or where there is none for this system, a build. It is kept beside the checkout.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
fail() {
    echo "skint: $1" >&2
    exit 2
}
# shellcheck source=action/release.sh
source "$here/action/release.sh"

case "$(uname -s)" in
Linux) system=Linux ;;
Darwin) system=macOS ;;
MINGW* | MSYS* | CYGWIN*) system=Windows ;;
*) system=other ;;
esac
case "$(uname -m)" in
x86_64 | amd64) machine=X64 ;;
arm64 | aarch64) machine=ARM64 ;;
*) machine=other ;;
esac
name=$(program "$system")
tag=$(version_of "$here")
kept=$here/.skint/$tag/$name

if [[ ! -x $kept ]]; then
    mkdir -p "$(dirname "$kept")"
    place=$(mktemp -d "$here/.skint/new.XXXXXX")
    trap 'rm -rf "$place"' EXIT
    home=$(sed -n 's/^repository = "\([^"]*\)".*$/\1/p' "$here/Cargo.toml" | head -n 1)
    build=$(target "$system" "$machine") || build=
    # A system may lack what a release is linked to.
    if [[ -z $build ]] || ! release "$tag" "$home" "$build" "$name" "$place" || ! "$place/$name" --version >/dev/null; then
        source_build "$here" "$name" "$place"
    fi
    chmod +x "$place/$name"
    # Another commit may be checked at the same time: whoever is last puts the same program there.
    mv -f "$place/$name" "$kept"
    rm -rf "$place"
    trap - EXIT
fi
exec "$kept" "$@"
