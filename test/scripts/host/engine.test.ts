import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPlatform, checkVersion } from '../../../scripts/host/engine.ts'
import { explainEngine } from '../../../scripts/host/engine-problem.ts'

const place = { context: 'production', address: 'ssh://me@example.com:2222' }

/** Messages as Docker 20.10 to 28 and OpenSSH write them. */
const problems: [message: string, sentence: RegExp][] = [
  [
    'stderr=Host key verification failed.',
    /connect once with `ssh me@example\.com -p 2222`, and confirm it$/,
  ],
  ['stderr=me@example.com: Permission denied (publickey).', /does not accept your key/],
  [
    'stderr=ssh: connect to host example.com port 2222: Connection refused',
    /^ssh:\/\/me@example\.com:2222 cannot be reached \(Connection refused\)/,
  ],
  ['stderr=bash: line 1: docker: command not found', /has no Docker/],
  [
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    /may not use Docker/,
  ],
  ['Cannot connect to the Docker daemon at http://docker.example.com.', /no Docker engine answers/],
  ['write /var/lib/docker/tmp/x: no space left on device', /^the disk of the host is full: /],
  [
    'Bind for 0.0.0.0:80 failed: port is already allocated',
    /^port 80 of the host is in use: stop the program/,
  ],
  [
    'failed to bind port 0.0.0.0:443/tcp: listen tcp4 0.0.0.0:443: bind: address already in use',
    /^port 443 of the host is in use/,
  ],
  [
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
    /^the image is not for linux\/arm64\/v8/,
  ],
  ['manifest for shop/api@sha256:1 not found: manifest unknown', /run `npm run push` first$/],
  [
    'Head "https://registry/v2/shop/api/manifests/1": no basic auth credentials',
    /permissions in docs\/one-host\.md$/,
  ],
  [
    'Get "http://localhost:4566/v2/": dial tcp [::1]:4566: connect: connection refused',
    /^the host does not reach the registry/,
  ],
]
for (const [message, sentence] of problems)
  test(`"${message}" is reported with what to do`, () => {
    const cause = new Error(message)
    const explained = explainEngine(cause, place)
    assert.match(explained.message, sentence)
    assert.equal(explained.cause, cause)
  })

test('another message stays as it is', () => {
  const cause = new Error('unknown')
  assert.equal(explainEngine(cause, place), cause)
})

test('an engine that is too old is rejected', () => {
  for (const version of ['20.10.24+dfsg1', '26.1.5', '29.0.0']) checkVersion('production', version)
  assert.throws(() => checkVersion('production', '19.03.15'), {
    message: 'the engine of context production is 19.03.15: update it to 20.10 or newer',
  })
})

test('an image for another platform is rejected', () => {
  const engine = {
    context: 'production',
    platform: 'linux/arm64',
    docker: () => Promise.resolve(''),
  }
  checkPlatform(engine, 'api', 'linux/arm64')
  assert.throws(() => checkPlatform(engine, 'api', 'linux/amd64'), {
    message:
      'the host of context production is linux/arm64, and the image of api is for linux/amd64: change runtimePlatform in .aws/api/task-definition.json, or use another host',
  })
})
