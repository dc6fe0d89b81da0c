import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Regex } from '../../../localstack/kernel/regex/regex.ts'
import { InvalidRegex } from '../../../localstack/kernel/regex/syntax.ts'

const matches = (source: string, text: string, whole = true) =>
  new Regex(source, { whole }).test(text)

test('an expression matches what it matches in Java, from end to end', () => {
  for (const [source, text, expected] of [
    ['^\\d+$', '123', true],
    ['\\d+', '12a', false],
    ['', '', true],
    ['a|bc|', '', true],
    ['a|bc', 'bc', true],
    ['(a|b)*c', 'ababc', true],
    ['(?:ab){2,3}', 'ababab', true],
    ['(?:ab){2,3}', 'ab', false],
    ['a{2}', 'aa', true],
    ['a{2,}', 'aaaa', true],
    ['a+?b*?', 'aab', true],
    ['(?<name>x)y', 'xy', true],
    ['(?i)abc|DEF', 'dEf', true],
    ['(?i:a)b', 'Ab', true],
    ['(?i:a)b', 'AB', false],
    ['.*', 'a\nb', false],
    ['(?s).*', 'a\nb', true],
    ['[a-c[x-z]]+', 'axz', true],
    ['[a-z&&[^aeiou]]+', 'bcd', true],
    ['[a-z&&[^aeiou]]+', 'bad', false],
    ['[^\\s,]+', 'a,b', false],
    ['[]a-]+', ']-a', true],
    ['\\w+@[\\w.-]+\\.[a-z]{2,}', 'me@my-host.example', true],
    ['\\p{Alpha}\\p{Digit}\\P{L}', 'a1!', true],
    ['\\p{Lu}\\p{IsL}+', 'Éa', true],
    ['\\Qa.b*\\E+', 'a.b*', true],
    ['\\x41\\u0042\\x{1F600}\\t', 'AB😀\t', true],
    ['\\Aa\\z', 'a', true],
    ['\\$\\{\\}', '${}', true],
    ['a^b', 'ab', false],
    ['.', '😀', true],
    ['.{1,4096}', 'x'.repeat(4096), true],
    ['.{1,4096}', 'x'.repeat(4097), false],
  ] as const)
    assert.equal(matches(source, text), expected, `${source} on ${text.slice(0, 20)}`)
})

test('an expression is found anywhere unless it is anchored', () => {
  for (const [source, text, expected] of [
    ['or', 'error', true],
    ['^or', 'error', false],
    ['or$', 'error', true],
    ['^$', '', true],
    ['^$', 'a', false],
    ['x|^e', 'error', true],
    ['a{3}', 'baaab', true],
  ] as const)
    assert.equal(matches(source, text, false), expected, `${source} on ${text}`)
})

test('an expression that takes others exponential time is answered at once', () => {
  for (const source of ['(a+)+b', '(a|a)*b', '(a|aa)+b', '(a*)*b', '([a-z]+)*1', 'a*a*a*a*a*b'])
    assert.equal(matches(source, 'a'.repeat(20_000)), false, source)
})

test('what is no expression is invalid', () => {
  for (const source of [
    '[a-',
    '(',
    ')',
    'a)',
    '*a',
    'a**',
    '{2}',
    'a{3,2}',
    'a{,2}',
    '\\',
    '[z-a]',
    '\\y',
  ])
    assert.throws(() => new Regex(source, { whole: true }), InvalidRegex, source)
})

test('what takes more than one pass over the text, or too many states, is not implemented', () => {
  for (const source of [
    'a(?=b)',
    '(?<!a)b',
    '(a)\\1',
    'a++',
    '\\bword\\b',
    '(?>a)',
    '((a{100}){100}){100}',
    '(){1000000000}',
    '('.repeat(1000),
  ])
    assert.throws(
      () => new Regex(source, { whole: true }),
      { code: 'InternalFailure', status: 501, message: /cannot match this regular expression: / },
      source,
    )
  assert.throws(() => matches('(.?){2000}b', 'x'.repeat(8192)), { status: 501 })
})
