#!/usr/bin/env bash
# Puts the program in place: a release with its checksum, or a build of what this action was checked out at.
# The action's own path says which repository and version it is: …/_actions/OWNER/NAME/REF.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
version=${SKINT_VERSION:-}
place=$(mktemp -d "${RUNNER_TEMP:?}/skint-binary.XXXXXX")
name=skint
if [[ ${RUNNER_OS:-} == Windows ]]; then name=skint.exe; fi

target() {
    case "${RUNNER_OS:-Linux}-${RUNNER_ARCH:-X64}" in
    Linux-X64) echo x86_64-unknown-linux-gnu ;;
    Linux-ARM64) echo aarch64-unknown-linux-gnu ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
    *) return 1 ;;
    esac
}

checksum() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

fetch() {
    curl --silent --show-error --fail --location --retry 3 --max-time 120 --output "$2" "$1"
}

# Gives 1 where there is no such release. A release whose checksum differs ends everything.
release() {
    local tag=$1 repository=$2 archive url wanted
    archive=skint-$(target).tar.gz || return 1
    url=$SKINT_SERVER/$repository/releases/download/$tag/$archive
    fetch "$url" "$place/$archive" || return 1
    fetch "$url.sha256" "$place/$archive.sha256" || { echo "::error::skint: $archive has no checksum" && exit 2; }
    wanted=$(cut -d ' ' -f 1 <"$place/$archive.sha256")
    if [[ -z $wanted || $wanted != "$(checksum "$place/$archive")" ]]; then
        echo "::error::skint: the checksum of $archive is wrong; nothing of it was run"
        exit 2
    fi
    tar -xzf "$place/$archive" -C "$place" "$name"
}

source_build() {
    command -v cargo >/dev/null || { echo "::error::skint: no release for this system, and no cargo to build with" && exit 2; }
    echo "No release is used: building this version takes a few minutes."
    cargo build --release --locked --manifest-path "$here/Cargo.toml" --target-dir "$place/target"
    mv "$place/target/release/$name" "$place/$name"
}

slug=${here##*/_actions/}
repository=$(cut -d / -f 1,2 <<<"$slug")
if [[ -z $version ]]; then
    version=source
    if [[ $slug != "$here" ]]; then version=v$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/Cargo.toml" | head -n 1); fi
    if [[ $version == source ]] || ! release "$version" "$repository"; then source_build; fi
elif [[ $version == source ]]; then
    source_build
elif [[ ! $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ || $slug == "$here" ]]; then
    echo "::error::skint: \`version\` is a release such as v0.1.0, or source"
    exit 2
elif ! release "$version" "$repository"; then
    echo "::error::skint: there is no release $version for $(target || echo this system)"
    exit 2
fi
chmod +x "$place/$name"
"$place/$name" --version
echo "binary=$place/$name" >>"$GITHUB_OUTPUT"
