import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeleteServiceCommand } from '@aws-sdk/client-ecs'
import { openEcs } from '../../../support/ecs.ts'
import { openTarget } from '../../../support/target.ts'

test('D1 a service with tasks is not deleted without force', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const { cluster } = app
  await app.register({ image: 'localhost:1/nothing-here:1' })
  const service = await app.createService()
  await assert.rejects(app.ecs.send(new DeleteServiceCommand({ cluster, service })), {
    name: 'InvalidParameterException',
    message: 'The service cannot be stopped while it is scaled above 0.',
  })
})
