import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkRoom } from '../../../scripts/resources/service.ts'

const service = (
  desiredCount: number,
  minimumHealthyPercent?: number,
  maximumPercent?: number,
) => ({
  serviceName: 'shop',
  desiredCount,
  deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
})

test('percents that leave no room for a rollout are rejected before anything is sent', () => {
  assert.throws(() => checkRoom(service(1, 100, 150), 'shop/service.json'), {
    message:
      '.aws/shop/service.json: minimumHealthyPercent 100 and maximumPercent 150 let a rollout of 1 tasks neither stop one nor start one more',
  })
  assert.throws(() => checkRoom(service(1, 50, 100), 'shop/service.json'))
})

test('percents that leave room for one task are accepted, and so is a service without tasks', () => {
  for (const fine of [service(1), service(2, 50, 100), service(2, 100, 150), service(0, 100, 100)])
    checkRoom(fine, 'shop/service.json')
})
