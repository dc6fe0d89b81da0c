import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hint, nearest } from '../../../scripts/release/nearest.ts'

const known = ['--dry-run', '--force', '--environment', '--json']

test('a word with a letter too many, too few, wrong or exchanged has its near one', () => {
  for (const [written, meant] of [
    ['--forced', '--force'],
    ['--forc', '--force'],
    ['--farce', '--force'],
    ['--FORCE', '--force'],
    ['--josn', '--json'],
    ['--dryrun', '--dry-run'],
    ['--enviroment', '--environment'],
  ] as const)
    assert.equal(nearest(written, known), meant, written)
})

test('the start of a word has that word', () => {
  assert.equal(nearest('--env', known), '--environment')
})

test('a word that is near to none gets them all', () => {
  assert.equal(nearest('--verbose', known), undefined)
  assert.equal(hint('--verbose', known, 'it takes'), `it takes ${known.join(', ')}`)
  assert.equal(hint('--forse', known, 'it takes'), 'did you mean --force?')
})
