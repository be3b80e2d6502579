#!/bin/sh
# Asks once whether the real packages can be restored here, and writes the answer to state.props (ignored by git; delete it to
# ask again). Called by fallback.targets before the first restore. Several builds may start at once: each works in a place of its
# own and the answer is renamed into place, so that nobody reads half of it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
state=$here/state.props
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM

fail() {
  echo "AgriTrace packages: $1" >&2
  exit 1
}

answer() {
  printf '<Project><PropertyGroup><PackageFallback>%s</PackageFallback></PropertyGroup></Project>\n' "$1" > "$work/state.props"
  cp "$work/state.props" "$state.$$.tmp" && mv -f "$state.$$.tmp" "$state" || fail "cannot write $state"
}

fetch_genuine() {
  command -v npm > /dev/null 2>&1 ||
    fail "the real packages cannot be restored here, and the fallback needs npm. Install Node.js 20 or later."
  mkdir -p "$work/genuine" && cp "$here/genuine/package.json" "$here/genuine/package-lock.json" "$work/genuine/"
  (cd "$work/genuine" && npm ci --os=linux --cpu=x64 --no-audit --no-fund --loglevel=error) > "$work/npm.log" 2>&1 || {
    cat "$work/npm.log" >&2
    fail "npm could not bring the storage assemblies of the fallback (its message is above)."
  }
  # A second build may have put its copy there meanwhile: both are the same, pinned by the lock file.
  [ -d "$here/genuine/node_modules" ] || mv "$work/genuine/node_modules" "$here/genuine/node_modules" 2> /dev/null ||
    [ -d "$here/genuine/node_modules" ] || fail "cannot write $here/genuine/node_modules"
}

mkdir -p "$work/obj"
if dotnet restore "$here/probe/probe.csproj" -p:ProbingPackages=true -p:BaseIntermediateOutputPath="$work/obj/" > "$work/restore.log" 2>&1; then
  answer false
elif grep -qE 'NU110[123]' "$work/restore.log"; then
  fetch_genuine
  answer true
  echo "AgriTrace packages: some real packages cannot be restored here; building with the fallback (see eng/packages/README.md)."
else
  cat "$work/restore.log" >&2
  fail "the package probe failed for another reason than a missing package (its message is above)."
fi
