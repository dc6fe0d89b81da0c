import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadModel } from '../../../localstack/wire/model.ts'
import { validate, validationSentence } from '../../../localstack/wire/validate.ts'

const elbv2 = loadModel('elbv2')
const sentence = (shape: string, input: object) => validationSentence(validate(elbv2, shape, input))

test('input that the model allows has no violations', () => {
  assert.deepEqual(
    validate(elbv2, 'CreateTargetGroupInput', { Name: 'web', Port: 80, Protocol: 'HTTP' }),
    [],
  )
})

test('a missing required member is null to AWS', () => {
  assert.equal(
    sentence('CreateTargetGroupInput', {}),
    "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
  )
})

test('a value outside an enum is named with the whole set', () => {
  assert.match(
    sentence('CreateTargetGroupInput', { Name: 'web', TargetType: 'pod' }),
    /^1 validation error detected: Value 'pod' at 'targetType' failed to satisfy constraint: Member must satisfy enum value set: \[instance, ip, lambda, alb\]$/,
  )
})

test('violations are counted and listed together, numbers by value and lists by path', () => {
  assert.equal(
    sentence('CreateTargetGroupInput', { Name: 'web', Port: 70000, Tags: [{ Key: '' }] }),
    "2 validation errors detected: Value '70000' at 'port' failed to satisfy constraint: Member must have value less than or equal to 65535; " +
      "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
  )
})

test('a pattern matches the whole value', () => {
  const [violation] = validate(loadModel('ecr'), 'CreateRepositoryRequest', {
    repositoryName: 'Upper/case',
  })
  assert.equal(violation?.kind, 'pattern')
  assert.equal(violation?.path, 'repositoryName')
})

test('a secret that is refused is not repeated', () => {
  const input = { SecretId: 'db', SecretString: 'x'.repeat(65537) }
  assert.equal(
    validationSentence(validate(loadModel('secretsmanager'), 'PutSecretValueRequest', input)),
    "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  )
})

test('a hundred violations are reported at most, with values shortened', () => {
  const Tags = Array.from({ length: 10_000 }, () => ({ Key: ' ', Value: `!${'x'.repeat(10_000)}` }))
  const violations = validate(elbv2, 'CreateTargetGroupInput', { Name: 'web', Tags })
  assert.equal(violations.length, 100)
  const text = validationSentence(violations)
  assert.ok(text.length < 100_000, `${text.length} characters`)
  assert.match(
    text,
    /^100 validation errors detected: Value '!x{255}\.\.\.' at 'tags\.1\.member\.value'/,
  )
})

test('a value that is far too long is not tested against the pattern, too', () => {
  const kinds = (repositoryName: string) =>
    validate(loadModel('ecr'), 'CreateRepositoryRequest', { repositoryName }).map(
      ({ kind }) => kind,
    )
  assert.deepEqual(kinds('A'.repeat(300)), ['length', 'pattern'])
  assert.deepEqual(kinds('A'.repeat(30_000)), ['length'])
})

test('bytes are shown by their length', () => {
  const input = { layerPartBlob: Buffer.alloc(20_971_521) }
  const violation = validate(loadModel('ecr'), 'UploadLayerPartRequest', input).find(
    ({ kind }) => kind === 'length',
  )
  assert.match(
    validationSentence([violation!]),
    /Value 'java\.nio\.HeapByteBuffer\[pos=0 lim=20971521 cap=20971521\]' at 'layerPartBlob'/,
  )
})

test('the items of a list of texts have one message, which does not say which item it is', () => {
  const ssm = loadModel('ssm')
  const sentenceOf = (input: object) =>
    validationSentence(validate(ssm, 'GetParametersRequest', input))
  assert.match(
    sentenceOf({ Names: ['a', ''] }),
    /^1 validation error detected: Value '\[a, \]' at 'names' failed to satisfy constraint: Member must satisfy constraint: \[Member must have length less than or equal to 2048, Member must have length greater than or equal to 1\]$/,
  )
})
