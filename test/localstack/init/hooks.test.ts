import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { InitHooks } from '../../../localstack/init/hooks.ts'

test('executable scripts run in order, a failing one does not stop the rest, others are left alone', async (context) => {
  const dir = await mkdtemp(join(tmpdir(), 'hooks-'))
  context.after(() => rm(dir, { recursive: true }))
  const out = join(dir, 'out')
  await mkdir(join(dir, 'ready.d/sub'), { recursive: true })
  const write = async (name: string, body: string, mode = 0o755) => {
    const path = join(dir, 'ready.d', name)
    await writeFile(path, `#!/bin/sh\n${body}\n`)
    await chmod(path, mode)
  }
  await write('10-first.sh', `echo "first $AWS_ENDPOINT_URL" >> ${out}`)
  await write('20-fails.sh', 'exit 3')
  await write('sub/30-last.sh', `echo last >> ${out}`)
  await write('40-not-executable.sh', `echo never >> ${out}`, 0o644)

  const hooks = new InitHooks(dir, () => {})
  assert.deepEqual(hooks.reportStage('ready')?.scripts[0], {
    stage: 'READY',
    name: '10-first.sh',
    state: 'UNKNOWN',
  })
  await hooks.run('READY', { AWS_ENDPOINT_URL: 'http://here' })

  assert.equal(await readFile(out, 'utf8'), 'first http://here\nlast\n')
  assert.deepEqual(
    hooks.report().scripts.map(({ state }) => state),
    ['SUCCESSFUL', 'ERROR', 'SUCCESSFUL'],
  )
  assert.equal(hooks.report().completed.READY, true)
})
