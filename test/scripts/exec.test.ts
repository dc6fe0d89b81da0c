import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { type CheckoutFiles, writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openTarget, type Target, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

describe('npm run exec', () => {
  const APP_NAME = unique('shop')
  const checkout = makeServer()
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  let target: Target
  const call = (verb: string, flags: string[] = [], input = '') =>
    callVerb(verb, { target, env, flags, input, cwd: checkout })
  const succeed = async (verb: string) => {
    const { code, lines, stderr } = await call(verb)
    assert.equal(code, 0, `${verb}: ${lines.join('\n')}\n${stderr}`)
  }
  const read = (path: string) => JSON.parse(readFileSync(join(checkout, path), 'utf8'))
  const serviceFile = '.aws/server/service.json'
  const definitionFile = '.aws/server/task-definition.json'

  before(async () => {
    target = await openTarget()
    writeFiles(checkout, { [serviceFile]: { ...read(serviceFile), desiredCount: 1 } })
    for (const verb of ['bootstrap', 'push', 'register', 'deploy']) await succeed(verb)
  })
  after(async () => {
    await removeApps(target, [{ ...env, APP_NAME }])
    await target[Symbol.asyncDispose]()
    rmSync(checkout, { recursive: true })
  })

  const fails = async (flags: string[], reason: RegExp, expected = 1) => {
    const { code, stderr } = await call('exec', flags)
    assert.match(stderr, reason)
    assert.equal(code, expected)
  }

  test('says what to change where ECS Exec is off, and opens a shell once that is done', async () => {
    await fails(
      ['server'],
      /the tasks of server do not have ECS Exec: set "enableExecuteCommand": true in \.aws\/server\/service\.json and do what docs\/exec\.md says/,
    )
    writeFiles(checkout, {
      ...taskRole,
      [serviceFile]: { ...read(serviceFile), enableExecuteCommand: true },
    })
    await fails(['server'], /do not have ECS Exec: run `npm run deploy -- server`/)
    for (const verb of ['bootstrap', 'register', 'deploy']) await succeed(verb)
    await fails(
      ['server'],
      /the agent of ECS Exec in task \w+ is not connected[^]*"readonlyRootFilesystem": true[^]*TargetNotConnectedException/,
    )
    const definition = read(definitionFile)
    definition.containerDefinitions[0].readonlyRootFilesystem = false
    writeFiles(checkout, { [definitionFile]: definition })
    for (const verb of ['register', 'deploy']) await succeed(verb)
    const shell = await call('exec', ['server'], 'echo in $PWD as $(id -un)\n')
    assert.equal(shell.code, 0, shell.stderr)
    assert.ok(
      shell.lines.some((line) => line.includes('in /app as root')),
      shell.lines.join('\n'),
    )
    assert.match(shell.stderr, /^in container server of task \w+$/m)
  })

  test('runs another program, and gives it the input to its end', async () => {
    const { code, lines, stderr } = await call('exec', ['server', '--command=cat'], 'one\ntwo')
    assert.equal(code, 0, stderr)
    // The terminal shows the input as well.
    assert.deepEqual(
      lines
        .join('\n')
        .match(/one|two/g)
        ?.toSorted(),
      ['one', 'one', 'two', 'two'],
    )
    const listed = await call('exec', [
      'server',
      '--container=server',
      '--command',
      'ls -1 -d /app /etc',
    ])
    assert.deepEqual(
      listed.lines.map((line) => line.trim()),
      ['/app', '/etc'],
    )
  })

  test('has a terminal of its own where it is called from one', async () => {
    const script = join(import.meta.dirname, '../../scripts/exec.ts')
    const { config, url } = target
    const command = `stty cols 77 rows 33; ${process.execPath} ${script} server --command 'stty size'`
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      cwd: checkout,
      env: {
        ...env,
        AWS_ENDPOINT_URL: url,
        AWS_REGION: config.region,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        GITHUB_REPOSITORY: 'octo/shop',
      },
    })
    assert.match(stdout, /^33 77\r?$/m)
  })

  test('fails with the reason where the program does not start, or the input is wrong', async () => {
    await fails(
      ['server', '--command=nowhere'],
      /the session has ended: Unable to start command: .*"nowhere": executable file not found/,
    )
    await fails(['server', '--container=other'], /no container 'other': it has server/, 3)
    await fails(['nobody'], /\.aws has no service 'nobody'/, 3)
  })
})

const taskRole: CheckoutFiles = {
  '.aws/server/task-role.json': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      },
    ],
  },
}
