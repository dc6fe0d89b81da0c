import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corrupt } from './hostile.ts'
import { randomFrom } from './random.ts'

test('a corrupted input of lists in lists is never longer than a few megabytes', () => {
  const random = randomFrom(1)
  const input = { a: [[[['x'.repeat(20)]]]] }
  for (let count = 0; count < 500; count++)
    assert.ok(JSON.stringify(corrupt(input, random)).length < 2 ** 22)
})

test('a corrupted input has a list of a thousand items at times', () => {
  const random = randomFrom(1)
  const inputs = Array.from({ length: 500 }, () => corrupt({ a: ['x'] }, random) as { a: unknown })
  assert.ok(inputs.some(({ a }) => Array.isArray(a) && a.length > 1000))
})
