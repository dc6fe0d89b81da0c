import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const entry = join(import.meta.dirname, '../../localstack/index.ts')

const start = (env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, [entry], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })

for (const [name, value, allowed] of [
  ['ENFORCE_IAM', 'maybe', '1, true, yes, on or y, or else 0, false, no, off or n'],
  ['GATEWAY_LISTEN', '127.0.0.1:4566,0.0.0.0:443', 'one <host>:<port>, such as 127.0.0.1:4566'],
])
  test(`${name}=${value} ends the start with one sentence`, () => {
    const { status, stdout, stderr } = start({ [name!]: value })
    assert.deepEqual(
      [status, stdout, stderr],
      [1, '', `The emulator did not start: ${name} is '${value}', and it must be ${allowed}.\n`],
    )
  })

test('an address that this machine does not have ends the start with one sentence', () => {
  const { status, stderr } = start({ GATEWAY_LISTEN: '192.0.2.1:4830' })
  assert.equal(status, 1)
  assert.equal(
    stderr,
    "GATEWAY_LISTEN is '192.0.2.1:4830', and this machine has no such address: try 127.0.0.1:4566.\n",
  )
})
