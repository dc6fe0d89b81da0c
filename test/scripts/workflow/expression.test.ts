import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateExpression, fillText, isMet } from '../../../scripts/workflow/expression.ts'

const contexts = {
  vars: { ROLE: 'arn:x' },
  github: { ref: 'refs/heads/main', event_name: 'push' },
  needs: { push: { result: 'success', outputs: { image: 'r@sha256:1' } } },
  env: { A: '1' },
}

const cases: [source: string, value: unknown][] = [
  ["vars.ROLE != ''", true],
  ["vars.MISSING == ''", true],
  ["vars.ROLE != '' && github.ref == 'refs/heads/main'", true],
  ["github.ref == 'REFS/HEADS/MAIN'", true],
  ["vars.MISSING || 'other'", 'other'],
  ["vars.ROLE && 'set' || 'unset'", 'set'],
  ['!vars.MISSING', true],
  ["!(vars.ROLE == 'x') && true", true],
  ['needs.push.outputs.image', 'r@sha256:1'],
  ["needs['push'].outputs['image']", 'r@sha256:1'],
  ['needs.push.result', 'success'],
  ['needs.nobody.outputs.image', null],
  ['env.A == 1', true],
  ['1 < 2', true],
  ['2 <= 1', false],
  ["'it''s'", "it's"],
  ["contains(github.ref, 'MAIN')", true],
  ['contains(fromJSON(\'["a","b"]\'), \'b\')', true],
  ["startsWith(github.ref, 'refs/heads/')", true],
  ["endsWith(github.ref, '/main')", true],
  ["format('{0}-{{1}}-{1}', 'a', 2)", 'a-{1}-2'],
  ["join(fromJSON('[1,2]'), '/')", '1/2'],
  ['fromJSON(\'{"a":{"b":3}}\').a.b', 3],
  ['needs.*.result', ['success']],
  ["contains(needs.*.result, 'failure')", false],
  ['null == 0', true],
  ["'' == 0", true],
  ["'x' == 0", false],
]

for (const [source, value] of cases)
  test(`${source} is ${JSON.stringify(value)}`, () =>
    assert.deepEqual(evaluateExpression(source, { contexts }), value))

test('expressions in a text are filled, and missing members are empty and reported', () => {
  const missing: string[] = []
  const scope = { contexts, onMissing: (path: string) => missing.push(path) }
  assert.equal(fillText('a ${{ vars.ROLE }} b ${{vars.GONE}}c', scope), 'a arn:x b c')
  assert.deepEqual(missing, ['vars.GONE'])
})

test('after a failure only conditions with a status function hold', () => {
  const failed = { contexts, status: 'failure' as const }
  assert.equal(isMet(undefined, failed), false)
  assert.equal(isMet("github.event_name == 'push'", failed), false)
  assert.equal(isMet('always()', failed), true)
  assert.equal(isMet("${{ failure() && github.event_name == 'push' }}", failed), true)
  assert.equal(isMet('!cancelled()', failed), true)
  assert.equal(isMet(undefined, { contexts }), true)
})

test('what cannot be rehearsed is reported', () => {
  const messageOf = (source: string) => {
    try {
      evaluateExpression(source, { contexts })
    } catch (error) {
      return (error as Error).message
    }
    return undefined
  }
  assert.equal(
    messageOf('matrix.os'),
    'the context `matrix` cannot be rehearsed here; known are vars, github, needs, env',
  )
  assert.equal(messageOf("hashFiles('x')"), "Unrecognized function: 'hashFiles'")
  assert.equal(
    messageOf('vars.A ='),
    "the expression `vars.A =` is not valid: Unexpected symbol: '='. Located at position 8 within expression: vars.A =",
  )
  assert.equal(
    messageOf('(vars.A'),
    "the expression `(vars.A` is not valid: Unexpected end of expression: 'A'",
  )
  assert.equal(
    messageOf('other.A'),
    "the expression `other.A` is not valid: Unrecognized named-value: 'other'",
  )
})
