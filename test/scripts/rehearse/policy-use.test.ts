import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { compareUse, type IamRequest } from '../../../scripts/rehearse/policy-use.ts'
import { policyLines } from '../../../scripts/rehearse/policy-table.ts'

const role = {
  name: 'shop-deploy',
  policies: {
    deploy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Register',
          Effect: 'Allow',
          Action: ['ecs:RegisterTaskDefinition', 'ecs:Describe*'],
          Resource: '*',
        },
        {
          Sid: 'Pass',
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: ['arn:aws:iam::1:role/one', 'arn:aws:iam::1:role/two'],
        },
        { Sid: 'Never', Effect: 'Deny', Action: 'ecs:DeleteCluster', Resource: '*' },
      ],
    },
    diagnose: {
      Version: '2012-10-17',
      Statement: { Sid: 'See', Effect: 'Allow', Action: 'ecs:ListTasks', Resource: '*' },
    },
  },
}

const request = (action: string, resource: string, more: Partial<IamRequest> = {}): IamRequest => ({
  principal: 'arn:aws:iam::1:role/shop-deploy',
  action,
  resource,
  decision: 'allowed',
  operation: action,
  ...more,
})

test('a permission is used by the requests of its role that its action and resource match', () => {
  const [use] = compareUse(
    [role],
    [
      request('ecs:describeservices', 'arn:aws:ecs:r:1:service/a/b'),
      request('iam:PassRole', 'arn:aws:iam::1:role/one'),
      request('ecs:RegisterTaskDefinition', '*', { principal: 'arn:aws:iam::1:role/other' }),
    ],
  )
  assert.equal(use!.granted, 5)
  assert.deepEqual(
    use!.unused.map(({ sid, action, resource }) => [sid, action, resource]),
    [
      ['Register', 'ecs:RegisterTaskDefinition', '*'],
      ['Pass', 'iam:PassRole', 'arn:aws:iam::1:role/two'],
      ['See', 'ecs:ListTasks', '*'],
    ],
  )
  assert.deepEqual(use!.missing, [])
})

test('a denied permission is missing, unless it was allowed later', () => {
  const denied = {
    decision: 'denied',
    reason: 'because no identity-based policy allows it',
  } as const
  const missing = request('ecs:UpdateService', 'arn:x', denied)
  const [use] = compareUse(
    [role],
    [missing, request('ecs:CreateService', '*', denied), request('ecs:CreateService', '*')],
  )
  assert.deepEqual(use!.missing, [missing])
})

test('the table shows missing and unused permissions, and those for failures', () => {
  const uses = compareUse(
    [
      role,
      { name: 'shop-task', policies: {} },
      { name: 'shop-execution', policies: { e: role.policies.diagnose } },
    ],
    [
      request('iam:PassRole', 'arn:aws:iam::1:role/one'),
      request('iam:PassRole', 'arn:aws:iam::1:role/two'),
      request('ecs:DescribeServices', '*'),
      request('ecs:UpdateService', 'arn:x', { decision: 'denied', reason: 'no policy allows it' }),
    ],
  )
  assert.deepEqual(policyLines(uses, new PassThrough() as unknown as NodeJS.WriteStream), [
    'shop-deploy: 3 of 5 permissions used, 1 missing',
    '  ✘ ecs:UpdateService needs ecs:UpdateService on arn:x: no policy allows it',
    '  - not used: deploy Register on *',
    '      ecs:RegisterTaskDefinition',
    '  - for a failure: diagnose See on *',
    '      ecs:ListTasks',
    'shop-task: 0 of 0 permissions used',
    'shop-execution: no call was made with it',
  ])
})
