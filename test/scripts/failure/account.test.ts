import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { movableClock } from '../../support/clock.ts'
import { actAs, type Keys } from '../../support/identity.ts'
import { openEmulator } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'
import { assertScreen } from './golden.ts'

/** What is wrong with the credentials, in an account that enforces IAM. */

const clock = movableClock()
const target = await openEmulator({ enforceIam: true, clock })
after(() => target[Symbol.asyncDispose]())

const variables = ({ accessKeyId, secretAccessKey, sessionToken }: Keys) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
})

/** The screen of a `status` that fails, without what differs from run to run. */
async function failedStatus(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stderr } = await callVerb('status', { target, env: { APP_NAME: 'shop', ...env } })
  assert.equal(code, 1, stderr)
  return stderr.replaceAll(/\brole-[0-9a-f]{8}\b/g, 'role')
}

test('there are no credentials', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_PROFILE: 'nowhere',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  assertScreen('there are no credentials', await failedStatus(env))
})

test('AWS does not know the credentials', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAQAAAAAAAAAAAAAAA' }
  assertScreen('AWS does not know the credentials', await failedStatus(env))
})

test('the role lacks a permission', async () => {
  const { config } = await actAs(target, [])
  assertScreen('the role lacks a permission', await failedStatus(variables(config.credentials)))
})

test('the credentials have expired', async () => {
  const { config } = await actAs(target, [])
  clock.forward(2 * 60 * 60)
  assertScreen('the credentials have expired', await failedStatus(variables(config.credentials)))
})
