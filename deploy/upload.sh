#!/bin/sh
# The built site to object storage behind a CDN, by rclone (S3, OSS, COS, GCS, Azure, …):
#   deploy/upload.sh REMOTE:BUCKET[/PATH]
# Storage keeps a few headers of each file and no more; the CDN adds those of site/_headers.
set -eu
target=${1:?usage: deploy/upload.sh REMOTE:BUCKET[/PATH]}
fresh='Cache-Control: no-cache'
lasting='Cache-Control: public, max-age=31536000, immutable'
named='/assets/{scripts,stylesheets}/**' # by their content

put() { # RCLONE’S COMMAND, OPTIONS…; what is for servers alone stays here
	command=$1
	shift
	rclone "$command" --checksum --filter '- /_headers*' --filter '- *.{gz,br}' "$@" site "$target"
}

# First what pages will ask for, then the pages, then away with what is gone: no reader meets a page without its parts.
# Named files stay: open pages still ask for those of their own edition.
put copy --header-upload "$lasting" --filter "+ $named" --filter '- *'
put copy --header-upload "$fresh" --header-upload 'Content-Type: text/markdown; charset=utf-8' --filter '+ *.md' --filter '- *'
put copy --header-upload "$fresh" --header-upload 'Content-Type: text/csv; charset=utf-8' --filter '+ *.csv' --filter '- *'
put copy --header-upload "$fresh" --filter "- $named" --filter '- *.{md,csv}'
put sync --filter "- $named"
