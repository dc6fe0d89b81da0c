import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()

const call = (verb: string) => {
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  return callVerb(verb, { target, env, cwd: checkout })
}

after(async () => {
  await removeApps(target, [{ APP_NAME, AWS_REGION: target.config.region }])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

test('diff shows what a release would change, and nothing after it', async () => {
  const first = await call('diff')
  assert.equal(first.code, 2, first.stderr)
  assert.ok(first.lines.includes(`would create ECS cluster ${APP_NAME}`), first.lines.join('\n'))
  assert.ok(
    first.lines.some((line) =>
      /^not compared \(register\): .* run `npm run bootstrap` first$/.test(line),
    ),
    first.lines.join('\n'),
  )

  for (const verb of ['bootstrap', 'push', 'register', 'deploy']) {
    const { code, stderr } = await call(verb)
    assert.equal(code, 0, `${verb}: ${stderr}`)
  }
  const same = await call('diff')
  assert.equal(same.code, 0, same.lines.join('\n') + same.stderr)
  assert.deepEqual(same.lines, ['the account is as the files say'])

  const change = (file: string, from: string, to: string) =>
    writeFiles(checkout, { [file]: readFileSync(join(checkout, file), 'utf8').replace(from, to) })
  change('.aws/server/task-definition.json', '"memory": "512"', '"memory": "1024"')
  change('.aws/server/service.json', '"desiredCount": 2', '"desiredCount": 3')
  change('.aws/server/target-group.json', '"/ping"', '"/"')
  const changed = await call('diff')
  assert.equal(changed.code, 2, changed.stderr)
  assert.deepEqual(changed.lines, [
    `would update target group ${APP_NAME}-server`,
    '               HealthCheckPath: "/ping" -> "/"',
    `would create task definition ${APP_NAME}-server:2`,
    '               memory: "512" -> "1024"',
    'would update ECS service server',
    '               desiredCount: 2 -> 3',
  ])
})
