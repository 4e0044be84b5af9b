#!/bin/sh
# Renew the vendored U.S. Web Design System:  static/vendor/uswds/renew.sh 3.14.0
# Needs Node.js with npm, and the npm registry. Touches nothing outside this folder.
set -eu

version="${1:?give a version of @uswds/uswds, for example 3.14.0}"
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund "@uswds/uswds@$version" sass-embedded@1.108.2
uswds="$work/node_modules/@uswds/uswds"

node_modules/.bin/sass --load-path="$uswds/packages" --style=compressed --no-source-map \
    "$here/uswds.scss" "$here/uswds.css"

# Only the fonts and pictures that the compiled sheet names; the manifest storage refuses a sheet with a dead link.
rm -rf "$here/fonts" "$here/img"
grep -o 'url([^)]*)' "$here/uswds.css" | tr -d '"' | sed -E 's/^url\((.*)\)$/\1/' | grep -E '^(fonts|img)/' | sort -u |
while read -r path; do
    mkdir -p "$here/$(dirname "$path")"
    cp "$uswds/dist/$path" "$here/$path"
done
cp "$uswds/LICENSE.md" "$here/LICENSE.md"
printf '%s\n' "$version" >"$here/VERSION"
echo "uswds $version: $(wc -c <"$here/uswds.css") bytes of CSS, $(gzip -9c "$here/uswds.css" | wc -c) compressed"
