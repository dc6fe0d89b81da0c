import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseImagesOf } from '../../../scripts/build/dockerfile.ts'

const basesOf = (dockerfile: string, args = {}, contexts: string[] = []) =>
  baseImagesOf(dockerfile, { args, contexts })

test('the images of all stages are found, with arguments and their defaults, and each once', () => {
  const dockerfile = `
ARG NODE_IMAGE=node:26-slim
ARG VARIANT
ARG TAG="3.\${VARIANT:-22}"
FROM --platform=$BUILDPLATFORM \${NODE_IMAGE} AS dependencies
ARG NODE_IMAGE=other
FROM alpine:$TAG
COPY --from=dependencies /app /app
COPY --chown=1:1 --from=registry.example.com/data:1 /d /d
COPY --from=0 /a /a
RUN --mount=type=cache,target=/x --mount=type=bind,from=tools:2,target=/t \\
    make
FROM \${NODE_IMAGE}
FROM scratch
`
  assert.deepEqual(basesOf(dockerfile), [
    'node:26-slim',
    'alpine:3.22',
    'registry.example.com/data:1',
    'tools:2',
  ])
  assert.deepEqual(basesOf(dockerfile, { NODE_IMAGE: 'mine', VARIANT: '1' }).slice(0, 2), [
    'mine',
    'alpine:3.1',
  ])
})

test('a named context is no image, and a here-document no instruction', () => {
  const dockerfile = `
# FROM comment
from base
RUN <<EOF
FROM table
EOF
COPY <<-"END" /query
FROM query
	END
COPY --from=Assets / /
`
  assert.deepEqual(basesOf(dockerfile, {}, ['assets']), ['base'])
})
