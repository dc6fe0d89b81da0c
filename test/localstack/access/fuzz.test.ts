import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsError } from '../../../localstack/kernel/errors.ts'
import { decideAccess, type Policies, type Question } from '../../../localstack/access/decide.ts'
import { contextOf } from '../../../scripts/policy/condition.ts'
import {
  parsePolicy,
  type PolicyDocument,
  type Statement,
} from '../../../scripts/policy/document.ts'
import { checkIdentityPolicy } from '../../../localstack/services/iam/policy-rules.ts'

const rounds = 4000

/** Mulberry32: the same numbers in every run. */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const actions = [
  'ecr:PutImage',
  'ecs:RunTask',
  'iam:PassRole',
  'ecr:*',
  '*',
  'e*:?ut*',
  'sts:Assume*',
]
const resources = [
  '*',
  'arn:aws:ecr:*:*:repository/*',
  'arn:aws:ecr:us-east-1:000000000001:repository/web',
  'arn:aws:ecs:us-east-1:000000000001:task-definition/web:*',
  'arn:aws:*',
  'arn:aws:ecr:::${aws:username}',
  'arn:aws:ecr:us-east-1:000000000001:repository/${aws:Hidden}',
  '${',
  '',
  '***?*',
]
const keys = [
  'aws:username',
  'aws:RequestTag/team',
  'ecs:cluster',
  'aws:Hidden',
  'ecr:Hidden',
  'AWS:USERNAME',
]
const values = [
  'a',
  'web',
  '*',
  '5',
  'true',
  '2026-01-01',
  '10.0.0.0/8',
  '${aws:username}',
  '${aws:Hidden}',
  '',
]
const operators = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
]
const principals = ['*', { AWS: '*' }, { AWS: '000000000001' }, { Service: 'ecs.amazonaws.com' }]

const isKnown = (key: string) => !key.toLowerCase().includes('hidden')

class Dice {
  readonly #next: () => number
  constructor(seed: number) {
    this.#next = random(seed)
  }

  chance = (likely: number) => this.#next() < likely
  one = <T>(items: readonly T[]): T => items[Math.floor(this.#next() * items.length)]!
  some = <T>(items: readonly T[]): T[] =>
    Array.from({ length: 1 + Math.floor(this.#next() * 3) }, () => this.one(items))

  statement(withPrincipal: boolean) {
    const condition = Object.fromEntries(
      Array.from({ length: this.chance(0.6) ? 1 : 0 }, () => [this.operator(), this.block()]),
    )
    return {
      Effect: this.chance(0.75) ? 'Allow' : 'Deny',
      [this.chance(0.85) ? 'Action' : 'NotAction']: this.some(actions),
      [this.chance(0.85) ? 'Resource' : 'NotResource']: this.some(resources),
      ...(withPrincipal && {
        [this.chance(0.8) ? 'Principal' : 'NotPrincipal']: this.one(principals),
      }),
      Condition: condition,
    }
  }

  operator() {
    if (this.chance(0.1)) return 'Null'
    const set = this.one(['', '', 'ForAnyValue:', 'ForAllValues:'])
    return set + this.one(operators) + this.one(['', 'IfExists'])
  }

  block = () => Object.fromEntries(this.some(keys).map((key) => [key, this.some(values)]))

  policy(withPrincipal = false): PolicyDocument {
    const Version = this.one(['2012-10-17', '2008-10-17'])
    const Statement = this.some([0]).map(() => this.statement(withPrincipal))
    return parsePolicy(JSON.stringify({ Version, Statement }))
  }

  maybe = <T>(make: () => T): T | undefined => (this.chance(0.3) ? make() : undefined)

  policies(): Policies {
    return {
      identity: [this.policy(), this.policy()],
      boundary: this.maybe(() => [this.policy()]),
      session: this.maybe(() => [this.policy()]),
      resource: this.maybe(() => [this.policy(true)]),
    }
  }

  question(): Question {
    const names = ['arn:aws:iam::000000000001:user/a', 'arn:aws:iam::000000000001:root']
    const known = Object.fromEntries(
      keys.filter(isKnown).map((key) => [key, this.chance(0.5) ? this.some(values) : undefined]),
    )
    return {
      action: this.one(actions),
      resource: this.one(resources),
      principals: names.map((value) => ({ type: 'AWS', value })),
      self: [{ type: 'AWS', value: names[0]! }],
      role: [],
      sameAccount: this.chance(0.7),
      policyDecides: this.chance(0.2),
      context: contextOf(known),
      isKnown,
    }
  }
}

/** Whether a statement depends on what is not known; before 2012 there were no policy variables. */
const asksForUnknown = (statement: Statement, { version }: PolicyDocument) =>
  statement.conditions.some(({ key }) => !isKnown(key)) ||
  (version === '2012-10-17' && JSON.stringify(statement).includes('Hidden}'))

const denyAll = parsePolicy(
  JSON.stringify({ Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }),
)

const withoutAllows = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  statements: document.statements.filter(({ effect }) => effect === 'Deny'),
})

test(`of ${rounds} random questions none crashes, and none is allowed by what is not known`, () => {
  const dice = new Dice(20261121)
  let allowed = 0
  for (let round = 0; round < rounds; round++) {
    const policies = dice.policies()
    const question = dice.question()
    const verdict = decideAccess(policies, question)
    const what = JSON.stringify({
      policies,
      question: { ...question, context: [...question.context] },
    })
    const identity = policies.identity as PolicyDocument[]
    if (verdict.decision === 'allowed') {
      allowed++
      assert.ok(verdict.statements.length > 0, what)
      for (const statement of verdict.statements) {
        assert.equal(statement.effect, 'Allow', what)
        const all = [
          policies.identity,
          policies.boundary,
          policies.session,
          policies.resource,
        ].flat() as PolicyDocument[]
        const home = all.find((document) => document?.statements.includes(statement))!
        assert.equal(asksForUnknown(statement, home), false, what)
      }
    }
    const denied = decideAccess({ ...policies, identity: [...identity, denyAll] }, question)
    assert.equal(denied.decision, 'explicitDeny', what)
    const silent = decideAccess(
      {
        ...policies,
        identity: identity.map(withoutAllows),
        resource: policies.resource?.map(withoutAllows),
      },
      question,
    )
    assert.notEqual(silent.decision, 'allowed', what)
  }
  assert.ok(allowed > rounds / 50, `only ${allowed} were allowed`)
})

test('a policy that is damaged anywhere is parsed or refused, and nothing else', () => {
  const dice = new Dice(7)
  const alphabet = [...'{}[]",:*?$ \\aE0']
  for (let round = 0; round < rounds; round++) {
    const text = [
      ...JSON.stringify({ Version: '2012-10-17', Statement: [dice.statement(dice.chance(0.5))] }),
    ]
    for (const place of dice.some([...text.keys()])) text[place] = dice.one(alphabet)
    try {
      checkIdentityPolicy(text.join(''))
    } catch (error) {
      assert.ok(error instanceof AwsError, text.join(''))
    }
  }
})
