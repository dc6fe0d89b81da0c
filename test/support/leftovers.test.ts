import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { run } from '../../scripts/release/run.ts'
import { endWithParent } from './emulator-process.ts'
import { leftoversOf, removeLeftovers } from './leftovers.ts'
import { unique } from './target.ts'
import { isAlive, isRunning, testLabel, testLabelFlag, testRun } from './test-run.ts'
import { until } from './until.ts'

/** The id of a process that has ended. */
const deadPid = () => spawnSync('true').pid

test('a run goes on as long as its first process', () => {
  const [pid, started] = testRun.split('.')
  assert.equal(isRunning(testRun), true)
  assert.equal(isRunning(`${pid}.${Number(started) + 1}`), false, 'another process with its id')
  assert.equal(isRunning(`${deadPid()}.${started}`), false)
  assert.equal(isRunning(''), false)
})

test('what a killed run made on the engine is removed, and what a running one made is not', async () => {
  const killed = `${deadPid()}.1`
  const label = `--label=${testLabel}=${killed}`
  const [dead, alive] = [unique('docker-cloud-test'), unique('docker-cloud-test')]
  await run('docker', ['network', 'create', label, dead])
  await run('docker', ['volume', 'create', label, dead])
  await run('docker', ['build', '--quiet', label, `--tag=${dead}`, '-'], {
    input: 'FROM scratch\nLABEL unique=1\n',
  })
  await run('docker', ['volume', 'create', testLabelFlag, alive])
  try {
    assert.equal(leftoversOf(killed).length, 3)
    removeLeftovers()
    assert.deepEqual(leftoversOf(killed), [])
    assert.ok(leftoversOf(testRun).includes(`volume ${alive}`))
  } finally {
    await run('docker', ['volume', 'rm', alive])
  }
})

test('folders of ended processes are removed, and those of no process after a day', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000)
  const kept = [`docker-cloud-${process.pid}-a`, 'docker-cloud-test-new', 'bench-new', 'other']
  const gone = [`docker-cloud-${deadPid()}-a`, 'docker-cloud-test-old', 'bench-old']
  for (const name of [...kept, ...gone]) await mkdir(join(folder, name))
  for (const name of [kept[0]!, 'other', 'docker-cloud-test-old', 'bench-old'])
    await utimes(join(folder, name), old, old)
  removeLeftovers(folder)
  for (const name of kept) assert.ok(existsSync(join(folder, name)), name)
  for (const name of gone) assert.ok(!existsSync(join(folder, name)), name)
})

test('a process that ends with its parent does so when the parent is killed', async () => {
  const forever = 'setInterval(() => {}, 1000)'
  const program = `
    const { spawn } = require('node:child_process')
    const child = spawn(process.execPath, ['--import', ${JSON.stringify(endWithParent)}, '-e', '${forever}'])
    console.log(child.pid)
    ${forever}`
  const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const child = Number(line.toString())
  assert.ok(isAlive(child))
  await delay(1000)
  assert.ok(isAlive(child))
  parent.kill('SIGKILL')
  await until('the child to end', () => !isAlive(child))
})
