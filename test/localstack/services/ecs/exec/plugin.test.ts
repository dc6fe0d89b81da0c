import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { before, test } from 'node:test'
import { ensureAwsCli } from '../../../../support/awscli.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { startExecTask } from '../../../../support/exec-session.ts'
import { openTarget } from '../../../../support/target.ts'

/**
 * `aws ecs execute-command` with AWS's own plugin, where that is installed. No package registry has it: see
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html
 */
const isThere = spawnSync('session-manager-plugin', ['--version']).status === 0
const skip = isThere ? false : 'the session-manager-plugin is not installed'

before(ensureAwsCli)

test('the AWS CLI and the session-manager-plugin run a command', { skip }, async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const task = await startExecTask(target, app)
  const { region, credentials } = target.config
  const where = ['--endpoint-url', target.url, '--region', region]
  const what = ['--cluster', app.cluster, '--task', task, '--interactive']
  const command = `sh -c 'stty size; read line; echo got $line; for i in $(seq 20000); do echo $i; done'`
  const child = spawn('aws', [...where, 'ecs', 'execute-command', ...what, '--command', command], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  })
  child.stdin.write('a word\n')
  const output = await text(child.stdout)
  assert.match(output, /^Starting session with SessionId: ecs-execute-command-/m)
  assert.match(output, /^100 300\r$/m)
  assert.match(output, /^got a word\r$/m)
  const counted = output.match(/^\d+\r$/gm)!.map(Number)
  assert.deepEqual(
    counted,
    Array.from({ length: 20_000 }, (_, index) => index + 1),
  )
  assert.match(output, /^Exiting session with sessionId: ecs-execute-command-/m)
})
