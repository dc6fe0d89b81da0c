import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTarget, unique } from '../support/target.ts'
import { until } from '../support/until.ts'
import { callVerb } from '../support/verb.ts'

const verb = join(import.meta.dirname, '../../scripts/status.ts')

test('--watch redraws the screen in place until Ctrl-C', async () => {
  await using target = await openTarget()
  // `script` gives the verb a terminal, and passes on what is typed. A shell of its own would end by Ctrl-C too.
  const child = spawn('script', ['-qec', `exec ${process.execPath} ${verb} --watch`, '/dev/null'], {
    env: {
      ...process.env,
      TERM: 'xterm',
      APP_NAME: unique('shop'),
      AWS_ENDPOINT_URL: target.url,
      AWS_REGION: target.config.region,
      AWS_ACCESS_KEY_ID: target.config.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: target.config.credentials.secretAccessKey,
    },
  })
  let shown = ''
  child.stdout.on('data', (text: Buffer) => (shown += text.toString()))
  const screens = () => shown.split('\u001B[J').slice(0, -1)
  await until('two drawings', () => screens().length > 1)
  child.stdin.write('\u0003')
  const [code] = await once(child, 'exit')
  assert.equal(code, 0, shown)
  const [first = '', second = ''] = screens()
  for (const screen of [first, second]) assert.match(screen, /^service     server none/m)
  const height = first.split('\n').length - 1
  assert.ok(second.startsWith(`\u001B[${height}A\r`), JSON.stringify(second))
})

test('--watch without a terminal is rejected', async () => {
  await using target = await openTarget()
  const env = { APP_NAME: unique('shop') }
  const { code, stderr } = await callVerb('status', { target, env, flags: ['--watch'] })
  assert.notEqual(code, 0)
  assert.match(stderr, /--watch needs a terminal: call it without --watch/)
})
