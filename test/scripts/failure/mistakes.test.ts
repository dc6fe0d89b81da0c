import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { type CheckoutFiles, writeFiles } from '../../support/checkout.ts'
import { makeServer, removeApps } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

/**
 * Beginners' mistakes on the sample: the screen of the verb that fails names the cause and the fix.
 * `UPDATE_SCREENS=1` writes the files in `screens/` anew.
 */

const target = await openTarget()
const apps: { APP_NAME: string; AWS_REGION: string }[] = []
const checkouts: string[] = []

after(async () => {
  await removeApps(target, apps)
  for (const checkout of checkouts) rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

interface Mistake {
  name: string
  /** Changes files of the sample. */
  change: (file: (path: string) => string) => CheckoutFiles
  /** The verb that fails. */
  verb: 'push' | 'register' | 'deploy'
}

/** The screen without what differs from run to run. */
const normal = (screen: string, app: string): string =>
  screen
    .replaceAll(app, 'shop')
    .replace(/^ *\| (#\d+ .*)?\n/gm, '')
    .replace(/ \(\d+ times\)/g, '')
    .replace(/\d+ tasks? stopped/g, 'N tasks stopped')
    .replace(/(node:[\w/]+):\d+/g, '$1:N')
    .replace(/Node\.js v[\d.]+/g, 'Node.js vN')
    .replace(/ref \S+/g, 'ref R')

const taskDefinition = '.aws/server/task-definition.json'
const program = 'server/index.cjs'
const replaceIn =
  (path: string, from: string | RegExp, to: string): Mistake['change'] =>
  (file) => {
    const changed = file(path).replace(from, to)
    assert.notEqual(changed, file(path), `${path} has no ${from}`)
    return { [path]: changed }
  }

const mistakes: Mistake[] = [
  {
    name: 'the program listens on 127.0.0.1 only',
    change: replaceIn(program, 'listen(8080)', "listen(8080, '127.0.0.1')"),
    verb: 'deploy',
  },
  {
    name: 'the program listens on another port',
    change: replaceIn(program, 'listen(8080)', 'listen(3000)'),
    verb: 'deploy',
  },
  {
    name: 'the health path does not exist',
    change: replaceIn(
      program,
      'response.end(',
      "response.writeHead(request.url === '/ping' ? 404 : 200).end(",
    ),
    verb: 'deploy',
  },
  {
    name: 'the program needs a variable that the task does not have',
    change: replaceIn(
      program,
      /^/,
      "if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is not set')\n",
    ),
    verb: 'deploy',
  },
  {
    name: 'the program ends',
    change: replaceIn(program, /^/, 'process.exit(0)\n'),
    verb: 'deploy',
  },
  {
    name: 'the program uses more memory than it has',
    change: replaceIn(program, /^/, 'for (const all = []; ; ) all.push(Buffer.alloc(5e7, 1))\n'),
    verb: 'deploy',
  },
  {
    name: 'a file is not copied into the image',
    change: replaceIn('Dockerfile', 'COPY server server', 'COPY server/healthcheck.ts server/'),
    verb: 'deploy',
  },
  {
    name: 'COPY names what is not there',
    change: replaceIn('Dockerfile', 'COPY server server', 'COPY dist server'),
    verb: 'push',
  },
  {
    name: 'the memory is not one of Fargate’s',
    change: replaceIn(taskDefinition, '"memory": "512"', '"memory": "500"'),
    verb: 'register',
  },
  {
    name: 'a secret does not exist',
    change: replaceIn(
      taskDefinition,
      '"readonlyRootFilesystem"',
      '"secrets": [{ "name": "API_KEY", "valueFrom": "arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/nowhere/API_KEY" }],\n"readonlyRootFilesystem"',
    ),
    verb: 'deploy',
  },
  {
    name: 'service.json names another container',
    change: replaceIn(
      '.aws/server/service.json',
      '"containerName": "server"',
      '"containerName": "web"',
    ),
    verb: 'deploy',
  },
  {
    name: 'the program listens on a port below 1024 without being root',
    change: (file) => ({
      [program]: file(program).replace('listen(8080)', 'listen(81)'),
      Dockerfile: `${file('Dockerfile')}USER node\n`,
    }),
    verb: 'deploy',
  },
  {
    name: 'the program writes to the read-only file system',
    change: replaceIn(program, /^/, "require('node:fs').writeFileSync('/app/cache', '')\n"),
    verb: 'deploy',
  },
  {
    name: 'the container health check calls a program that the image lacks',
    change: replaceIn(
      taskDefinition,
      '["CMD", "node", "server/healthcheck.ts"]',
      '["CMD-SHELL", "curl -f http://localhost:8080/ping"]',
    ),
    verb: 'push',
  },
  {
    name: 'the container health check fails',
    change: replaceIn(
      taskDefinition,
      /\["CMD", "node", "server\/healthcheck.ts"\],\s*"interval": 10/,
      '["CMD-SHELL", "exit 1"],\n"interval": 5',
    ),
    verb: 'deploy',
  },
  {
    name: 'the command does not exist',
    change: replaceIn(
      taskDefinition,
      '"essential": true',
      '"essential": true, "command": ["serve"]',
    ),
    verb: 'deploy',
  },
]

describe('mistakes', { concurrency: 2 }, () => {
  for (const { name, change, verb } of mistakes)
    test(name, async () => {
      const APP_NAME = unique('shop')
      const checkout = makeServer()
      checkouts.push(checkout)
      const app = { APP_NAME, AWS_REGION: target.config.region }
      apps.push(app)
      const quick = readFileSync(join(checkout, '.aws/server/service.json'), 'utf8')
      writeFiles(checkout, {
        '.aws/server/service.json': quick
          .replace('"healthCheckGracePeriodSeconds": 30', '"healthCheckGracePeriodSeconds": 5')
          .replace('"desiredCount": 2', '"desiredCount": 1'),
      })
      writeFiles(
        checkout,
        change((path) => readFileSync(join(checkout, path), 'utf8')),
      )
      const env = { ...process.env, ...app, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
      const verbs = ['bootstrap', 'push', 'register', 'deploy']
      const call = (one: string) => callVerb(one, { target, env, cwd: checkout })
      for (const before of verbs.slice(0, verbs.indexOf(verb))) {
        const { code, stderr } = await call(before)
        assert.equal(code, 0, `${before}: ${stderr}`)
      }
      const { code, stderr } = await call(verb)
      assert.equal(code, 1, stderr)
      const screen = normal(stderr.slice(stderr.lastIndexOf(`docker-cloud ${verb}: `)), APP_NAME)
      const golden = join(import.meta.dirname, 'screens', `${name.replaceAll(/\W+/g, '-')}.txt`)
      if (process.env.UPDATE_SCREENS) writeFileSync(golden, screen)
      assert.equal(screen, readFileSync(golden, 'utf8'))
    })
})
