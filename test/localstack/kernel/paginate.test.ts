import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paginate, paginateByKey } from '../../../localstack/kernel/paginate.ts'

const invalid = () => new Error('invalid token')
const keyOf = (item: string) => item

test('pages follow each other, and the last one has no token', () => {
  const first = paginate(['a', 'b', 'c'], { size: 2, invalid })
  assert.deepEqual(first.items, ['a', 'b'])
  const second = paginate(['a', 'b', 'c'], { token: first.next, size: 2, invalid })
  assert.deepEqual(second, { items: ['c'] })
})

test('without a size there is one page', () => {
  assert.deepEqual(paginate(['a', 'b'], { invalid }), { items: ['a', 'b'] })
})

test('a page by key follows its predecessor when that one’s items are removed', () => {
  const first = paginateByKey(['c', 'a', 'b'], { keyOf, size: 2, invalid })
  assert.deepEqual(first.items, ['a', 'b'])
  const second = paginateByKey(['c', 'd'], { keyOf, token: first.next, size: 2, invalid })
  assert.deepEqual(second, { items: ['c', 'd'] })
})

test('keys descend on request', () => {
  const first = paginateByKey(['a', 'b', 'c'], { keyOf, size: 2, descending: true, invalid })
  assert.deepEqual(first.items, ['c', 'b'])
  const rest = { keyOf, token: first.next, size: 2, descending: true, invalid }
  assert.deepEqual(paginateByKey(['a', 'b', 'c'], rest), { items: ['a'] })
})

test('a token that was not issued is the service’s error', () => {
  assert.throws(() => paginate(['a'], { token: 'x', invalid }), /invalid token/)
  assert.throws(() => paginateByKey(['a'], { keyOf, token: 'x', invalid }), /invalid token/)
})
