import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { environmentOf, rehearsalEnvironment } from '../../../scripts/release/environment.ts'
import { enterCheckout } from '../../support/checkout.ts'

test('an environment without AWS settings is the rehearsal’s, and ~/.aws is not read', () => {
  const env = environmentOf({ PATH: '/bin', AWS_REGION: 'eu-west-1' })
  assert.deepEqual(
    { ...env, GITHUB_REPOSITORY: undefined },
    {
      PATH: '/bin',
      REGISTRIES: '',
      GITHUB_REPOSITORY: undefined,
      GITHUB_REPOSITORY_OWNER_ID: '1001',
      GITHUB_REPOSITORY_ID: '2002',
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  )
})

test('a rehearsal copies no image to other registries, whatever .env names', () => {
  const env = rehearsalEnvironment({ REGISTRIES: 'ghcr.io/me' })
  using _ = enterCheckout({ '.env': 'REGISTRIES=ghcr.io/me\n' })
  const print = 'process.loadEnvFile(); console.log(`[${process.env.REGISTRIES}]`)'
  assert.equal(execFileSync(process.execPath, ['-e', print], { env, encoding: 'utf8' }), '[]\n')
})

test('an environment with credentials or an endpoint is unchanged', () => {
  for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ENDPOINT_URL']) {
    const env = { [name]: 'x' }
    assert.equal(environmentOf(env), env)
  }
})

test('a rehearsal keeps only the region of the user’s AWS settings', () => {
  const env = rehearsalEnvironment({
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'secret',
    AWS_ENDPOINT_URL_ECS: 'https://example.com',
    AWS_DEFAULT_REGION: 'eu-north-1',
    GITHUB_REPOSITORY: 'octo/shop',
  })
  assert.equal(env.AWS_PROFILE, undefined)
  assert.equal(env.AWS_SESSION_TOKEN, undefined)
  assert.equal(env.AWS_ENDPOINT_URL_ECS, undefined)
  assert.equal(env.AWS_ACCESS_KEY_ID, 'test')
  assert.equal(env.AWS_REGION, 'eu-north-1')
  assert.equal(env.GITHUB_REPOSITORY, 'octo/shop')
})
