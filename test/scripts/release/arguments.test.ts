import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readArguments } from '../../../scripts/release/arguments.ts'
import { BadInput } from '../../../scripts/release/exit-codes.ts'
import { flagsOf, type Verb, type VerbName, verbs } from '../../../scripts/verbs.ts'

const names = Object.keys(verbs) as VerbName[]
const outside = {}

function problemOf(verb: VerbName, args: string[], env: NodeJS.ProcessEnv = outside): string {
  let problem = ''
  assert.throws(
    () => readArguments(verb, args, env),
    (error) => {
      assert.ok(error instanceof BadInput)
      problem = error.message
      return true
    },
  )
  return problem
}

/** Each flag of each verb. */
const flags = names.flatMap((verb) =>
  Object.entries(flagsOf(verb)).map(([flag, { type }]) => ({ verb, flag, type })),
)
const strings = flags.filter(({ type }) => type === 'string')
const booleans = flags.filter(({ type }) => type === 'boolean')

test('each flag of each verb is read', () => {
  for (const { verb, flag } of strings)
    for (const args of [[`--${flag}=a`], [`--${flag}`, 'a']])
      assert.deepEqual(readArguments(verb, args, outside), { flags: { [flag]: 'a' }, words: [] })
  for (const { verb, flag } of booleans)
    assert.deepEqual(readArguments(verb, [`--${flag}`], outside).flags, { [flag]: true })
})

test('a misspelt flag of any verb gets the one that is meant', () => {
  for (const { verb, flag } of flags)
    assert.equal(
      problemOf(verb, [`--${flag}x`]),
      `it has no flag --${flag}x: did you mean --${flag}?`,
    )
  assert.equal(
    problemOf('register', ['-v']),
    'it has no flag -v: it takes --dry-run, --force, --environment, --json, --help',
  )
  for (const name of ['constructor', '__proto__'])
    assert.match(problemOf('status', [`--${name}`]), /^it has no flag --/)
})

test('a flag without its value, and a value that none takes, are reported', () => {
  for (const { verb, flag } of strings)
    for (const args of [[`--${flag}`], [`--${flag}=`], [`--${flag}`, '--json'], [`--${flag}`, '']])
      assert.equal(problemOf(verb, args), `--${flag} needs a value: --${flag}=<value>`)
  for (const { verb, flag } of booleans)
    assert.equal(
      problemOf(verb, [`--${flag}=false`]),
      `--${flag} takes no value, such as "false": leave it out`,
    )
})

test('a value may start with a hyphen behind =', () => {
  assert.equal(readArguments('task', ['--command=-x'], outside).flags.command, '-x')
})

test('a flag that was given twice is reported', () => {
  for (const { verb, flag, type } of flags) {
    const arg = type === 'string' ? `--${flag}=a` : `--${flag}`
    assert.equal(problemOf(verb, [arg, arg]), `--${flag} was given twice`)
  }
})

test('a word is reported where a verb takes none', () => {
  for (const verb of names.filter((name) => !(verbs[name] as Verb).words))
    assert.equal(problemOf(verb, ['server']), "it takes no word, such as 'server'")
})

test('behind a second -- there are words only, and no flag is silently one of them', () => {
  assert.deepEqual(readArguments('deploy', ['--', 'server'], outside).words, ['server'])
  assert.equal(
    problemOf('deploy', ['--', '--dry-run']),
    '--dry-run stands behind a second --, where it is not read as a flag: `npm run deploy -- --dry-run`',
  )
})

test('a flag before -- does not reach the verb: npm has taken it, and nothing is done without it', () => {
  for (const { verb, flag, type } of flags) {
    const env = {
      npm_lifecycle_event: verb,
      [`npm_config_${flag.replaceAll('-', '_')}`]: 'true',
    }
    assert.equal(
      problemOf(verb, [], env),
      `npm took --${flag} for its own: write \`npm run ${verb} -- --${flag}${type === 'string' ? '=<value>' : ''}\`, with -- before the flags of the verb`,
    )
  }
  const rehearsing = { npm_lifecycle_event: 'rehearse', npm_config_dry_run: 'true' }
  assert.deepEqual(readArguments('bootstrap', [], rehearsing).flags, {})
})
