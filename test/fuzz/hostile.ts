import type { Random } from './random.ts'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

const statement = (members: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...members }],
  })

const short = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '\ufeff',
  'é',
  '😀',
  '\r\nX-Injected: 1',
  '.',
  '..',
  '../../../../etc/passwd',
  '/',
  '//',
  '%',
  '%zz',
  '%00',
  '%2e%2e%2f',
  '*',
  '?',
  '**',
  '|',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'prototype.polluted',
  '-1',
  '1e400',
  '0x10',
  '010.0.0.1',
  '127.0.0.1/8',
  '::1',
  '10.0.0.0/33',
  'NaN',
  'null',
  'undefined',
  '${jndi:ldap://x}',
  '<!DOCTYPE a [<!ENTITY b "c">]>&b;',
  ']]>',
  '&lt;',
  "'",
  '"',
  '{}',
  '[]',
  '{"__proto__":{"a":1}}',
  '9999-12-31T23:59:59Z',
  'arn:aws:iam::111122223333:role/other',
  'arn:aws:ecs:eu-west-1:111122223333:cluster/other',
  'arn:aws:ecr:us-east-1:000000000000:repository/..',
  `arn${':'.repeat(200)}`,
  'arn:aws:ecs:us-east-1:000000000000:cluster/',
  `sha256:${'0'.repeat(64)}`,
  `sha256:${'g'.repeat(64)}`,
]

/** What makes a pattern, a matcher or a parser work too long. */
const slow = [
  `${'*'.repeat(30)}z`,
  `${'*a'.repeat(30)}*b`,
  `/${'*a'.repeat(5)}*b`,
  'a'.repeat(40),
  `${'a'.repeat(40)}!`,
  '(a+)+b',
  '(a|a)*b',
  '%(a+)+b%',
  `%${'a?'.repeat(30)}${'a'.repeat(30)}%`,
  `{ $.a = "${'*a'.repeat(20)}*b" }`,
  `${'{ ($.a = 1) && '.repeat(50)}$.b = 1 }`,
  `[${'a,'.repeat(500)}b]`,
  '{'.repeat(2000),
  nested(2000),
  `{"a":${nested(5000)}}`,
  statement({ Action: Array.from({ length: 300 }, () => '*a*a*a*a*b') }),
  statement({ Condition: { StringLike: { 'aws:PrincipalTag/a': '*a'.repeat(100) } } }),
  statement({ Resource: '${aws:username'.repeat(100) }),
  JSON.stringify({ rules: Array.from({ length: 100 }, (_, index) => ({ rulePriority: index })) }),
  `rate(${'9'.repeat(300)} days)`,
  `cron(${'0,'.repeat(500)} * * ? *)`,
]

const lengths = [1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 512, 513, 1024, 2048]
const letters = ['a', '0', ' ', '*', '.', '/', '-', '\\', 'é', '\0', '😀']

const numbers = [
  0,
  -0,
  -1,
  0.5,
  1,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  1e21,
  1e308,
]

/** A text that a careless program trips over; one in fifty is longer than any limit. */
export function hostileText(random: Random): string {
  if (random.chance(0.02)) return random.pick(letters).repeat(random.pick([10_000, 100_000]))
  if (random.chance(0.3)) return random.pick(letters).repeat(random.pick(lengths))
  return random.pick(random.chance(0.3) ? slow : short)
}

/** A JSON value of any type, deep or long at times. */
export function hostileValue(random: Random): unknown {
  switch (random.below(8)) {
    case 0:
      return random.pick(numbers)
    case 1:
      return random.pick([null, true, false, '', [], {}, [[]], [null], { '': '' }])
    case 2:
      return JSON.parse(random.pick([nested(20), nested(500), '{"__proto__":{"polluted":true}}']))
    case 3:
      return Array.from({ length: random.pick([2, 11, 101, 1001]) }, () => random.pick(short))
    case 4:
      return Object.fromEntries(
        Array.from({ length: random.pick([1, 3, 60]) }, (_, index) => [
          `${random.pick(short)}${index}`,
          random.pick(short),
        ]),
      )
    default:
      return hostileText(random)
  }
}

/** More than any limit of the emulator, in characters. */
const longestInput = 2 ** 21

/** Replaces one to three members of `input`, at any depth, by hostile values, and makes a list long at times. */
export function corrupt(input: object, random: Random): object {
  const copy = structuredClone(input)
  for (let count = random.below(3); count >= 0; count--) {
    const places = placesIn(copy)
    if (places.length === 0) return { [hostileText(random)]: hostileValue(random) }
    corruptAt(random.pick(places), random)
  }
  if (random.chance(0.3)) lengthenList(copy, random)
  return copy
}

/** Once and last: long lists in the items of a long list would fill the fuzzer's memory. */
function lengthenList(input: object, random: Random): void {
  const lists = placesIn(input).filter(([parent, key]) => Array.isArray(parent[key]))
  if (lists.length === 0) return
  const [parent, key] = random.pick(lists)
  const length = random.pick([10, 101, 1001])
  const [item] = parent[key] as unknown[]
  if (JSON.stringify(input).length * length < longestInput)
    parent[key] = Array.from({ length }, () => item)
}

function corruptAt([parent, key]: Place, random: Random): void {
  const value = parent[key]
  const dice = random.below(10)
  if (dice === 0) delete parent[key]
  else if (dice === 1)
    Object.defineProperty(parent, hostileText(random), {
      value: hostileValue(random),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  else parent[key] = dice < 7 ? hostileLike(value, random) : hostileValue(random)
}

function hostileLike(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return random.pick(numbers)
  return typeof value === 'string' ? hostileText(random) : hostileValue(random)
}

type Place = [parent: Record<string, unknown>, key: string]

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]): Place[] => [
    [value as Record<string, unknown>, key],
    ...placesIn(member),
  ])
}
