import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLogStream } from '../../../localstack/services/ecs/task/awslogs.ts'
import { checkPlace } from '../../../localstack/kernel/region.ts'
import { openScope } from '../../support/scope.ts'

test('accounts and regions that exist are accepted, and the place of public repositories', () => {
  for (const region of ['us-east-1', 'mx-central-1', 'cn-northwest-1', 'us-gov-east-1', 'public'])
    checkPlace('000000000000', region)
})

for (const [account, region] of [
  ['000000000000', '..'],
  ['000000000000', 'a|b'],
  ['000000000000', ''],
  ['000000000000', 'nowhere-1'],
  ['..', 'us-east-1'],
  ['', 'us-east-1'],
  ['1234567890123', 'us-east-1'],
] as const)
  test(`account '${account}' in region '${region}' is rejected`, () => {
    assert.throws(() => checkPlace(account, region), { name: 'ValidationError' })
  })

test('a task whose logs go to a region that AWS does not have cannot start', () => {
  const destination = { region: 'nowhere-1', group: '/ecs/app', stream: 'app' }
  const container = { name: 'app' } as Parameters<typeof openLogStream>[2]['container']
  const task = {} as Parameters<typeof openLogStream>[1]
  assert.throws(() => openLogStream(openScope(), task, { destination, container }), {
    name: 'TaskFailure',
    message: /lookup logs\.nowhere-1\.amazonaws\.com: no such host$/,
  })
})
