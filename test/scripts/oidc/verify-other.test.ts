import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'
import { readApp } from '../../../scripts/release/app.ts'
import { verifyOthers } from '../../../scripts/oidc/verify-other.ts'
import { writeFiles } from '../../support/checkout.ts'

/** The trust policies and the configurations of docs/other-ci.md. */

const text = readFileSync(join(import.meta.dirname, '../../../docs/other-ci.md'), 'utf8')
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, body]) => body!)
const [gitlab = '', circleci = ''] = blocks('json')
const [gitlabConfig = '', circleciConfig = ''] = blocks('yaml')

const checkout = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
after(() => rmSync(checkout, { recursive: true }))
const app = readApp({ GITHUB_REPOSITORY: 'octo/shop' })
const ids = {
  CIRCLE_ORGANIZATION_ID: '11111111-2222-4333-8444-555555555555',
  CIRCLE_PROJECT_ID: '66666666-7777-4888-8999-000000000000',
}
const verify = (files: Record<string, string>, env: NodeJS.ProcessEnv = ids) => {
  writeFiles(checkout, files)
  return verifyOthers(app, env, checkout)
}

test('a checkout that no other CI is configured for has no role for one', () => {
  assert.deepEqual(verify({}), [])
  const tests = {
    '.gitlab-ci.yml': 'test: { script: [npm test] }\n',
    '.circleci/config.yml': 'jobs: {}\n',
  }
  assert.deepEqual(verify(tests, {}), [])
})

test('without a trust policy it is printed, and is the one of the document', () => {
  const verdicts = verify({
    '.gitlab-ci.yml': gitlabConfig,
    '.circleci/config.yml': circleciConfig,
  })
  const policies = verdicts.map(
    ({ trustPolicy }) => JSON.parse(trustPolicy!.replace('<account>', '123456789012')) as object,
  )
  const listed = (policy: string) =>
    JSON.parse(policy.replaceAll(/(:sub": )("[^"]*")/g, '$1[$2]')) as object
  assert.deepEqual(policies, [listed(gitlab), listed(circleci)])
  assert.match(
    verdicts[0]!.rows[0]!.note!,
    /^there is no \.aws\/policies\/gitlab-trust\.json: Not authorized/,
  )
})

test('the policies of the document allow a job for main, and no other', () => {
  const verdicts = verify({
    '.aws/policies/gitlab-trust.json': gitlab,
    '.aws/policies/circleci-trust.json': circleci,
  })
  const rows = verdicts.flatMap((verdict) => verdict.rows)
  assert.deepEqual(
    rows.filter(({ isRight }) => !isRight),
    [],
  )
  assert.equal(rows.filter(({ isAllowed }) => isAllowed).length, 2)
})

test('a pattern for the user that is longer than a user allows a branch named like a subject', () => {
  const careless = circleci.replace('????????-????-????-????-????????????', '*')
  const [, verdict] = verify({ '.aws/policies/circleci-trust.json': careless })
  const wrong = verdict!.rows.filter(({ isRight }) => !isRight)
  assert.deepEqual(
    wrong.map(({ name }) => name),
    ['a branch named like a subject'],
  )
})

test('ids that the subjects need are requested by name', () => {
  assert.throws(() => verify({}, {}), /^Error: CIRCLE_ORGANIZATION_ID is not set/)
})

test('the configurations can be read, and run the verbs', () => {
  const script = (parse(gitlabConfig) as { release: { script: string[] } }).release.script
  const { steps } = (parse(circleciConfig) as { jobs: { release: { steps: object[] } } }).jobs
    .release
  const lines = [script, steps.flatMap((step) => Object.values(step) as string[])]
  for (const commands of lines)
    assert.deepEqual(
      commands.flatMap((line) => /npm run (\w+)/.exec(line)?.[1] ?? []),
      ['push', 'register', 'deploy', 'smoke'],
    )
})
