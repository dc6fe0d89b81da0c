import { randomBytes } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** IAM's unique ids (`AROA…`, `AIDA…`): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const newUniqueId = (prefix: string): string => prefix + base32(randomBytes(11)).slice(0, 17)

/** An access key id carries its account, so that a request can be traced to it without a lookup table. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', account: string): string {
  const head = (1n << 47n) | (BigInt(account) << 7n) | BigInt(randomBytes(1)[0]! & 0x7f)
  const bytes = Buffer.concat([
    Buffer.from(head.toString(16).padStart(12, '0'), 'hex'),
    randomBytes(4),
  ])
  return prefix + base32(bytes)
}

/** The account in an access key id that {@link newAccessKeyId} (or AWS, since 2019) made. */
export function accountOfKey(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined
  let bits = 0n
  for (const character of accessKeyId.slice(4, 14))
    bits = (bits << 5n) | BigInt(alphabet.indexOf(character))
  const account = (((bits >> 2n) & 0x7fffffffff80n) >> 7n).toString().padStart(12, '0')
  return account.length === 12 ? account : undefined
}

function base32(bytes: Buffer): string {
  let bits = 0
  let value = 0
  let text = ''
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31]
  }
  return text
}
