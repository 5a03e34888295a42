#!/bin/sh
# The built site to object storage behind a CDN, by rclone (S3, OSS, COS, GCS, Azure, …):
#   deploy/upload.sh REMOTE:BUCKET[/PATH]
# Storage keeps a few headers of each file and no more; the CDN adds those of site/_headers.
set -eu
target=${1:?usage: deploy/upload.sh REMOTE:BUCKET[/PATH]}

put() { # CACHE-CONTROL CONTENT-TYPE FILTER…; “” for the type that the ending has
	cache=$1 type=$2
	shift 2
	if [ -n "$type" ]; then set -- --header-upload "Content-Type: $type" "$@"; fi
	rclone copy --checksum --header-upload "Cache-Control: $cache" --exclude '_headers*' --exclude '*.{gz,br}' "$@" site "$target"
}

# First what pages will ask for, then the pages, then away with what is gone: no reader meets a page without its parts.
put 'public, max-age=31536000, immutable' '' --include 'assets/{scripts,stylesheets}/*.{js,css}'
put 'no-cache' 'text/markdown; charset=utf-8' --include '*.md'
put 'no-cache' 'text/csv; charset=utf-8' --include '*.csv'
put 'no-cache' '' --exclude 'assets/{scripts,stylesheets}/**' --exclude '*.{md,csv}'
# Hashed files stay: open pages still ask for those of their own edition.
rclone sync --checksum --exclude 'assets/{scripts,stylesheets}/**' --exclude '_headers*' --exclude '*.{gz,br}' site "$target"
