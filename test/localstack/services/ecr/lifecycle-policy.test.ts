import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  type ECRClient,
  GetLifecyclePolicyCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf } from './client.ts'

let target: Target
let ecr: ECRClient
const repositoryName = unique('lifecycle')
before(async () => {
  target = await openTarget()
  ecr = clientOf(target)
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
})
after(() => target[Symbol.asyncDispose]())

const put = (lifecyclePolicyText: string) =>
  ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))

const ruleOf = (selection: object = {}, rule: object = {}) => ({
  rulePriority: 1,
  description: 'a rule of the test, described at a length that keeps the text over 100 characters',
  selection: {
    tagStatus: 'untagged',
    countType: 'imageCountMoreThan',
    countNumber: 1,
    ...selection,
  },
  action: { type: 'expire' },
  ...rule,
})

/** Images of the archive, as long there as they have to be. */
const archived = {
  storageClass: 'archive',
  countType: 'sinceImageTransitioned',
  countUnit: 'days',
  countNumber: 90,
}

const tagged = (priority: number) =>
  ruleOf({ tagStatus: 'tagged', tagPrefixList: [`v${priority}`] }, { rulePriority: priority })

test('a policy is kept, shown and deleted', async () => {
  const lifecyclePolicyText = JSON.stringify({
    rules: [
      ruleOf({ countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 }),
      ruleOf({ tagStatus: 'tagged', tagPatternList: ['v*'] }, { rulePriority: 2 }),
      ruleOf(
        { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days' },
        { rulePriority: 8, action: { type: 'transition', targetStorageClass: 'archive' } },
      ),
      ruleOf({ ...archived, tagStatus: 'any' }, { rulePriority: 9 }),
    ],
  })
  await put(lifecyclePolicyText)
  const shown = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))
  assert.equal(shown.lifecyclePolicyText, lifecyclePolicyText)
  await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }))
  for (const command of [GetLifecyclePolicyCommand, DeleteLifecyclePolicyCommand])
    await assert.rejects(ecr.send(new command({ repositoryName })), {
      name: 'LifecyclePolicyNotFoundException',
      message: `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '${account}'`,
    })
})

