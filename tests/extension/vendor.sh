#!/usr/bin/env bash
# Bundles the real editors of package.json for the tests' pages. Run it only to take newer versions: the bundles are in the repository, so that tests need no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json "$work"
(cd "$work" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error && node node_modules/esbuild/install.js)
cp -r site/vendor/entries "$work/entries"
for entry in "$work"/entries/*.js; do
  "$work/node_modules/.bin/esbuild" "$entry" --bundle --minify --format=iife --legal-comments=none --define:process.env.NODE_ENV='"production"' \
    --log-level=warning --outfile="site/vendor/$(basename "$entry")"
done
{
  echo 'The bundles beside this file are made by ../../vendor.sh from these packages; they serve the tests only and are in no release.'
  cd "$work/node_modules"
  find . -name package.json -not -path '*/esbuild*' -not -path '*/@esbuild/*' | sort | while read -r file; do
    folder=$(dirname "$file")
    licence=$(find "$folder" -maxdepth 1 -iname 'licen[cs]e*' | head -1)
    [ -n "$licence" ] || continue
    printf '\n── %s\n\n' "$(node -p 'const p=require(require("path").resolve(process.argv[1])); p.name+" "+p.version+" ("+p.license+")"' "$file")"
    cat "$licence"
  done
} > site/vendor/LICENSES.txt
