import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextOf } from '../../../scripts/policy/condition.ts'
import { parsePolicy } from '../../../scripts/policy/document.ts'
import { evaluate } from '../../../scripts/policy/evaluate.ts'

type Keys = Record<string, string | string[] | undefined>

const yes = 'allowed'
const no = 'implicitDeny'

function decide(
  statements: object[],
  request: Partial<Parameters<typeof evaluate>[1]>,
  Version = '2012-10-17',
) {
  const policy = parsePolicy(JSON.stringify({ Version, Statement: statements }))
  return evaluate([policy], {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
    principals: [],
    context: contextOf({}),
    ...request,
  }).outcome
}

const conditions: [
  operator: string,
  values: unknown,
  given: string | string[] | undefined,
  holds: boolean,
][] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a', undefined, false],
  ['StringEquals', 'repo:*', 'repo:x', false],
  ['StringEquals', '${given}', 'a', true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringEqualsIgnoreCase', 'ABC', 'abc', true],
  ['StringNotEqualsIgnoreCase', 'ABC', 'abc', false],
  ['StringLike', 'repo:o/r:*', 'repo:o/r:ref:refs/heads/main', true],
  ['StringLike', 'repo:o/r:*', 'repo:o/r2:ref', false],
  ['StringLike', 'v?', 'v1', true],
  ['StringLike', 'v?', 'v', false],
  ['StringLike', 'a${*}', 'a*', true],
  ['StringLike', 'a${*}', 'ab', false],
  ['StringLike', 'a*b*c', 'aXbYbZc', true],
  ['StringLike', "${absent, 'x'}*", 'xy', true],
  ['StringLike', '${absent}*', 'xy', false],
  ['StringNotLike', '${absent}*', 'xy', true],
  ['StringNotEquals', '${absent}', 'xy', true],
  ['StringEquals', '${absent}', 'xy', false],
  ['StringEquals', "${absent, 'xy'}", 'xy', true],
  ['StringEqualsIgnoreCase', '${given}', 'A', true],
  ['StringNotEqualsIfExists', 'a', undefined, true],
  ['StringNotEqualsIfExists', 'a', 'a', false],
  ['StringLikeIfExists', 'a*', 'b', false],
  ['NumericLessThanIfExists', '5', undefined, true],
  ['NumericLessThanIfExists', '5', '6', false],
  ['NumericNotEquals', '5', undefined, true],
  ['NumericNotEquals', '5', 'five', true],
  ['DateLessThanIfExists', '2026-01-01', undefined, true],
  ['DateGreaterThan', '2026-01-01', 'soon', false],
  ['BoolIfExists', 'true', 'false', false],
  ['IpAddressIfExists', '10.0.0.0/8', undefined, true],
  ['IpAddressIfExists', '10.0.0.0/8', '11.0.0.1', false],
  ['NotIpAddress', '10.0.0.0/8', undefined, true],
  ['ArnLikeIfExists', 'arn:aws:iam::1:role/*', undefined, true],
  ['ArnNotLike', 'arn:aws:iam::1:role/*', undefined, true],
  ['ArnEquals', 'arn:aws:iam::1:role/r', 'r', false],
  ['ForAnyValue:StringLike', ['a*', 'b*'], ['x', 'bc'], true],
  ['ForAnyValue:StringLike', ['a*', 'b*'], ['x', 'y'], false],
  ['ForAnyValue:NumericGreaterThan', '5', ['1', '6'], true],
  ['ForAllValues:NumericGreaterThan', '5', ['1', '6'], false],
  ['ForAllValues:StringLike', ['a*', 'b*'], ['ax', 'bx'], true],
  ['ForAllValues:StringEqualsIgnoreCase', 'a', ['A', 'a'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
  ['ForAllValues:Bool', 'true', undefined, true],
  ['StringNotLike', 'a*', 'abc', false],
  ['StringNotLike', 'a*', 'bc', true],
  ['stringlike', 'a*', 'abc', true],
  ['NumericEquals', '5', '5.0', true],
  ['NumericEquals', 5, '5', true],
  ['NumericNotEquals', '5', '6', true],
  ['NumericLessThan', '5', '5', false],
  ['NumericLessThanEquals', '5', '5', true],
  ['NumericGreaterThan', '5', '6', true],
  ['NumericGreaterThanEquals', '5', '4', false],
  ['NumericLessThan', '5', 'five', false],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-11-21T07:00:00Z', true],
  ['DateLessThan', '2026-01-01', '2026-11-21T07:00:00Z', false],
  ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['DateNotEquals', '2026-01-01T00:00:00Z', '1767225601', true],
  ['DateLessThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
  ['DateGreaterThanEquals', '2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z', false],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', true, 'true', true],
  ['Bool', 'true', 'false', false],
  ['Bool', 'true', undefined, false],
  ['BoolIfExists', 'true', undefined, true],
  ['BinaryEquals', 'QUJD', 'QUJD', true],
  ['BinaryEquals', 'QUJD', 'QUJE', false],
  ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
  ['IpAddress', '10.0.0.0/8', '11.1.2.3', false],
  ['IpAddress', '10.1.2.3', '10.1.2.3', true],
  ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
  ['IpAddress', '10.0.0.0/8', '2001:db8::1', false],
  ['NotIpAddress', '10.0.0.0/8', '11.1.2.3', true],
  ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
  ['ArnEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/a/b', true],
  ['ArnLike', 'arn:aws:iam::*:role/r', 'arn:aws:iam::1:role/r', true],
  ['ArnLike', 'arn:aws:*:role/r', 'arn:aws:iam::1:role/r', false],
  ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b', true],
  ['ArnNotLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/b', false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'a', false],
  ['Null', 'false', 'a', true],
  ['Null', 'false', undefined, false],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAnyValue:StringEquals', 'a', [], false],
  ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
  ['ForAnyValue:StringNotEquals', 'a', undefined, false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringEquals', 'a', [], true],
  ['ForAllValues:StringNotLike', 'a*', ['b', 'c'], true],
  ['ForAllValues:StringNotLike', 'a*', ['b', 'ab'], false],
  ['ForAnyValue:StringLikeIfExists', 'a*', undefined, true],
]

for (const [operator, values, given, holds] of conditions)
  test(`${operator} ${JSON.stringify(values)} ${holds ? 'holds' : 'fails'} for ${JSON.stringify(given) ?? 'an absent key'}`, () => {
    const Condition = { [operator]: { 'aws:Given': values } }
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition }
    const keys: Keys = { 'AWS:given': given, given: Array.isArray(given) ? undefined : given }
    assert.equal(decide([statement], { context: contextOf(keys) }), holds ? yes : no)
  })

const resources: [pattern: object, resource: string, outcome: string][] = [
  [{ Resource: '*' }, 'arn:aws:s3:::b', yes],
  [{ Resource: 'arn:aws:ecs:*:1:service/c/*' }, 'arn:aws:ecs:eu-west-1:1:service/c/s', yes],
  [{ Resource: 'arn:aws:ecs:*:1:service/c/*' }, 'arn:aws:ecs:eu-west-1:1:service/d/s', no],
  [{ Resource: 'arn:aws:ecs:*' }, 'arn:aws:ecs:eu-west-1:1:service/c/s', yes],
  [{ Resource: 'arn:aws:*:service/c/s' }, 'arn:aws:ecs:eu-west-1:1:service/c/s', no],
  [
    { Resource: 'arn:aws:logs:r:1:log-group:a:*' },
    'arn:aws:logs:r:1:log-group:a:log-stream:b',
    yes,
  ],
  [{ Resource: 'ARN:aws:s3:::b' }, 'arn:aws:s3:::b', no],
  [{ Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] }, 'arn:aws:s3:::b', yes],
  [{ NotResource: 'arn:aws:s3:::a' }, 'arn:aws:s3:::b', yes],
  [{ NotResource: 'arn:aws:s3:::b*' }, 'arn:aws:s3:::b', no],
  [{ Resource: 'arn:aws:s3:::home/${aws:username}/*' }, 'arn:aws:s3:::home/ann/x', yes],
  [{ Resource: 'arn:aws:s3:::home/${aws:username}/*' }, 'arn:aws:s3:::home/bob/x', no],
  [{ Resource: 'arn:aws:s3:::home/${aws:missing}/*' }, 'arn:aws:s3:::home//x', no],
  [{ Resource: 'arn:aws:s3:::home/${aws:star}/*' }, 'arn:aws:s3:::home/bob/x', no],
]

for (const [pattern, resource, outcome] of resources)
  test(`${JSON.stringify(pattern)} and ${resource}: ${outcome}`, () => {
    const context = contextOf({ 'aws:username': 'ann', 'aws:star': '*' })
    assert.equal(
      decide([{ Effect: 'Allow', Action: '*', ...pattern }], { resource, context }),
      outcome,
    )
  })

const actions: [pattern: object, outcome: string][] = [
  [{ Action: '*' }, yes],
  [{ Action: 's3:*' }, yes],
  [{ Action: 'S3:getobject' }, yes],
  [{ Action: 's3:Get*' }, yes],
  [{ Action: 's3:Ge?Object' }, yes],
  [{ Action: ['ec2:*', 's3:PutObject'] }, no],
  [{ NotAction: 's3:PutObject' }, yes],
  [{ NotAction: 's3:*' }, no],
]

for (const [pattern, outcome] of actions)
  test(`${JSON.stringify(pattern)} and s3:GetObject: ${outcome}`, () => {
    assert.equal(decide([{ Effect: 'Allow', Resource: '*', ...pattern }], {}), outcome)
  })

const principals: [pattern: object, outcome: string][] = [
  [{ Principal: '*' }, yes],
  [{ Principal: { AWS: '*' } }, yes],
  [{ Principal: { AWS: '000000000001' } }, yes],
  [{ Principal: { AWS: 'arn:aws:iam::000000000001:root' } }, yes],
  [{ Principal: { AWS: 'arn:aws:iam::000000000001:user/a' } }, yes],
  [{ Principal: { AWS: 'arn:aws:iam::000000000001:user/b' } }, no],
  [{ Principal: { Service: 'ecs.amazonaws.com' } }, no],
  [{ Principal: { Service: 'ecs.amazonaws.com', AWS: '000000000001' } }, yes],
  [{ NotPrincipal: { AWS: '000000000001' } }, no],
  [{ NotPrincipal: { AWS: '000000000002' } }, yes],
]

for (const [pattern, outcome] of principals)
  test(`${JSON.stringify(pattern)} and a user of account 1: ${outcome}`, () => {
    const names = ['arn:aws:iam::000000000001:user/a', 'arn:aws:iam::000000000001:root']
    const caller = names.map((value) => ({ type: 'AWS', value }))
    assert.equal(
      decide([{ Effect: 'Allow', Action: '*', ...pattern }], { principals: caller }),
      outcome,
    )
  })

test('an explicit deny beats an allow, in whichever order', () => {
  const allow = { Effect: 'Allow', Action: '*', Resource: '*' }
  const deny = { Effect: 'Deny', Action: 's3:Get*', Resource: '*' }
  assert.equal(decide([allow, deny], {}), 'explicitDeny')
  assert.equal(decide([deny, allow], {}), 'explicitDeny')
  assert.equal(decide([deny], { action: 's3:PutObject' }), no)
})

test('all conditions of a statement must hold', () => {
  const statement = {
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { a: '1', b: '2' }, Null: { c: 'true' } },
  }
  assert.equal(decide([statement], { context: contextOf({ a: '1', b: '2' }) }), yes)
  assert.equal(decide([statement], { context: contextOf({ a: '1', b: '3' }) }), no)
  assert.equal(decide([statement], { context: contextOf({ a: '1', b: '2', c: '' }) }), no)
})

test('version 2008-10-17 has no variables', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::${a}' }
  const context = contextOf({ a: 'b' })
  assert.equal(decide([statement], { resource: 'arn:aws:s3:::b', context }, '2008-10-17'), no)
  assert.equal(decide([statement], { resource: 'arn:aws:s3:::${a}', context }, '2008-10-17'), yes)
})

test('a pattern of many stars does not take for ever', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: `arn:aws:s3:::${'*a'.repeat(200)}` }
  assert.equal(decide([statement], { resource: `arn:aws:s3:::${'a'.repeat(5000)}b` }), no)
})
