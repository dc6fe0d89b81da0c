import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AwsError, awsError } from '../../../localstack/kernel/errors.ts'
import { loadModel, type Model } from '../../../localstack/wire/model.ts'
import { jsonProtocol } from '../../../localstack/wire/json.ts'

const ecr = loadModel('ecr')
const ecs = loadModel('ecs')
const request = (body: string) => ({ headers: {}, body: Buffer.from(body) })

test('members the model does not know are dropped in both directions', () => {
  assert.deepEqual(
    jsonProtocol.decode(ecr, 'CreateRepository', request('{"repositoryName":"web","extra":1}')),
    {
      repositoryName: 'web',
    },
  )
  const output = { repository: { repositoryName: 'web', secret: 1 } }
  assert.equal(
    jsonProtocol.encode(ecr, 'CreateRepository', output, 'id').body,
    '{"repository":{"repositoryName":"web"}}',
  )
})

test('an empty body is an empty input', () => {
  assert.deepEqual(jsonProtocol.decode(ecr, 'DescribeRepositories', request('')), {})
})

test('timestamps are epoch seconds with fractions and blobs are base64', () => {
  const output = { repository: { createdAt: new Date(1500) } }
  assert.equal(
    jsonProtocol.encode(ecr, 'CreateRepository', output, 'id').body,
    '{"repository":{"createdAt":1.5}}',
  )
  const part = {
    layerPartBlob: 'aGk=',
    repositoryName: 'web',
    uploadId: 'u',
    partFirstByte: 0,
    partLastByte: 1,
  }
  const decoded = jsonProtocol.decode(ecr, 'UploadLayerPart', request(JSON.stringify(part)))
  assert.deepEqual(decoded.layerPartBlob, Buffer.from('hi'))
})

const sentence = (model: Model, operation: string, input: unknown): string => {
  try {
    jsonProtocol.decode(model, operation, request(JSON.stringify(input)))
  } catch (error) {
    const { code, message } = error as AwsError
    assert.equal(code, 'SerializationException')
    return message
  }
  return 'accepted'
}

test('a value of the wrong type is a SerializationException with the sentence of ECS', () => {
  const container = (members: object) => ({ containerDefinitions: [members] })
  for (const [input, message] of [
    [container({ cpu: '256' }), 'STRING_VALUE cannot be converted to Integer'],
    [container({ memory: true }), 'TRUE_VALUE cannot be converted to Integer'],
    [container({ memory: [1] }), 'Unrecognized collection type class java.lang.Integer'],
    [{ cpu: 256 }, 'NUMBER_VALUE cannot be converted to String'],
    [{ cpu: 0.25 }, 'DECIMAL_VALUE cannot be converted to String'],
    [{ cpu: false }, 'FALSE_VALUE cannot be converted to String'],
    [{ cpu: {} }, 'Start of structure or map found where not expected'],
    [container({ essential: 'perhaps' }), 'Unexpected token received from parser'],
    [container({ essential: 1 }), 'NUMBER_VALUE cannot be converted to Boolean'],
    [{ containerDefinitions: 'web' }, 'Unexpected field type'],
    [{ containerDefinitions: {} }, 'Start of structure or map found where not expected'],
    [{ runtimePlatform: 'LINUX' }, 'Unexpected field type'],
    [
      [],
      'Unrecognized collection type class com.amazonaws.madison.frontend.RegisterTaskDefinitionRequest',
    ],
  ] as const)
    assert.equal(sentence(ecs, 'RegisterTaskDefinition', input), message)
})

test('the other services have the sentences of the older reader', () => {
  for (const [operation, input, message] of [
    ['DescribeImages', { maxResults: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    ['DescribeImages', { maxResults: true }, 'TRUE_VALUE can not be converted to an Integer'],
    ['DescribeImages', { maxResults: [1] }, 'Start of list found where not expected'],
    ['DescribeImages', { maxResults: {} }, 'Start of structure or map found where not expected.'],
    ['DescribeImages', { nextToken: 1.5 }, 'NUMBER_VALUE can not be converted to a String'],
    ['DescribeImages', { nextToken: false }, 'FALSE_VALUE can not be converted to a String'],
    ['DescribeImages', { imageIds: 'x' }, 'Expected list or null'],
    ['DescribeImages', { imageIds: {} }, 'Start of structure or map found where not expected.'],
    ['DescribeImages', { filter: 'x' }, 'Expected null'],
    ['DescribeImages', { filter: [] }, 'Start of list found where not expected'],
    ['DescribeImages', [], 'Start of list found where not expected'],
    ['CreateRepository', { repositoryName: 7 }, 'NUMBER_VALUE can not be converted to a String'],
  ] as const)
    assert.equal(sentence(ecr, operation, input), message)
})

test('what AWS converts is accepted', () => {
  const decode = (input: object) =>
    jsonProtocol.decode(ecs, 'UpdateService', request(JSON.stringify(input)))
  assert.deepEqual(decode({ desiredCount: 1.9 }), { desiredCount: 1 })
  assert.deepEqual(decode({ desiredCount: 1e12 }), { desiredCount: 2 ** 31 - 1 })
  assert.deepEqual(decode({ forceNewDeployment: 'True' }), { forceNewDeployment: true })
  assert.deepEqual(decode({ forceNewDeployment: 'no' }), { forceNewDeployment: false })
  assert.deepEqual(decode({ loadBalancers: [null], platformVersion: null }), { loadBalancers: [] })
})

test('a body that is not JSON is a SerializationException without a sentence', () => {
  assert.throws(() => jsonProtocol.decode(ecr, 'DescribeImages', request('{')), {
    code: 'SerializationException',
    message: '',
  })
})

test("errors carry the model's status and the shape's name", () => {
  const refused = jsonProtocol.error(ecr, awsError('RepositoryNotFoundException', 'gone'), 'id')
  assert.equal(refused.status, 400)
  assert.equal(refused.body, '{"__type":"RepositoryNotFoundException","message":"gone"}')
})
