import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { documentOf, results } from '../../scripts/release/results.ts'
import { fileOf, type VerbName } from '../../scripts/verbs.ts'
import { writeFiles } from '../support/checkout.ts'
import { assertMatches } from '../support/json-schema.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()

const release = { APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }

const callIn = (surroundings: NodeJS.ProcessEnv, verb: string, ...flags: string[]) => {
  const env = { ...process.env, ...release, ...surroundings }
  return callVerb(verb, { target, env, flags, cwd: checkout })
}

const call = (verb: string, ...flags: string[]) => callIn({}, verb, ...flags)

/** Returns what a verb prints with --json, after comparing it with its schema. */
async function callAsJson(verb: VerbName, ...flags: string[]) {
  const { code, lines, stderr } = await call(fileOf(verb).replace('.ts', ''), ...flags, '--json')
  const document = JSON.parse(lines.join('\n'))
  assertMatches(document, documentOf(verb).json)
  assert.deepEqual([document.verb, document.exitCode], [verb, code], stderr)
  return document
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

  for (const verb of ['bootstrap', 'push', 'register', 'deploy'] as const) {
    const { exitCode, errors } = await callAsJson(verb)
    assert.equal(exitCode, 0, `${verb}: ${JSON.stringify(errors)}`)
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

test('what the verbs show is there as JSON', async () => {
  const diff = await callAsJson('diff')
  assert.equal(diff.exitCode, 2)
  assert.deepEqual(diff.result.differences[0], {
    kind: 'updated',
    resource: `target group ${APP_NAME}-server`,
    differences: [{ path: 'HealthCheckPath', found: '/ping', desired: '/' }],
  })
  const { result: images } = await callAsJson('images')
  assert.deepEqual(images.repositories[0].images[0].tags, ['one'])
  for (const verb of ['status', 'tasks', 'cost'] as const) {
    const { exitCode, result } = await callAsJson(verb)
    assert.equal(exitCode, 0, verb)
    assert.ok(result, verb)
  }
  const { result: verified } = await callAsJson('verify')
  assert.deepEqual(verified.findings[0], { level: 'ok', text: 'version v1' })
  const { changes } = await callAsJson('bootstrap', '--dry-run')
  assert.ok(changes.some(({ kind }: { kind: string }) => kind === 'updated'))
  assert.deepEqual((await callAsJson('secret', 'list')).result, { secrets: [] })
  const logs = await call('logs', '--json')
  assert.ok(logs.lines.length > 0)
  for (const line of logs.lines) assertMatches(JSON.parse(line), results.logs.json)
})

test('what is wrong in the files alone is bad input, whichever verb finds it', async () => {
  const file = '.aws/server/service.json'
  const before = readFileSync(join(checkout, file), 'utf8')
  writeFiles(checkout, { [file]: before.replace('"desiredCount"', '"desiredCont"') })
  for (const verb of ['verify', 'deploy', 'diff'] as const) {
    const { exitCode, errors } = await callAsJson(verb)
    assert.equal(exitCode, 3, verb)
    if (verb === 'verify') assert.equal(errors[0].message, '1 error (above)')
    else
      assert.match(errors[0].message, /unknown member desiredCont .*: did you mean desiredCount\?/)
  }
  writeFiles(checkout, { [file]: before })
})

test('in GitHub Actions a verb adds what it did, or its failure, to the summary', async () => {
  const summary = join(checkout, 'summary.md')
  const outside = { GITHUB_STEP_SUMMARY: summary }
  await callIn(outside, 'register')
  await callIn(outside, 'images')
  await callIn(outside, 'deploy', 'sever')
  const [done = '', failed = ''] = readFileSync(summary, 'utf8').split(/(?=^### ✘)/m)
  assert.match(done, /^### ✔ register\n\nproduction, 1 created, \d+\.\d s\n\n/)
  assert.match(done, /^\| server \| shop&#45;\w+&#45;server&#58;2 \| .* \|$/m)
  assert.match(failed, /^```text\ndocker-cloud deploy: .*did you mean server\?\n```$/m)
})
