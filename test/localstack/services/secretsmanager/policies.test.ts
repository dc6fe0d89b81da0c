import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager'
import { actAs, allow, policyOf } from '../../../support/identity.ts'
import { openEmulator, openTarget, unique } from '../../../support/target.ts'

const everyone = policyOf({ ...allow('secretsmanager:GetSecretValue'), Principal: '*' })

test('a policy is put, read back as written, and deleted', async () => {
  await using target = await openTarget()
  const secrets = new SecretsManagerClient(target.config)
  const SecretId = unique('policy')
  await secrets.send(new CreateSecretCommand({ Name: SecretId }))
  await secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: everyone }))
  const read = async () =>
    (await secrets.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy
  assert.equal(await read(), everyone)
  await secrets.send(new DeleteResourcePolicyCommand({ SecretId }))
  assert.equal(await read(), undefined)
})

test('a policy that is none, or one for everyone where that is blocked, is rejected', async () => {
  await using target = await openTarget()
  const secrets = new SecretsManagerClient(target.config)
  const SecretId = unique('policy')
  await secrets.send(new CreateSecretCommand({ Name: SecretId }))
  const put = (ResourcePolicy: string, BlockPublicPolicy = false) =>
    secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy }))
  const malformed = {
    name: 'MalformedPolicyDocumentException',
    message: 'This policy has invalid syntax.',
  }
  await assert.rejects(put('{'), malformed)
  await assert.rejects(put(everyone.replace('2012-10-17', '2019-10-19')), malformed)
  await assert.rejects(put(policyOf(allow('secretsmanager:*'))), malformed)
  await assert.rejects(put(everyone, true), { name: 'PublicPolicyException' })
  const { PolicyValidationPassed } = await secrets.send(
    new ValidateResourcePolicyCommand({ SecretId, ResourcePolicy: everyone }),
  )
  assert.equal(PolicyValidationPassed, false)
})

test('a policy decides where IAM is enforced, within the account and from another one', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const secrets = new SecretsManagerClient(target.config)
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: 'shared', SecretString: 'value' }),
  )
  const stranger = await actAs(target, [])
  const other = {
    ...target,
    config: {
      ...target.config,
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'any' },
    },
  }
  const readAs = async (config: typeof target.config) =>
    (await new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: ARN })))
      .SecretString
  await assert.rejects(readAs(stranger.config), { name: 'AccessDeniedException' })
  await assert.rejects(readAs(other.config), { name: 'AccessDeniedException' })
  const { Errors } = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: [ARN!] }))
  assert.deepEqual(Errors, [])
  const grant = (AWS: string) => ({
    ...allow('secretsmanager:GetSecretValue'),
    Principal: { AWS },
  })
  await secrets.send(
    new PutResourcePolicyCommand({
      SecretId: ARN,
      ResourcePolicy: policyOf(grant(stranger.arn), grant('111111111111')),
    }),
  )
  assert.equal(await readAs(stranger.config), 'value')
  assert.equal(await readAs(other.config), 'value')
})

test('a batch names the secrets that the caller may not read', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const secrets = new SecretsManagerClient(target.config)
  await secrets.send(new CreateSecretCommand({ Name: 'hidden', SecretString: 'value' }))
  const role = await actAs(target, [allow('secretsmanager:BatchGetSecretValue')])
  const { SecretValues, Errors } = await new SecretsManagerClient(role.config).send(
    new BatchGetSecretValueCommand({ SecretIdList: ['hidden'] }),
  )
  assert.deepEqual(SecretValues, [])
  assert.equal(Errors![0]!.ErrorCode, 'AccessDeniedException')
})
