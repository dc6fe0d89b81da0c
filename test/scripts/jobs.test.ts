import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

/** The template with a job that has to succeed before the server starts, and a sidecar before its container. */

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()
const call = (verb: string, ...flags: string[]) => {
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  return callVerb(verb, { target, env, flags, cwd: checkout })
}
const succeed = async (verb: string, ...flags: string[]) => {
  const { code, lines, stderr } = await call(verb, ...flags)
  assert.equal(code, 0, `${verb}: ${lines.join('\n')}\n${stderr}`)
  return lines
}

function writeJob(exitCode: number): void {
  const role = 'arn:aws:iam::${ACCOUNT_ID}:role/${APP_NAME}'
  const command = ['node', '-e', `console.log('migrated'); process.exitCode = ${exitCode}`]
  writeFiles(checkout, {
    '.aws/migrate/task-definition.json': {
      family: '${APP_NAME}-migrate',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: `${role}-execution`,
      taskRoleArn: `${role}-migrate-task`,
      containerDefinitions: [
        {
          name: 'sidecar',
          image: 'node:26-slim',
          essential: true,
          stopTimeout: 2,
          command: ['node', '-e', 'setTimeout(() => {}, 1e9)'],
        },
        {
          name: 'migrate',
          image: '${IMAGE:server}',
          command,
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': '/ecs/${APP_NAME}/migrate',
              'awslogs-region': '${REGION}',
              'awslogs-stream-prefix': 'ecs',
            },
          },
        },
      ],
    },
  })
}

before(async () => {
  writeFiles(checkout, {
    'compose.yaml':
      'services:\n  server:\n    build: .\n    depends_on:\n      migrate: { condition: service_completed_successfully }\n  migrate:\n    build: .\n',
  })
  writeJob(0)
  await succeed('bootstrap')
  await succeed('push')
  await succeed('register')
})
after(async () => {
  process.chdir(checkout)
  await removeApps(target, [{ APP_NAME }])
  process.chdir('/')
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

test('task prints the logs of its own container and exits with its exit code', async () => {
  const good = await succeed('task', 'migrate')
  assert.ok(good.includes('| migrated'), good.join('\n'))
  const bad = await call('task', 'migrate', "--command=node -e 'process.exitCode = 4'")
  assert.equal(bad.code, 4, bad.stderr)
  assert.equal(bad.lines.at(-1), 'migrate ended with exit code 4')
})

test('deploy rolls nothing out that needs a job which failed', async () => {
  writeJob(3)
  await succeed('register', 'migrate')
  const { code, lines, stderr } = await call('deploy')
  assert.equal(code, 1)
  assert.match(stderr, /docker-cloud deploy: the task of migrate ended with exit code 3: nothing/)
  assert.ok(!lines.some((line) => line.includes('ECS service server')), lines.join('\n'))

  writeJob(0)
  await succeed('register', 'migrate')
  const rolled = await succeed('deploy')
  const at = (text: string) => rolled.findIndex((line) => line.includes(text))
  assert.ok(at('migrate | | migrated') < at('server  | created      ECS service server'))
  assert.notEqual(at('migrate | | migrated'), -1)
})

test('deploy of a job alone names the verb that runs it', async () => {
  const { code, stderr } = await call('deploy', 'migrate')
  assert.equal(code, 3)
  assert.match(stderr, /migrate has no service\.json: run a job with `npm run task -- migrate`/)
})
