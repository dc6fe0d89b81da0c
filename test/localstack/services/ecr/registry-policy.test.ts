import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DeleteRegistryPolicyCommand,
  type ECRClient,
  GetRegistryPolicyCommand,
  PutRegistryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { openEmulator, type Target } from '../../../support/target.ts'
import { account, clientOf } from './client.ts'

let target: Target
let ecr: ECRClient
before(async () => {
  target = await openEmulator()
  ecr = clientOf(target)
})
after(() => target[Symbol.asyncDispose]())

const statement = {
  Sid: 'Replicate',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
  Resource: [`arn:aws:ecr:us-east-1:${account}:repository/*`],
}

test('a registry policy is kept, shown and deleted', async () => {
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await ecr.send(new PutRegistryPolicyCommand({ policyText }))
  const { registryId, ...shown } = await ecr.send(new GetRegistryPolicyCommand({}))
  assert.deepEqual([registryId, shown.policyText], [account, policyText])
  const deleted = await ecr.send(new DeleteRegistryPolicyCommand({}))
  assert.equal(deleted.policyText, policyText)
  const none = {
    name: 'RegistryPolicyNotFoundException',
    message: `Registry policy does not exist in the registry with id '${account}'`,
  }
  await assert.rejects(ecr.send(new GetRegistryPolicyCommand({})), none)
  await assert.rejects(ecr.send(new DeleteRegistryPolicyCommand({})), none)
})

const refused: Record<string, string> = {
  'no JSON': 'no json',
  'a policy without statements': '{}',
  'an action of another service': JSON.stringify({
    Statement: [{ ...statement, Action: 's3:GetObject' }],
  }),
  'a statement without resource': JSON.stringify({
    Statement: [{ ...statement, Resource: undefined }],
  }),
  'a statement without principal': JSON.stringify({
    Statement: [{ ...statement, Principal: undefined }],
  }),
}
for (const [what, policyText] of Object.entries(refused))
  test(`${what} is no registry policy`, async () => {
    await assert.rejects(ecr.send(new PutRegistryPolicyCommand({ policyText })), {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid registry policy provided'",
    })
  })
