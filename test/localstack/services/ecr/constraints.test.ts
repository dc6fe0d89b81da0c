import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ecr } from '../../../../localstack/services/ecr/index.ts'
import { ecrPublic } from '../../../../localstack/services/ecr-public/index.ts'
import { loadModel, type Model } from '../../../../localstack/wire/model.ts'
import { type BadInput, badInputs } from '../../../support/constraints.ts'
import { openTarget, type Target } from '../../../support/target.ts'

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

/** A call as any client makes it, but without a client that would look at the input first. */
async function refusal({ targetPrefix, signingName }: Model, { operation, input }: BadInput) {
  const response = await fetch(target.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${targetPrefix}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  })
  const { __type, message } = (await response.json()) as { __type: string; message: string }
  return `${response.status} ${__type}: ${message}`
}

/** ECR has words of its own about what is missing, and about the length and the pattern of texts. */
const must = ({ constraint, type }: BadInput) =>
  constraint === 'not be null' || (type === 'string' && !constraint.includes('enum'))
    ? 'must'
    : 'Member must'

for (const [service, atLeast] of [
  [ecr, 350],
  [ecrPublic, 160],
] as const)
  test(`${service.name} refuses what its model rules out, and names the member`, async () => {
    const model = loadModel(service.name)
    const bad = Object.keys(service.operations).flatMap((name) => badInputs(model, name))
    for (const input of bad)
      assert.equal(
        await refusal(model, input),
        `400 InvalidParameterException: Invalid parameter at '${input.path}' failed to satisfy constraint: '${must(input)} ${input.constraint}'`,
        input.operation,
      )
    assert.ok(bad.length >= atLeast, `only ${bad.length} constraints were found`)
  })

test('AWS words an item of a list like this', async () => {
  for (const [operation, input, message] of [
    [
      'GetAuthorizationToken',
      { registryIds: ['12345678901'] },
      "Invalid parameter at 'registryIds' failed to satisfy constraint: 'Member must satisfy constraint: [Member must satisfy regular expression pattern: [0-9]{12}]'",
    ],
    [
      'BatchGetImage',
      { repositoryName: 'app', imageIds: [] },
      "Invalid parameter at 'imageIds' failed to satisfy constraint: 'Member must have length greater than or equal to 1'",
    ],
    [
      'DescribeRepositories',
      { maxResults: 10_000 },
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
    ],
  ] as const)
    assert.equal(
      await refusal(loadModel('ecr'), { operation, input, path: '', constraint: '', type: 'list' }),
      `400 InvalidParameterException: ${message}`,
    )
})
