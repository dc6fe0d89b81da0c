import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadModel } from '../../../localstack/model.ts'
import { validate, validationSentence } from '../../../localstack/protocol/validate.ts'

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
