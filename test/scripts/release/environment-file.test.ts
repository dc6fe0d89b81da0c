import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import { listEnvironments, readEnvironmentFile } from '../../../scripts/release/environment-file.ts'
import { enterCheckout } from '../../support/checkout.ts'

test('production is always there, and each other environment is a file', () => {
  using _ = enterCheckout({
    '.aws/environments/staging.env': '',
    '.aws/environments/blue.env': '',
    '.aws/environments/Notes.env': '',
    '.aws/api/task-definition.json': {},
  })
  assert.deepEqual(listEnvironments(), ['production', 'blue', 'staging'])
  assert.equal(readApp({ APP_NAME: 'shop', ENVIRONMENT: 'blue' }).name, 'shop-blue')
  assert.throws(() => readApp({ ENVIRONMENT: '../blue' }), {
    message:
      'there is no environment "../blue": the environments are production, blue, staging; create .aws/environments/<name>.env to add one',
  })
})

test('a service whose resources would have the names of an environment’s is rejected', () => {
  using _ = enterCheckout({
    '.aws/environments/staging.env': '',
    '.aws/staging-api/task-definition.json': {},
  })
  assert.throws(() => readApp({}), {
    message:
      '.aws/staging-api: a service cannot have the name of the environment staging as its start: their resources would have the same names',
  })
})

test('the values are those of the file, which cannot set a placeholder of the scripts', () => {
  using _ = enterCheckout({
    '.aws/environments/staging.env': '# comment\nLEVEL=debug\nURL="https://x"\n',
    '.aws/environments/blue.env': 'IMAGE=x\n',
  })
  assert.deepEqual({ ...readEnvironmentFile('staging') }, { LEVEL: 'debug', URL: 'https://x' })
  assert.deepEqual(readEnvironmentFile('production'), {})
  assert.throws(() => readEnvironmentFile('blue'), {
    message:
      '.aws/environments/blue.env cannot set IMAGE: the scripts give this placeholder its value',
  })
})
