import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Explained } from '../../../scripts/failure/explain.ts'
import { readApp } from '../../../scripts/release/app.ts'
import { imageUsesOf } from '../../../scripts/release/app-images.ts'
import { checkVariables } from '../../../scripts/release/env-template.ts'
import { readEnvironmentFile } from '../../../scripts/release/environment-file.ts'
import { BadInput, exitCodeOf } from '../../../scripts/release/exit-codes.ts'
import { readLoadBalancer } from '../../../scripts/release/load-balancer-file.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { readRegistries } from '../../../scripts/release/registries.ts'
import { readSmoke } from '../../../scripts/release/smoke-file.ts'
import { readService } from '../../../scripts/resources/service.ts'
import { readTaskDefinition } from '../../../scripts/resources/task-definition.ts'
import { readTemplate } from '../../../scripts/release/template.ts'
import { type CheckoutFiles, enterCheckout } from '../../support/checkout.ts'

const values = { REGION: 'us-east-1', ACCOUNT_ID: '1', ENVIRONMENT: 'production', IMAGE: 'i' }
const server = () => readApp({}).services[0]!
const one = '.aws/server/task-definition.json'

const wrongFiles: [what: string, files: CheckoutFiles, read: () => unknown][] = [
  ['no service', { '.aws/policies/a.json': {} }, () => readApp({})],
  ['a name of a service', { '.aws/Server/task-definition.json': {} }, () => readApp({})],
  ['a missing file', { '.aws/server/service.json': {} }, () => readApp({})],
  ['broken JSON', { [one]: '{' }, () => readTemplate('server/task-definition.json')],
  ['an unknown member', { [one]: { imagee: 1 } }, () => readTaskDefinition(server(), values)],
  [
    'an unknown placeholder',
    { [one]: { cpu: '${CPU}' } },
    () => readTaskDefinition(server(), values),
  ],
  [
    'a value of another type',
    { [one]: {}, '.aws/server/service.json': { desiredCount: '2' } },
    () => readService(server(), values),
  ],
  [
    'an image that compose.yaml cannot have',
    { [one]: { containerDefinitions: [{ name: 'a', image: '${IMAGE:A b}' }] } },
    () => imageUsesOf(server()),
  ],
  ['a listener', { [one]: {}, '.aws/load-balancer.json': {} }, () => readLoadBalancer(values)],
  [
    'a smoke test',
    { [one]: {}, '.aws/server/smoke.json': [{ pth: '/' }] },
    () => readSmoke(server(), values),
  ],
  [
    'a policy',
    { [one]: {}, '.aws/policies/push.json': {} },
    () => readPolicies(readApp({}), values),
  ],
  [
    'a value of an environment',
    { [one]: {}, '.aws/environments/production.env': 'REGION=here' },
    () => readEnvironmentFile('production'),
  ],
  [
    'variables of a service',
    {
      [one]: { containerDefinitions: [{ name: 'a', image: '${IMAGE}' }] },
      'server/.env.example': '# Needed.\nKEY=\n',
    },
    () => checkVariables(readApp({}).services),
  ],
]

for (const [what, files, read] of wrongFiles)
  test(`wrong in a file of the application: ${what}`, () => {
    using _ = enterCheckout(files)
    assert.throws(read, (error: Error) => {
      assert.equal(exitCodeOf(error), 3, error.message)
      return true
    })
  })

/** What these files reject is in files and variables of the user: nothing else is an error there. */
const readers = [
  'app',
  'app-images',
  'arguments',
  'connect',
  'env-file',
  'env-template',
  'environment-file',
  'load-balancer-file',
  'members',
  'policies',
  'registries',
  'services',
  'smoke-file',
  'template',
]

test('what reads files, flags and variables throws bad input alone', () => {
  for (const name of readers) {
    const text = readFileSync(
      join(import.meta.dirname, `../../../scripts/release/${name}.ts`),
      'utf8',
    )
    assert.match(text, /new BadInput\(/, name)
    assert.doesNotMatch(text, /new Error\(/, name)
  }
})

const wrongVariables: NodeJS.ProcessEnv[] = [
  { APP_NAME: 'Shop' },
  { ENVIRONMENT: 'stagin' },
  { GITHUB_REPOSITORY: 'shop' },
  { GITHUB_REPOSITORY_ID: '1' },
  { ECR_VISIBILITY: 'secret' },
]

for (const env of wrongVariables)
  test(`wrong in the environment: ${Object.keys(env).join()}`, () => {
    using _ = enterCheckout({ [one]: {} })
    assert.throws(() => readApp(env), BadInput)
  })

test('wrong in the environment: REGISTRIES', () => {
  assert.throws(() => readRegistries({ REGISTRIES: 'https://ghcr.io' }), BadInput)
})

test('bad input behind another error is bad input, and other errors are failures', () => {
  const cause = new BadInput('.aws/a.json is not valid JSON')
  assert.equal(exitCodeOf(new Error('it cannot be read', { cause })), 3)
  assert.equal(exitCodeOf(new Error('AWS did not answer')), 1)
  assert.equal(exitCodeOf(new AggregateError([cause, cause])), 3)
  assert.equal(exitCodeOf(new AggregateError([cause, new Error('AWS did not answer')])), 1)
})

test('a verb that another one runs hands on its exit code', () => {
  assert.equal(exitCodeOf(new Explained('docker-cloud push: …', 3)), 3)
  assert.equal(exitCodeOf(new Explained('docker-cloud deploy: …')), 1)
})
