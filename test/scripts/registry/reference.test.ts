import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReference } from '../../../scripts/registry/reference.ts'

const cases: [text: string, host: string, name: string, tag: string, digest?: string][] = [
  ['redis', 'docker.io', 'library/redis', 'latest'],
  ['redis:8.2-alpine', 'docker.io', 'library/redis', '8.2-alpine'],
  ['me/shop@sha256:ab', 'docker.io', 'me/shop', 'latest', 'sha256:ab'],
  ['docker.io/redis:8@sha256:cd', 'docker.io', 'library/redis', '8', 'sha256:cd'],
  ['localhost/shop:1', 'localhost', 'shop', '1'],
  ['localhost:5000/a/b:1', 'localhost:5000', 'a/b', '1'],
  ['localhost:5000/a/b', 'localhost:5000', 'a/b', 'latest'],
  ['ghcr.io/me/shop', 'ghcr.io', 'me/shop', 'latest'],
]

for (const [text, host, name, tag, digest] of cases)
  test(`${text} is read as Docker reads it`, () => {
    assert.deepEqual(parseReference(text), { host, name, tag, digest })
  })
