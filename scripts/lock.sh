#!/bin/sh
# Write the lock files: exact versions with hashes, no registry address.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-header --no-annotate "$@" --output-file "$out" pyproject.toml
}
lock requirements.lock --extra parquet --group build
lock requirements-dev.lock --all-extras --group build --group dev
