import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatCidr,
  isReserved,
  parseAddress,
  parseCidr,
} from '../../../../localstack/services/ec2/cidr.ts'

test('an address is four decimal numbers', () => {
  assert.equal(parseAddress('10.0.0.1'), 0x0a000001)
  assert.equal(parseAddress('255.255.255.255'), 0xffffffff)
  for (const text of ['010.0.0.1', '10.0.0.01', '10.1', '10.0.0.256', '0x0a.0.0.1', '167772161'])
    assert.equal(parseAddress(text), undefined, text)
  for (const text of ['', '10.0.0.', '10..0.1', '10.0.0.1.2', '10.0.0.1 ', '::1', '١٠.0.0.1'])
    assert.equal(parseAddress(text), undefined, text)
})

test('a block is an address and the length of its prefix', () => {
  assert.equal(formatCidr(parseCidr('100.68.0.18/18')!), '100.68.0.0/18')
  assert.equal(formatCidr(parseCidr('0.0.0.0/0')!), '0.0.0.0/0')
  for (const text of ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/', '010.0.0.0/8'])
    assert.equal(parseCidr(text), undefined, text)
})

test('reserved are the addresses that no host of a network can have', () => {
  const reserved = (text: string) => isReserved(parseCidr(text)!)
  for (const text of ['0.0.0.0/16', '127.0.0.0/28', '169.254.0.0/16', '224.0.0.0/16'])
    assert.ok(reserved(text), text)
  for (const text of ['240.0.0.0/16', '255.255.255.0/24']) assert.ok(reserved(text), text)
  for (const text of ['10.0.0.0/16', '1.0.0.0/16', '126.255.0.0/16', '128.0.0.0/16'])
    assert.ok(!reserved(text), text)
  for (const text of ['169.253.0.0/16', '172.17.0.0/16', '223.255.0.0/16'])
    assert.ok(!reserved(text), text)
})
