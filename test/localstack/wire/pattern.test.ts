import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { createContext, Script } from 'node:vm'
import { loadModel } from '../../../localstack/wire/model.ts'
import { patternOf } from '../../../localstack/wire/pattern.ts'

const models = readdirSync(new URL('../../../localstack/wire/models/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => loadModel(name.slice(0, -'.json'.length)))

const characters = [...'aA0-_./: *|+@!']
const length = 50_000

/** Values that make an expression with two ways to read the same text try all of them. */
function attacksOn(pattern: string): string[] {
  const prefix = /^\^?([\w:/]*)/.exec(pattern)![1]!
  const repeated = characters.flatMap((one) =>
    characters.map((other) => `${(one + other).repeat(length / 2)}\u{1f600}\n`),
  )
  return prefix ? [...repeated, ...repeated.map((text) => prefix + text)] : repeated
}

const script = new Script('values.forEach((value) => expression.test(value))')

/** Whether all values together are tested within some seconds; milliseconds are expected. */
function endsWithin(seconds: number, expression: RegExp, values: string[]): boolean {
  try {
    script.runInContext(createContext({ expression, values }), { timeout: seconds * 1000 })
    return true
  } catch {
    return false
  }
}

for (const model of models)
  test(`the time to test a value against a pattern of ${model.service} grows with its length alone`, () => {
    const patterns = new Set(Object.values(model.shapes).flatMap(({ pattern }) => pattern ?? []))
    for (const pattern of patterns)
      assert.ok(endsWithin(20, patternOf(pattern), attacksOn(pattern)), pattern)
  })

test('a repository filter that scans is made of names, wildcards and single separators', () => {
  const { pattern } = loadModel('ecr').shapes.ScanningRepositoryFilterValue!
  for (const [value, valid] of [
    ['*', true],
    ['team/app*', true],
    ['a.b_c-d/e', true],
    ['', false],
    ['/a', false],
    ['a/', false],
    ['a..b', false],
    ['A', false],
  ] as const)
    assert.equal(patternOf(pattern!).test(value), valid, value)
})

test('the name of a scheduled action has no control characters and no spaces around it', () => {
  const { pattern } = loadModel('application-autoscaling').shapes.ScheduledActionName!
  for (const [value, valid] of [
    ['at night', true],
    ['a', true],
    ['é😀', true],
    [' a', false],
    ['a ', false],
    ['a:b', false],
    ['a/b', false],
    ['a|b', false],
    ['a\nb', false],
    ['a\u0085b', false],
    ['', false],
  ] as const)
    assert.equal(patternOf(pattern!).test(value), valid, value)
})
