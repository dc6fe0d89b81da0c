import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextOf, holds as emulatorHolds } from '../../../localstack/access/policy/condition.ts'
import { holds } from '../../../scripts/oidc/conditions.ts'

/** Two evaluators written apart must agree: the scripts may not use the emulator's. */

const names = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike']
const operators = [...names, 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'].flatMap(
  (name) =>
    ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((set) => [
      `${set}${name}`,
      `${set}${name}IfExists`,
    ]),
)
const patterns = [
  ['repo:o/r:ref:refs/heads/main'],
  ['repo:o/r:*'],
  ['repo:o/?:*', 'x'],
  ['*'],
  ['REPO:O/R:REF:REFS/HEADS/MAIN'],
  ['repo:o/r:ref:refs/heads/m?in'],
  [''],
]
const subjects = ['repo:o/r:ref:refs/heads/main', 'repo:o/r.x:environment:e', '', undefined]

test('every operator on every pattern and subject is as the emulator has it', () => {
  let cases = 0
  for (const operator of [...operators, 'Null'])
    for (const values of operator === 'Null' ? [['true'], ['false']] : patterns)
      for (const subject of subjects) {
        const condition = { operator, key: 'token:SUB', values }
        const keys = new Map(subject === undefined ? [] : [['token:sub', subject]])
        const context = contextOf({ 'token:sub': subject })
        assert.equal(
          holds(condition, keys),
          emulatorHolds(condition, { context, version: '2012-10-17' }),
          JSON.stringify({ ...condition, subject }),
        )
        cases++
      }
  assert.ok(cases > 900, String(cases))
})

test('what cannot be read is named instead of guessed', () => {
  const keys = new Map([['k', 'v']])
  assert.throws(() => holds({ operator: 'NumericEquals', key: 'k', values: ['1'] }, keys), {
    message: "the operator NumericEquals is not one for a token's claims",
  })
  assert.throws(() => holds({ operator: 'StringEquals', key: 'k', values: ['${aws:x}'] }, keys), {
    message: 'the policy variable in "${aws:x}" is not known before a job runs',
  })
})
