import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate, fillText, isMet } from '../../../scripts/workflow/expression.ts'

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
  ['null == 0', true],
  ["'' == 0", true],
  ["'x' == 0", false],
]

for (const [source, value] of cases)
  test(`${source} is ${JSON.stringify(value)}`, () =>
    assert.deepEqual(evaluate(source, { contexts }), value))

test('expressions in a text are filled, and what is missing is empty and heard of', () => {
  const missing: string[] = []
  const scope = { contexts, onMissing: (path: string) => missing.push(path) }
  assert.equal(fillText('a ${{ vars.ROLE }} b ${{vars.GONE}}c', scope), 'a arn:x b c')
  assert.deepEqual(missing, ['vars.GONE'])
})

test('after a failure only what asks for it is done', () => {
  const failed = { contexts, status: 'failure' as const }
  assert.equal(isMet(undefined, failed), false)
  assert.equal(isMet("github.event_name == 'push'", failed), false)
  assert.equal(isMet('always()', failed), true)
  assert.equal(isMet("${{ failure() && github.event_name == 'push' }}", failed), true)
  assert.equal(isMet('!cancelled()', failed), true)
  assert.equal(isMet(undefined, { contexts }), true)
})

test('what cannot be rehearsed is named', () => {
  const said = (source: string) => {
    try {
      evaluate(source, { contexts })
    } catch (error) {
      return (error as Error).message
    }
    return undefined
  }
  assert.equal(
    said('matrix.os'),
    'the context `matrix` cannot be rehearsed here; known are vars, github, needs, env',
  )
  assert.match(
    said("hashFiles('x')")!,
    /^the function `hashFiles` cannot be rehearsed; known are always, /,
  )
  assert.equal(said('vars.A ='), 'the expression `vars.A =` cannot be read')
  assert.equal(said('(vars.A'), 'the expression `(vars.A` cannot be read')
  assert.equal(said('needs.*.result'), 'the expression `needs.*.result` cannot be read')
})
