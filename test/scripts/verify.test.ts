import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { IAMClient, DeleteRolePolicyCommand } from '@aws-sdk/client-iam'
import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { type CheckoutFiles, writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

/** Mistakes on the sample, with its image in ECR and on this machine. */

const target = await openTarget()
const apps: { APP_NAME: string; AWS_REGION: string }[] = []
const checkouts: string[] = []

after(async () => {
  await removeApps(target, apps)
  for (const checkout of checkouts) rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

type Change = (file: (path: string) => string) => CheckoutFiles

/** Releases the sample until its image is pushed, and returns what calls a verb on it. */
async function openSample(change: Change = () => ({})) {
  const APP_NAME = unique('shop')
  const checkout = makeServer()
  checkouts.push(checkout)
  const app = { APP_NAME, AWS_REGION: target.config.region }
  apps.push(app)
  const edit = (more: Change) =>
    writeFiles(
      checkout,
      more((path) => readFileSync(join(checkout, path), 'utf8')),
    )
  edit(change)
  const env = { ...process.env, ...app, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const call = (verb: string) => callVerb(verb, { target, env, cwd: checkout })
  for (const verb of ['bootstrap', 'push']) {
    const { code, stderr } = await call(verb)
    assert.equal(code, 0, stderr)
  }
  return { APP_NAME, edit, call }
}

/** The findings of an outcome, each with the lines below it. */
function findingsIn(lines: string[], level: 'error' | 'warning'): string[] {
  const found = lines.join('\n').split(/^(?=(?:ok|warning|error) )/m)
  return found.filter((one) => one.startsWith(level)).map((one) => one.trimEnd())
}

const taskDefinition = '.aws/server/task-definition.json'
const program = 'server/index.cjs'
const replaceIn =
  (path: string, from: string, to: string): Change =>
  (file) => {
    assert.ok(file(path).includes(from), `${path} has no ${from}`)
    return { [path]: file(path).replace(from, to) }
  }

const mistakes: { name: string; change: Change; error: RegExp; fix: RegExp }[] = [
  {
    name: 'listens on 127.0.0.1 only',
    change: replaceIn(program, 'listen(8080)', "listen(8080, '127.0.0.1')"),
    error: /server: the container listens on 127\.0\.0\.1:8080 only/,
    fix: /let the program listen on 0\.0\.0\.0 and on port 8080/,
  },
  {
    name: 'does not know the health path',
    change: replaceIn(
      program,
      'response.end(',
      "response.writeHead(request.url === '/ping' ? 404 : 200).end(",
    ),
    error: /server: the container answers \/ping with 404/,
    fix: /set HealthCheckPath in \.aws\/server\/target-group\.json/,
  },
  {
    name: 'has a command that the image lacks',
    change: replaceIn(
      taskDefinition,
      '"essential": true',
      '"essential": true, "entryPoint": ["serve"]',
    ),
    error: /server: the container cannot be started/,
    fix: /check "command" and "entryPoint"/,
  },
  {
    name: 'has a health check that the image lacks',
    change: replaceIn(taskDefinition, '"CMD", "node", "server', '"CMD", "curl", "server'),
    error: /server: the image does not have the command of its health check/,
    fix: /run the command of "healthCheck"/,
  },
]

describe('a container is started and observed', { concurrency: 2 }, () => {
  for (const { name, change, error, fix } of mistakes)
    test(`that ${name}`, async () => {
      const { APP_NAME, call } = await openSample(change)
      const { code, lines, stderr } = await call('verify')
      assert.equal(code, 1, lines.join('\n'))
      const [found = '', ...others] = findingsIn(lines, 'error')
      assert.deepEqual(others, [])
      assert.match(found, error)
      assert.match(found, /AWS would say: /)
      assert.match(found, fix)
      assert.equal(stderr, 'docker-cloud verify: 1 error (above)\n')
      assert.equal(started(APP_NAME), '')
    })

  test('that ends without the secrets that it is not given: a warning', async () => {
    const { APP_NAME, call, edit } = await openSample((file) => ({
      [program]: `if (!process.env.API_KEY) throw new Error('no key')\n${file(program)}`,
    }))
    const putKey = ['put', 'API_KEY']
    const { code: put } = await callVerb('secret', {
      target,
      env: { APP_NAME },
      flags: putKey,
      input: 'topsecret',
    })
    assert.equal(put, 0)
    edit(
      replaceIn(
        taskDefinition,
        '"readonlyRootFilesystem"',
        '"secrets": [{ "name": "API_KEY", "valueFrom": "arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/${APP_NAME}/API_KEY" }], "readonlyRootFilesystem"',
      ),
    )
    assert.equal((await call('bootstrap')).code, 0)
    const { code, lines } = await call('verify')
    assert.equal(code, 0, lines.join('\n'))
    const [found = ''] = findingsIn(lines, 'warning')
    assert.match(found, /server: here the container ends with code 1, without API_KEY\n/)
    assert.match(found, /no key/)
    assert.ok(
      lines.includes(`ok      server: parameter /${APP_NAME}/API_KEY of API_KEY exists`),
      lines.join('\n'),
    )
    assert.ok(!lines.join('\n').includes('topsecret'))
  })
})

const started = (app: string) =>
  execFileSync('docker', ['ps', '--all', '--quiet', `--filter=name=docker-cloud-verify-${app}`], {
    encoding: 'utf8',
  })

test('the sample has no problems; what is missing in the account is found at once', async () => {
  const { APP_NAME, call, edit } = await openSample()
  const good = await call('verify')
  assert.equal(good.code, 0, good.lines.join('\n'))
  assert.equal(good.lines.at(-1), 'no problems')
  assert.ok(
    good.lines.includes(
      'ok      server: the container listens on port 8080, and /ping answers 200',
    ),
  )
  assert.equal(started(APP_NAME), '')

  await new IAMClient(target.config).send(
    new DeleteRolePolicyCommand({ RoleName: `${APP_NAME}-execution`, PolicyName: 'execution' }),
  )
  const logGroupName = `/ecs/${APP_NAME}/server`
  await new CloudWatchLogsClient(target.config).send(new DeleteLogGroupCommand({ logGroupName }))
  edit(replaceIn(taskDefinition, 'X86_64', 'ARM64'))
  edit(replaceIn('.aws/server/service.json', '"containerPort": 8080', '"containerPort": 3000'))
  edit(
    replaceIn(
      taskDefinition,
      '"readonlyRootFilesystem"',
      '"secrets": [{ "name": "KEY", "valueFrom": "arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/nowhere" }, { "name": "DB", "valueFrom": "arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:db-AbCdEf:password::" }], "readonlyRootFilesystem"',
    ),
  )
  const { code, lines } = await call('verify')
  assert.equal(code, 1)
  const errors = findingsIn(lines, 'error').map((error) => error.split('\n')[0]!.slice(8))
  for (const text of [
    'server: .aws/server/service.json: the container server has no port 3000',
    'server: the image is for linux/amd64, and the task runs on linux/arm64',
    'server: the execution role may not do ecr:GetAuthorizationToken on *',
    `server: the execution role may not do ecr:BatchGetImage on arn:aws:ecr:us-east-1:000000000000:repository/${APP_NAME}/server`,
    `server: the execution role may not do logs:PutLogEvents on arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}:log-stream:any`,
    'server: the execution role may not do ssm:GetParameters on arn:aws:ssm:us-east-1:000000000000:parameter/nowhere',
    `server: log group ${logGroupName} does not exist`,
    'server: parameter /nowhere of KEY does not exist',
    'server: secret arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf, key password, of DB does not exist',
  ])
    assert.ok(errors.includes(text), `${text}\n${errors.join('\n')}`)
})
