import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsError } from '../../../localstack/kernel/errors.ts'
import { loadModel } from '../../../localstack/wire/model.ts'
import { jsonProtocol } from '../../../localstack/wire/json.ts'

const ecr = loadModel('ecr')
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

test('a value of the wrong type is a SerializationException that names the member', () => {
  assert.throws(
    () => jsonProtocol.decode(ecr, 'CreateRepository', request('{"repositoryName":7}')),
    {
      code: 'SerializationException',
      message: 'repositoryName is not a string.',
    },
  )
})

test("errors carry the model's status and the shape's name", () => {
  const refused = jsonProtocol.error(ecr, awsError('RepositoryNotFoundException', 'gone'), 'id')
  assert.equal(refused.status, 400)
  assert.equal(refused.body, '{"__type":"RepositoryNotFoundException","message":"gone"}')
})
