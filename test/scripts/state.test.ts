import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DescribeParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { openEmulator } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const target = await openEmulator()
const ssm = new SSMClient(target.config)

after(async () => {
  rmSync(folder, { recursive: true })
  await target[Symbol.asyncDispose]()
})

const state = (...flags: string[]) => callVerb('state', { target, flags, cwd: folder })
const names = async () =>
  (await ssm.send(new DescribeParametersCommand({}))).Parameters!.map(({ Name }) => Name)

test('a state is saved in a file for its owner alone, and loaded again', async () => {
  await ssm.send(new PutParameterCommand({ Name: 'one', Value: 'value', Type: 'SecureString' }))
  const saved = await state('save', 'one.state')
  assert.match(
    saved.lines[0]!,
    /^saved one\.state, \d\.\d MB, without the values of secrets and keys: --secrets saves/,
  )
  assert.equal(statSync(join(folder, 'one.state')).mode & 0o777, 0o600)
  await ssm.send(new PutParameterCommand({ Name: 'two', Value: 'value', Type: 'String' }))

  const dryRun = await state('load', 'one.state', '--dry-run')
  assert.match(dryRun.lines[0]!, /^checked one\.state, \d\.\d MB/)
  assert.deepEqual(await names(), ['one', 'two'])
  const loaded = await state('load', 'one.state')
  assert.match(loaded.lines[0]!, /^loaded one\.state, .*, without the values of secrets and keys$/)
  assert.deepEqual(await names(), ['one'])
})

test('with --secrets the line says that the values are in clear', async () => {
  const { lines } = await state('save', 'clear.state', '--secrets')
  assert.match(lines[0]!, /with the values of secrets and keys in clear$/)
})

test('what cannot be done is a sentence, and leaves no file behind', async () => {
  writeFileSync(join(folder, 'there'), 'x')
  const before = readdirSync(folder)
  const expected: [words: string[], code: number, sentence: RegExp][] = [
    [[], 3, /it takes save <file> or load <file>/],
    [['lod', 'file'], 3, /it has no 'lod': did you mean load\?/],
    [['save', 'there'], 3, /there exists: remove it, or name another file/],
    [['save', 'none/file'], 1, /could not be saved in none\/file\n {2}ENOENT/],
    [['load', 'none'], 3, /there is no file none/],
    [
      ['load', 'there'],
      3,
      /could not be loaded from there\n {2}this is not a saved state of docker-cloud/,
    ],
  ]
  for (const [words, code, sentence] of expected) {
    const outcome = await state(...words)
    assert.equal(outcome.code, code)
    assert.match(outcome.stderr, sentence)
  }
  assert.deepEqual(readdirSync(folder), before)
})

test('another endpoint than the emulator has no state that can be saved', async () => {
  await using other = createServer((_, response) => response.end('{"edition":"pro"}'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const { code, stderr } = await callVerb('state', {
    target: { ...target, url },
    flags: ['save', 'x'],
    cwd: folder,
  })
  assert.equal(code, 1)
  assert.match(stderr, /is not the embedded emulator: LocalStack saves its state with/)
})
