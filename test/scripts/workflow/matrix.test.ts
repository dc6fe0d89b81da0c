import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandMatrix, suffixOf } from '../../../scripts/workflow/matrix.ts'

test('a matrix is the product of its lists, the first one slowest', () => {
  const names = expandMatrix({ os: ['a', 'b'], node: [24, 26] }).map(suffixOf)
  assert.deepEqual(names, [' (a, 24)', ' (a, 26)', ' (b, 24)', ' (b, 26)'])
})

test('exclude removes what has all of its values', () => {
  const matrix = { os: ['a', 'b'], node: [24, 26], exclude: [{ os: 'a', node: 24 }, { os: 'b' }] }
  assert.deepEqual(expandMatrix(matrix), [{ os: 'a', node: 26 }])
})

/** The example of GitHub's documentation of `include`. */
test('include adds to combinations whose own values it does not change, or is one more', () => {
  const include = [
    { color: 'green' },
    { color: 'pink', animal: 'cat' },
    { fruit: 'apple', shape: 'circle' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]
  const matrix = { fruit: ['apple', 'pear'], animal: ['cat', 'dog'], include }
  assert.deepEqual(expandMatrix(matrix), [
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ])
})

test('a matrix of include alone, and one that is not a mapping', () => {
  assert.deepEqual(expandMatrix({ include: [{ name: 'x' }] }), [{ name: 'x' }])
  assert.throws(() => expandMatrix('x'), /a mapping is required/)
  assert.throws(() => expandMatrix({ os: 'linux' }), /strategy\.matrix\.os must be a list/)
})