const refused: Record<string, [rules: unknown, message: string]> = {
  'no rules': [undefined, 'object has missing required properties (["rules"])'],
  'an empty list of rules': [
    [],
    'array is too short: must have at least 1 elements but instance has 0 elements',
  ],
  '51 rules': [
    Array.from({ length: 51 }, (_, index) => tagged(index + 1)),
    'array is too long: must have at most 50 elements but instance has 51 elements',
  ],
  'a rule without action': [
    [ruleOf({}, { action: undefined })],
    'object has missing required properties (["action"])',
  ],
  'an unknown key': [
    [ruleOf({}, { name: 'x' })],
    'object instance has properties which are not allowed by the schema: ["name"]',
  ],
  'priority 0': [
    [ruleOf({}, { rulePriority: 0 })],
    'numeric instance is lower than the required minimum (minimum: 1, found: 0)',
  ],
  'a priority that is no number': [
    [ruleOf({}, { rulePriority: '1' })],
    'instance type (string) does not match any allowed primitive type (allowed: ["integer"])',
  ],
  'count 0': [
    [ruleOf({ countNumber: 0 })],
    'numeric instance is lower than the required minimum (minimum: 1, found: 0)',
  ],
  'an unknown count type': [
    [ruleOf({ countType: 'often' })],
    'instance value ("often") not found in enum (possible values: ["imageCountMoreThan","sinceImagePulled","sinceImagePushed","sinceImageTransitioned"])',
  ],
  'the same priority twice': [[tagged(3), tagged(3)], 'Duplicate priority in multiple rules'],
  'any before others': [
    [ruleOf({ tagStatus: 'any' }), tagged(2)],
    'Rule for tagStatus=ANY must have the highest rulePriority',
  ],
  'any twice': [
    [ruleOf({ tagStatus: 'any' }), ruleOf({ tagStatus: 'any' }, { rulePriority: 2 })],
    'Only one rule can specify tagStatus=ANY',
  ],
  'untagged twice': [
    [ruleOf(), ruleOf({}, { rulePriority: 2 })],
    'Only one rule can select Untagged images per storage class.',
  ],
  'tagged without a list': [
    [ruleOf({ tagStatus: 'tagged' })],
    'Must specify tagPrefixList or tagPatternList',
  ],
  'tagged with both lists': [
    [ruleOf({ tagStatus: 'tagged', tagPrefixList: ['v'], tagPatternList: ['v*'] })],
    'If policy has a tagged rule, it must specify only one of tagPrefixList or tagPatternList',
  ],
  'untagged with a list': [
    [ruleOf({ tagPrefixList: ['v'] })],
    'Cannot specify tagPrefixList with tagStatus untagged',
  ],
  'any with a list': [
    [ruleOf({ tagStatus: 'any', tagPatternList: ['v*'] })],
    'Cannot specify tagPatternList with tagStatus any',
  ],
  'days with a count': [
    [ruleOf({ countUnit: 'days' })],
    'Cannot specify countUnit with countType imageCountMoreThan',
  ],
  'an age without days': [
    [ruleOf({ countType: 'sinceImagePushed' })],
    'Must specify countUnit with countType sinceImagePushed',
  ],
  hours: [
    [ruleOf({ countType: 'sinceImagePushed', countUnit: 'hours' })],
    'instance value ("hours") not found in enum (possible values: ["days"])',
  ],
  'archived images by another age': [
    [ruleOf({ countType: 'sinceImagePushed', countUnit: 'days', storageClass: 'archive' })],
    'SINCE_IMAGE_PUSHED, SINCE_IMAGE_PULLED and IMAGE_COUNT_MORE_THAN support the STANDARD storage class only',
  ],
  'images of no class that were archived': [
    [ruleOf({ countType: 'sinceImageTransitioned', countUnit: 'days' })],
    'Must specify storageClass archive with countType sinceImageTransitioned',
  ],
  'an end in the archive too soon': [
    [ruleOf({ ...archived, countNumber: 89 })],
    'countNumber must be at least 90 with countType sinceImageTransitioned',
  ],
  'a transition of what is archived': [
    [ruleOf(archived, { action: { type: 'transition', targetStorageClass: 'archive' } })],
    'SINCE_IMAGE_TRANSITIONED supports the EXPIRE action only',
  ],
  'an end of what is not pulled': [
    [ruleOf({ countType: 'sinceImagePulled', countUnit: 'days' })],
    'SINCE_IMAGE_PULLED supports the TRANSITION action only',
  ],
  'an unknown action': [
    [ruleOf({}, { action: { type: 'delete' } })],
    'instance value ("delete") not found in enum (possible values: ["expire","transition"])',
  ],
  'an unknown target': [
    [ruleOf({}, { action: { type: 'transition', targetStorageClass: 'glacier' } })],
    'instance value ("glacier") not found in enum (possible values: ["archive"])',
  ],
  'five wildcards': [
    [ruleOf({ tagStatus: 'tagged', tagPatternList: ['*a*b*c*d*'] })],
    'Invalid tag pattern *a*b*c*d*',
  ],
}
for (const [what, [rules, message]] of Object.entries(refused))
  test(`${what} is refused`, async () => {
    const text = JSON.stringify(rules === undefined ? { rule: 'x'.repeat(100) } : { rules })
    await assert.rejects(put(text.padEnd(100)), {
      name: 'InvalidParameterException',
      message: `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${message}'`,
    })
  })

for (const text of ['no json', '"text"', '[]'])
  test(`${text} is not a policy at all`, async () => {
    await assert.rejects(put(text.padEnd(100)), {
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy'",
    })
  })

test('a transition says where to, and only to the archive', async () => {
  const unmappable = {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy'",
  }
  for (const action of [{ type: 'transition' }, { type: 'expire', targetStorageClass: 'archive' }])
    await assert.rejects(put(JSON.stringify({ rules: [ruleOf({}, { action })] })), unmappable)
})

test('a text that is too short is none', async () => {
  await assert.rejects(put('{"rules":[]}'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'lifecyclePolicyText' failed to satisfy constraint: 'must have length greater than or equal to 100'",
  })
})
