import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesWildcard, starsOf, wildcardOf } from '../../../scripts/policy/wildcard.ts'

test('a star stands for any run of characters and a question mark for one', () => {
  for (const [pattern, text, fits] of [
    ['a*c', 'abbc', true],
    ['a*c', 'ac', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '😀', true],
    ['*.example.com', 'www.example.com', true],
    ['a.c', 'abc', false],
    ['', '', true],
    ['**', '', true],
    ['a', 'a\n', false],
    ['*a*b', 'xaybab', true],
  ] as const)
    assert.equal(matchesWildcard(wildcardOf(pattern), text), fits, `${pattern} on ${text}`)
})

test('a question mark means itself where only stars are special', () => {
  assert.ok(matchesWildcard(starsOf('a?*'), 'a?b'))
  assert.ok(!matchesWildcard(starsOf('a?*'), 'abb'))
})

test('a pattern of many stars that does not match says so', () => {
  assert.ok(!matchesWildcard(wildcardOf(`${'*a'.repeat(500)}b`), 'a'.repeat(20_000)))
})
