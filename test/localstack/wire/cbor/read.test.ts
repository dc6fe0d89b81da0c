import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCbor } from '../../../../localstack/wire/cbor/read.ts'

const read = (hex: string) => readCbor(Buffer.from(hex, 'hex'))

/** From https://www.rfc-editor.org/rfc/rfc8949#appendix-A */
const examples: [string, unknown][] = [
  ['00', 0],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['3903e7', -1000],
  ['f93c00', 1],
  ['f9c400', -4],
  ['f90001', 5.960464477539063e-8],
  ['f97c00', Infinity],
  ['fa47c35000', 100_000],
  ['fb3ff199999999999a', 1.1],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['c11a514b67b0', new Date(1_363_896_240_000)],
  ['c1fb41d452d9ec200000', new Date(1_363_896_240_500)],
  ['4401020304', Buffer.from('01020304', 'hex')],
  ['62c3bc', 'ü'],
  ['83010203', [1, 2, 3]],
  ['a26161016162820203', { a: 1, b: [2, 3] }],
  ['5f42010243030405ff', Buffer.from('0102030405', 'hex')],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
]

for (const [hex, value] of examples)
  test(`${hex} is ${JSON.stringify(value)}`, () => assert.deepEqual(read(hex), value))

const broken: [string, string][] = [
  ['an early end', '1903'],
  ['a length beyond the end', '9b7fffffffffffffff'],
  ['bytes behind the end', '0000'],
  ['a key that is a number', 'a10001'],
  ['a tag that Smithy does not use', 'c249010000000000000000'],
  ['a reserved length', '1c'],
  ['a simple value', 'f820'],
  ['a break without a start', 'ff'],
  ['a string in a string of bytes', '5f6161ff'],
  ['deep nesting', '81'.repeat(100) + '00'],
  ['very many values', '9f' + '00'.repeat(100_001) + 'ff'],
]

for (const [what, hex] of broken)
  test(`${what} is rejected`, () =>
    assert.throws(() => read(hex), { name: 'SerializationException' }))
