import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideAccess, type Question } from '../../../localstack/access/decide.ts'
import { contextOf } from '../../../scripts/policy/condition.ts'
import { parsePolicy } from '../../../scripts/policy/document.ts'

const action = 'ecr:PutImage'
const resource = 'arn:aws:ecr:us-east-1:000000000001:repository/web'
const session = 'arn:aws:sts::000000000001:assumed-role/push/s'
const role = 'arn:aws:iam::000000000001:role/push'
const root = 'arn:aws:iam::000000000001:root'

const policy = (statement: object | undefined) =>
  parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'ecr:Nothing', Resource: '*' },
        ...(statement ? [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*', ...statement }] : []),
      ],
    }),
  )

/** What a policy of the caller says: nothing, an allow, or a deny beside an allow. */
const own = { none: undefined, allow: {}, deny: { Effect: 'Deny' } }

/** What limits the caller: not there, an allow, silence, or a deny. */
const limits = { '-': 'absent', a: {}, n: undefined, d: { Effect: 'Deny' } } as const

const ofResource: Record<string, object | undefined> = {
  'to the session': { Principal: { AWS: session } },
  'to everybody': { Principal: '*' },
  'to the role': { Principal: { AWS: role } },
  'to the account': { Principal: { AWS: root } },
  'to somebody else': { Principal: { AWS: 'arn:aws:iam::000000000001:role/other' } },
  'a deny': { Effect: 'Deny', Principal: { AWS: role } },
  'a deny to all but the role with its session and account': {
    Effect: 'Deny',
    NotPrincipal: { AWS: [role, session, root] },
  },
  'a deny to all but the account': { Effect: 'Deny', NotPrincipal: { AWS: root } },
}

/**
 * Who decides, by the account the resource is in and what its policy grants. Each text is one row: four groups
 * for the boundary (absent, allow, silent, deny), in each four letters for the session policy (likewise).
 * `A` allowed; a small letter an implicit deny and a capital an explicit one, by identity, boundary, session
 * or resource. From https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
const table: [where: string, grants: string, none: string, allow: string, deny: string][] = [
  ['same', 'nothing', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'to the session', 'AAAS AAAS AAAS BBBB', 'AAAS AAAS AAAS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'to everybody', 'AAAS AAAS AAAS BBBB', 'AAAS AAAS AAAS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'to the role', 'AAsS AAsS bbbS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'to the account', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'to somebody else', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['same', 'a deny', 'RRRR RRRR RRRR RRRR', 'RRRR RRRR RRRR RRRR', 'RRRR RRRR RRRR RRRR'],
  [
    'same',
    'a deny to all but the role with its session and account',
    'iiiS iiiS iiiS BBBB',
    'AAsS AAsS bbbS BBBB',
    'IIII IIII IIII IIII',
  ],
  [
    'same',
    'a deny to all but the account',
    'RRRR RRRR RRRR RRRR',
    'RRRR RRRR RRRR RRRR',
    'RRRR RRRR RRRR RRRR',
  ],
  ['other', 'nothing', 'rrrS rrrS rrrS BBBB', 'rrrS rrrS rrrS BBBB', 'IIII IIII IIII IIII'],
  ['other', 'to the session', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['other', 'to everybody', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['other', 'to the role', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['other', 'to the account', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  [
    'other',
    'to somebody else',
    'rrrS rrrS rrrS BBBB',
    'rrrS rrrS rrrS BBBB',
    'IIII IIII IIII IIII',
  ],
  ['other', 'a deny', 'RRRR RRRR RRRR RRRR', 'RRRR RRRR RRRR RRRR', 'RRRR RRRR RRRR RRRR'],
  ['trust', 'to the session', 'AAAS AAAS AAAS BBBB', 'AAAS AAAS AAAS BBBB', 'IIII IIII IIII IIII'],
  ['trust', 'to the role', 'AAsS AAsS bbbS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  ['trust', 'to the account', 'iiiS iiiS iiiS BBBB', 'AAsS AAsS bbbS BBBB', 'IIII IIII IIII IIII'],
  [
    'trust',
    'to somebody else',
    'rrrS rrrS rrrS BBBB',
    'rrrS rrrS rrrS BBBB',
    'IIII IIII IIII IIII',
  ],
  ['trust', 'nothing', 'rrrS rrrS rrrS BBBB', 'rrrS rrrS rrrS BBBB', 'IIII IIII IIII IIII'],
]

const words: Record<string, string> = {
  i: 'identity-based policy',
  b: 'permissions boundary',
  s: 'session policy',
  r: 'resource-based policy',
}

const expected = (letter: string) =>
  letter === 'A'
    ? ['allowed', undefined]
    : [
        letter === letter.toUpperCase() ? 'explicitDeny' : 'implicitDeny',
        words[letter.toLowerCase()],
      ]

const limit = (kind: keyof typeof limits) => {
  const statement = limits[kind]
  return statement === 'absent' ? undefined : [policy(statement)]
}

const aws = (...values: string[]) => values.map((value) => ({ type: 'AWS', value }))

const question = (where: string): Question => ({
  action,
  resource,
  principals: aws(session, role, root),
  self: aws(session),
  role: aws(role),
  sameAccount: where !== 'other',
  policyDecides: where === 'trust',
  context: contextOf({}),
})

const kinds = ['-', 'a', 'n', 'd'] as const
const says = { '-': 'absent', a: 'allows', n: 'is silent', d: 'denies' }

for (const [where, grants, ...rows] of table)
  for (const [index, identity] of (['none', 'allow', 'deny'] as const).entries())
    for (const [group, boundary] of kinds.entries())
      for (const [place, narrowed] of kinds.entries()) {
        const letter = rows[index]!.split(' ')[group]![place]!
        test(`${where} account, resource's policy ${grants}, identity ${identity}, boundary ${says[boundary]}, session ${says[narrowed]}: ${expected(letter).filter(Boolean).join(' by ')}`, () => {
          const verdict = decideAccess(
            {
              identity:
                identity === 'deny' ? [policy({}), policy(own.deny)] : [policy(own[identity])],
              boundary: limit(boundary),
              session: limit(narrowed),
              resource: grants === 'nothing' ? undefined : [policy(ofResource[grants])],
            },
            question(where),
          )
          const source = 'source' in verdict ? verdict.source : undefined
          assert.deepEqual([verdict.decision, source], expected(letter))
        })
      }

test('the root user needs no policy of its own, and yet a resource may keep it out', () => {
  const asked = { ...question('same'), principals: aws(root), self: aws(root), role: [] }
  const decision = (statement?: object) =>
    decideAccess({ identity: 'all', resource: statement && [policy(statement)] }, asked).decision
  assert.equal(decision(), 'allowed')
  assert.equal(decision({ Effect: 'Deny', Principal: '*' }), 'explicitDeny')
})
