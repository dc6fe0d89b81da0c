import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from '../../../../../localstack/services/ecs/exec/words.ts'

const cases: [command: string, words: string[]][] = [
  ['/bin/sh', ['/bin/sh']],
  ['  ls   -la\t/ ', ['ls', '-la', '/']],
  ['sh -c \'echo "$HOME" \\n\'', ['sh', '-c', 'echo "$HOME" \\n']],
  ['sh -c "echo \\"a b\\" \\$x"', ['sh', '-c', 'echo "a b" $x']],
  ['a\\ b c"d e"\'f\'', ['a b', 'cd ef']],
  ["one '' two", ['one', '', 'two']],
  ['ls # all', ['ls']],
  ['ls a#b', ['ls', 'a#b']],
  ['ls # all\n-l', ['ls', '-l']],
  ['', []],
]

for (const [command, words] of cases)
  test(`the words of ${JSON.stringify(command)}`, () => assert.deepEqual(wordsOf(command), words))

test('a quote without an end and a last backslash are rejected', () => {
  for (const command of ["sh -c 'a", 'sh -c "a', 'sh -c "a\\"'])
    assert.throws(() => wordsOf(command), /EOF found when expecting closing quote/)
  assert.throws(() => wordsOf('a \\'), /EOF found after escape character/)
})
