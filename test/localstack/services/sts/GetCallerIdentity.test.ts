import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { openTarget } from '../../../support/target.ts'

test('a 12-digit access key is its own account', async () => {
  await using target = await openTarget()
  const credentials = { accessKeyId: '123456789012', secretAccessKey: 'any' }
  const sts = new STSClient({ ...target.config, credentials })
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  assert.equal(identity.Account, '123456789012')
  assert.equal(identity.Arn, 'arn:aws:iam::123456789012:root')
})
