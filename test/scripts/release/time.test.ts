import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ago,
  clockTime,
  dateTime,
  duration,
  preciseTime,
  timeOnAws,
} from '../../../scripts/release/time.ts'

const now = new Date(2026, 10, 28, 14, 3, 12, 45)
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)

test('a time of today is a time of day, and another one has its date, year first', () => {
  assert.equal(clockTime(before(60), now), '14:02:12')
  assert.equal(clockTime(before(86_400), now), '2026-11-27 14:03:12')
  assert.equal(preciseTime(now, now), '14:03:12.045')
  assert.equal(dateTime(new Date(2026, 0, 2, 3, 4, 5)), '2026-01-02 03:04:05')
})

test('what happened is said from now on backwards', () => {
  const said = [0, 1, 59, 60, 3599, 3600, 86_400, 2 * 86_400].map((seconds) =>
    ago(before(seconds), now),
  )
  assert.deepEqual(said, [
    '0 seconds ago',
    '1 second ago',
    '59 seconds ago',
    '1 minute ago',
    '59 minutes ago',
    '1 hour ago',
    '24 hours ago',
    '2 days ago',
  ])
})

test("a time that this machine's clock has not reached is one of AWS's clock", () => {
  assert.equal(ago(before(-90), now), 'on AWS at 14:04:42')
  assert.equal(timeOnAws(before(-90), now), 'on AWS at 14:04:42')
  assert.equal(timeOnAws(before(-86_400), now), 'on AWS at 2026-11-29 14:03:12')
  // Clocks are never quite the same.
  assert.equal(ago(before(-2), now), '0 seconds ago')
  assert.equal(timeOnAws(before(-2), now), '14:03:14')
})

test('a duration has minutes from one on', () => {
  assert.equal(duration(42), '42 s')
  assert.equal(duration(152), '2 min 32 s')
})
