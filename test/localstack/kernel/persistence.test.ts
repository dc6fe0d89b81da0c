import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { startEmulator } from '../../../localstack/emulator.ts'
import { startProcess } from '../../support/emulator-process.ts'
import { freePort } from '../../support/ports.ts'

test('what was only described has the same ids after kill -9', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const options = { port: await freePort(), dataDir }
  const idsOf = async ({ config }: { config: object }) => {
    const { Subnets = [] } = await new EC2Client(config).send(new DescribeSubnetsCommand({}))
    return Subnets.map(({ SubnetId }) => SubnetId)
  }
  await using first = await startProcess(options)
  const before = await idsOf(first)
  assert.equal(before.length, 6)
  await first.kill()
  await using second = await startProcess(options)
  assert.deepEqual(await idsOf(second), before)
})

test('a DATA_DIR is for one emulator, until that one ends', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const options = { port: 0, dataDir: join(dataDir, 'new'), persistence: true, log: () => {} }
  const first = await startEmulator(options)
  await assert.rejects(startEmulator(options), /is in use by another emulator: stop that one/)
  await first.close()
  const second = await startEmulator(options)
  await assert.rejects(
    startEmulator({
      ...options,
      dataDir: await mkdtemp(join(dataDir, 'other-')),
      port: second.port,
    }),
    { code: 'EADDRINUSE' },
  )
  await second.close()
})

test('a DATA_DIR that cannot be used ends the start in a sentence, and nothing listens', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const file = join(dataDir, 'file')
  await writeFile(file, '')
  const port = await freePort()
  await assert.rejects(startEmulator({ port, dataDir: file, persistence: true, log: () => {} }), {
    message: `${file}/state cannot be used (ENOTDIR): set DATA_DIR to a folder that this user can read and write.`,
  })
  await assert.rejects(fetch(`http://127.0.0.1:${port}/_localstack/health`))
})
