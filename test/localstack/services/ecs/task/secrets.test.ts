import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Secret } from '@aws-sdk/client-ecs'
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('a container gets its secrets as environment', () => {
  let target: Target
  let app: Ecs
  let asm: SecretsManagerClient
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    asm = new SecretsManagerClient(target.config)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const create = async (SecretString: string): Promise<string> => {
    const { ARN } = await asm.send(
      new CreateSecretCommand({ Name: unique('secret'), SecretString }),
    )
    return ARN!
  }
  const put = async (Value: string): Promise<string> => {
    const Name = `/${unique('parameter')}/value`
    await new SSMClient(target.config).send(
      new PutParameterCommand({ Name, Value, Type: 'SecureString' }),
    )
    return Name
  }
  const stoppedWith = async (secrets: Secret[]) => {
    await app.register({ secrets, command: ['node', '-p', 'process.env.GIVEN'] })
    const { taskArn } = await app.runTask()
    return app.taskIn(taskArn!, 'STOPPED')
  }
  const given = async (valueFrom: string): Promise<string | undefined> => {
    const before = (await app.messages()).length
    const { containers } = await stoppedWith([{ name: 'GIVEN', valueFrom }])
    assert.equal(containers![0]!.exitCode, 0)
    return (await app.messages())[before]
  }
  const reasonFor = async (valueFrom: string): Promise<string> => {
    const { stopCode, stoppedReason, startedAt } = await stoppedWith([{ name: 'GIVEN', valueFrom }])
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(startedAt, undefined)
    return stoppedReason!
  }
  const unable =
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:'

  test('a key needs the colons of the version’s stage and id', async () => {
    const secret = await create('{"password":"p"}')
    assert.equal(
      await reasonFor(`${secret}:password`),
      `${unable} unable to retrieve secret from asm: service call has been retried 1 time(s): unexpected ARN format with parameters when trying to retrieve ASM secret`,
    )
  })

  test('a whole secret, a member of it, and an earlier version', async () => {
    const secret = await create('{"user":"me","port":5432}')
    assert.equal(await given(secret), '{"user":"me","port":5432}')
    assert.equal(await given(`${secret}:user::`), 'me')
    assert.equal(await given(`${secret}:port::`), '5432')
    await asm.send(new PutSecretValueCommand({ SecretId: secret, SecretString: 'newer' }))
    assert.equal(await given(`${secret}:user:AWSPREVIOUS:`), 'me')
    assert.equal(await given(secret), 'newer')
  })

  test('a parameter by its name or its ARN, decrypted', async () => {
    const name = await put('hidden')
    assert.equal(await given(name), 'hidden')
    assert.equal(await given(`arn:aws:ssm:us-east-1:000000000000:parameter${name}`), 'hidden')
  })

  test('a secret that is not there', async () => {
    const missing = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:never-abcdef'
    const [reason, request] = (await reasonFor(missing)).split(' status code: 400, request id: ')
    assert.equal(
      reason,
      `${unable} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${missing} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    )
    assert.match(request!, /^[0-9a-f-]{36}$/)
  })

  test('a member of a secret that is not valid JSON, or has no such member', async () => {
    assert.equal(
      await reasonFor(`${await create('topsecret')}:user::`),
      `${unable} unable to retrieve secret from asm: service call has been retried 1 time(s): invalid character 'o' in literal true (expecting 'r')`,
    )
    assert.equal(
      await reasonFor(`${await create('{"name":"me"}')}:user::`),
      `${unable} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key user`,
    )
  })

  test('a parameter that is not there', async () => {
    assert.equal(
      await reasonFor('/never/there'),
      `${unable} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /never/there`,
    )
  })
})
