import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accountOfKey,
  newAccessKeyId,
  newUniqueId,
} from '../../../../localstack/services/iam/id.ts'

test('an access key id carries its account', () => {
  for (const account of ['000000000000', '123456789012', '999999999999']) {
    const id = newAccessKeyId('ASIA', account)
    assert.match(id, /^ASIA[A-Z2-7]{16}$/)
    assert.equal(accountOfKey(id), account)
  }
})

test('an id that AWS made is read the same way', () => {
  assert.equal(accountOfKey('ASIAQNZGKIQY56JQ7WML'), '029608264753')
})

test('ids are unlike one another', () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => newUniqueId('AROA'))).size, 1000)
  assert.match(newUniqueId('AROA'), /^AROA[A-Z2-7]{17}$/)
})

test('what is no access key id has no account', () => {
  for (const text of [
    'test',
    '123456789012',
    'AKIA',
    'AROAQNZGKIQY56JQ7WML',
    'AKIA7777777777777777',
  ])
    assert.equal(accountOfKey(text), undefined)
})
