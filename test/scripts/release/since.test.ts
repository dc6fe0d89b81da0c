import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSince } from '../../../scripts/release/since.ts'

const now = Date.parse('2026-11-28T14:00:00Z')
const minute = 60_000

test('a duration counts back from now', () => {
  for (const [text, minutes] of [
    ['30s', 0.5],
    ['15m', 15],
    ['2h', 120],
    ['1d', 1440],
  ] as const)
    assert.equal(readSince(text, now), now - minutes * minute, text)
})

test('a time without a zone is one of this machine', () => {
  assert.equal(readSince('2026-11-28T12:30:00Z', now), now - 90 * minute)
  assert.equal(readSince('2026-11-28T14:30+02:00', now), now - 90 * minute)
  assert.equal(readSince('2026-11-20', now), new Date(2026, 10, 20).getTime())
  for (const text of ['2026-11-20T12:30', '2026-11-20 12:30'])
    assert.equal(readSince(text, now), new Date(2026, 10, 20, 12, 30).getTime(), text)
})

test('anything else is rejected with the forms that there are', () => {
  for (const text of ['yesterday', '15', '15 m', '1w', '28.11.2026', '2026-13-01', '12:30', ''])
    assert.throws(
      () => readSince(text, now),
      {
        message: `--since is "${text}": it must be a duration such as 15m, 2h or 1d, or a time such as 2026-11-28T14:30`,
      },
      text,
    )
  assert.throws(() => readSince('2026-11-29', now), {
    message: '--since is "2026-11-29", which is in the future',
  })
})
