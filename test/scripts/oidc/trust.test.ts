import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextOf } from '../../../scripts/policy/condition.ts'
import { issuer, mayAssume, readTrust } from '../../../scripts/oidc/trust.ts'

const main = 'repo:o/r:ref:refs/heads/main'
const provider = `arn:aws:iam::000000000000:oidc-provider/${issuer}`
const allow = {
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${issuer}:sub`]: main } },
}
const trustOf = (...Statement: object[]) =>
  readTrust(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })))
const isIn = (...statements: object[]) =>
  mayAssume(trustOf(...statements), contextOf({ [`${issuer}:SUB`]: main }))

test('an allow lets a job assume the role, unless a deny applies too', () => {
  assert.equal(isIn(allow), true)
  assert.equal(isIn(allow, { ...allow, Effect: 'Deny' }), false)
  assert.equal(isIn({ ...allow, Effect: 'Deny' }), false)
})

test('the action may be a pattern, and the principal everybody', () => {
  assert.equal(isIn({ ...allow, Action: 'sts:Assume*' }), true)
  assert.equal(isIn({ ...allow, NotAction: 'sts:TagSession', Action: undefined }), true)
  assert.equal(isIn({ ...allow, Action: 'sts:AssumeRole' }), false)
  assert.equal(isIn({ ...allow, Principal: '*' }), true)
})

test('statements about another provider are not about GitHub', () => {
  const other = { ...allow, Principal: { Federated: `${provider}.example.com` } }
  assert.deepEqual(trustOf(other).github, [])
  assert.equal(isIn(other), false)
})

test('a condition that is not known before a job runs is named', () => {
  const asked = (Condition: object) => () => isIn({ ...allow, Condition })
  assert.throws(asked({ NumericEquals: { [`${issuer}:sub`]: '1' } }), {
    message: 'the operator NumericEquals does not apply to the claims of a token',
  })
  assert.throws(asked({ StringEquals: { [`${issuer}:sub`]: '${aws:x}' } }), {
    message: 'the policy variable in "${aws:x}" is not known before a job runs',
  })
})
