import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort } from '../support/ports.ts'

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

test('a service that cannot start ends the emulator with one sentence, and nothing listens', async (context) => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  context.after(() => rm(DATA_DIR, { recursive: true, force: true }))
  await writeFile(join(DATA_DIR, 'ecr'), 'not a folder')
  const GATEWAY_LISTEN = `127.0.0.1:${await freePort()}`
  const { status, stderr } = start({ DATA_DIR, GATEWAY_LISTEN, PERSISTENCE: '1' })
  assert.equal(status, 1)
  assert.match(stderr, /^The emulator did not start: .*\n$/)
  await assert.rejects(fetch(`http://${GATEWAY_LISTEN}/_localstack/health`))
})
