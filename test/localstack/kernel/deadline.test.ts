import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasPassed } from '../../../localstack/kernel/deadline.ts'

const deadline = new Date(10_000)
const passedAt = (ms: number) => hasPassed(deadline, { now: new Date(ms), longest: 10_000 })

test('a deadline passes when its time has come', () => {
  assert.equal(passedAt(0), false)
  assert.equal(passedAt(9999), false)
  assert.equal(passedAt(10_000), true)
})

test('a deadline that is farther away than it ever was has passed: the clock was set back', () => {
  assert.equal(passedAt(-1), true)
})
