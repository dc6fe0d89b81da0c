import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readSecretValue } from '../../../scripts/release/secret-value.ts'

const read = (...parts: (string | Buffer)[]) =>
  readSecretValue('KEY', Readable.from(parts.map((part) => Buffer.from(part))))

test('a value is the whole input but one newline at its end', async () => {
  const key = '-----BEGIN KEY-----\nabc\n-----END KEY-----'
  const odd = ' ${HOME} $$ "quoted" \\ ü '
  for (const [input, value] of [
    ['one', 'one'],
    ['one\n', 'one'],
    ['one\r\n', 'one'],
    ['one\n\n', 'one\n'],
    [`${key}\n`, key],
    [odd, odd],
  ] as const)
    assert.equal(await read(input), value)
})

test('a character may lie in two parts of the input', async () => {
  const [first, second] = Buffer.from('ü')
  assert.equal(await read(Buffer.from([first!]), Buffer.from([second!])), 'ü')
})

const wrong: [input: string | Buffer, message: string][] = [
  ['', 'is empty: nothing was changed'],
  ['\n', 'is empty: nothing was changed'],
  [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]),
    'is not UTF-8, and a secret is text: encode it, for example with `base64`, and decode it in the program',
  ],
  [
    'a\0b',
    'has a NUL character, which no environment variable can have: encode it, for example with `base64`',
  ],
]
for (const [input, message] of wrong)
  test(`a value that ${message.split(/[,:]/)[0]} is rejected: ${JSON.stringify(input)}`, async () => {
    await assert.rejects(read(input), { message: `the value of KEY ${message}` })
  })
