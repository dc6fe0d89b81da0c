import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { secretPattern, secretsOf } from '../../../scripts/release/secret-names.ts'
import type { Json } from '../../../scripts/release/template.ts'
import { enterCheckout } from '../../support/checkout.ts'

const values = { APP_NAME: 'shop', ACCOUNT_ID: '123456789012', REGION: 'eu-west-1' }
const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db'

/** A service whose container gets these, and whose log driver and registry need secrets too. */
const files = (...valuesFrom: string[]) => ({
  '.aws/api/task-definition.json': {
    containerDefinitions: [
      {
        secrets: valuesFrom.map((valueFrom) => ({ name: 'KEY', valueFrom })),
        logConfiguration: {
          logDriver: 'splunk',
          secretOptions: [{ name: 'token', valueFrom: `${secret}-token1` }],
        },
        repositoryCredentials: { credentialsParameter: `${secret}-login1` },
      },
    ],
  },
})

const policies = join(import.meta.dirname, '../../../.aws/policies')

const serviceHere = () => readApp({ APP_NAME: 'shop' }).services[0]!

test('a secret is found once, without JSON key, version stage and version', () => {
  using _ = enterCheckout(
    files(`${secret}-AbCdEf:password::`, `${secret}-AbCdEf:user:AWSCURRENT:`, '/${APP_NAME}/KEY'),
  )
  assert.deepEqual(secretsOf(serviceHere(), values), [
    `${secret}-AbCdEf`,
    '/shop/KEY',
    `${secret}-token1`,
    `${secret}-login1`,
  ])
})

test('an ARN without its random characters is a pattern in a policy', () => {
  assert.equal(secretPattern(secret), `${secret}-??????`)
  assert.equal(secretPattern(`${secret}-AbCdEf`), `${secret}-AbCdEf`)
})

test('the execution role may read exactly the secrets that task definitions name', () => {
  using checkout = enterCheckout(files(secret, `${secret}-AbCdEf:password::`, '/${APP_NAME}/KEY'))
  cpSync(policies, join(checkout.folder, '.aws/policies'), { recursive: true })
  const { execution } = readPolicies(readApp({ APP_NAME: 'shop', GITHUB_REPOSITORY: 'o/r' }), {
    ...values,
    GITHUB_SUBJECTS: [],
  }) as unknown as { execution: { Statement: { Sid: string; Resource: Json }[] } }
  const resourceOf = (sid: string) => execution.Statement.find(({ Sid }) => Sid === sid)?.Resource
  assert.deepEqual(resourceOf('ReadSecrets'), [
    `${secret}-??????`,
    `${secret}-AbCdEf`,
    `${secret}-token1`,
    `${secret}-login1`,
  ])
  assert.deepEqual(resourceOf('ReadParameters'), [
    'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/KEY',
  ])
})
