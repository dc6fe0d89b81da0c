import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { completionFor } from '../../scripts/help/completion.ts'
import { helpOf } from '../../scripts/release/cli.ts'
import { fileOf, flagsOf, usageOf, type Verb, type VerbName, verbs } from '../../scripts/verbs.ts'

const root = join(import.meta.dirname, '../..')
const names = Object.keys(verbs) as VerbName[]

test('each verb is a file of scripts/, and each file of scripts/ a verb', () => {
  const files = globSync('*.ts', { cwd: join(root, 'scripts') }).filter((f) => f !== 'verbs.ts')
  assert.deepEqual(names.map(fileOf).toSorted(), files.toSorted())
})

test('each verb is an npm script, and each npm script of scripts/ a verb', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const found = Object.entries(scripts as Record<string, string>).filter(([, command]) =>
    command.includes(' scripts/'),
  )
  const expected = names.map((name) => [
    name,
    `node -r ./scripts/node-version.cjs scripts/${fileOf(name)}`,
  ])
  assert.deepEqual(Object.fromEntries(found), Object.fromEntries(expected))
})

test('each verb runs as a program in the same way', () => {
  for (const name of names) {
    const text = readFileSync(join(root, 'scripts', fileOf(name)), 'utf8')
    const [last = ''] = text.trimEnd().split('\n').slice(-1)
    assert.match(
      last,
      new RegExp(`^(if \\(import.meta.main\\) )?await (main|runVerb)\\('${name}', `),
    )
  }
})

test("each verb is a row of the README's table", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/ +\|/g, ' |')
  for (const name of names) {
    const usage = usageOf(name).replaceAll('|', String.raw`\|`)
    const row = `| \`${usage}\` | ${verbs[name].help} |`
    assert.ok(readme.includes(row), row)
  }
})

test('each verb is on the screen of `npm run help`, in a line of its own, with the exit codes', () => {
  const lines = run('help').split('\n')
  for (const name of names)
    assert.ok(
      lines.some((line) => line.startsWith(`  ${name} `) && line.endsWith(verbs[name].help)),
    )
  for (const code of [0, 1, 2, 3, 130, 143])
    assert.ok(lines.some((line) => line.startsWith(`  ${code} `)))
  assert.ok(lines.length < 60 && lines.every((line) => line.length < 120))
})

test('--help shows the usage and the flags of a verb', () => {
  assert.equal(
    run('register', '--help'),
    `Usage: npm run register -- [--dry-run] [--force] [<service>...]

Registers the task definitions with the images of this commit.

  --dry-run      report what would change, and change nothing
  --force        register a revision even if nothing has changed
  --environment  the environment, as ENVIRONMENT; default: production
  --json         print the result as JSON, as docs/json.md describes
  --help         show this help
`,
  )
  for (const name of names) assert.ok(helpOf(name).includes(verbs[name].help))
})

/** What bash offers where the cursor is at the end of a line. */
function completions(line: string, cwd = root): string[] {
  const script = `${completionFor('bash')}
    COMP_LINE=$1 COMP_POINT=\${#1}; __docker_cloud; printf '%s\\n' "\${COMPREPLY[@]}"`
  const args = ['--norc', '-c', script, 'bash', line]
  return execFileSync('bash', args, { encoding: 'utf8', cwd }).trim().split('\n')
}

test('bash completes verbs, flags and words', () => {
  assert.equal(run('help', '--completion=bash'), completionFor('bash'))
  assert.deepEqual(completions('npm run ').toSorted(), names.toSorted())
  assert.deepEqual(completions('npm run regi'), ['register'])
  // What stands before the last colon is a word of its own in bash.
  assert.deepEqual(completions('npm run rehearse:w'), ['workflow'])
  for (const name of names) {
    assert.deepEqual(completions(`npm run ${name} `), ['--'])
    const flags = Object.entries(flagsOf(name)).map(([flag, { type }]) =>
      type === 'string' ? `--${flag}=` : `--${flag}`,
    )
    assert.deepEqual(completions(`npm run ${name} -- -`), flags)
    const takesServices = (verbs[name] as Verb).words?.includes('<service>')
    if (takesServices) assert.deepEqual(completions(`npm run ${name} -- --json `), ['server'])
  }
  assert.deepEqual(completions('npm run secret -- '), ['put', 'list', 'rm'])
  assert.deepEqual(completions('npm run register -- --fo'), ['--force'])
})

test('bash runs nothing of what is in the name of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  const service = join(folder, '.aws/$(touch ran)')
  mkdirSync(service, { recursive: true })
  writeFileSync(join(service, 'task-definition.json'), '{}')
  mkdirSync(join(folder, 'scripts'))
  writeFileSync(join(folder, 'scripts/verbs.ts'), '')
  assert.deepEqual(completions('npm run deploy -- --json ', folder), [''])
  assert.equal(existsSync(join(folder, 'ran')), false)
  rmSync(folder, { recursive: true })
})

test('elsewhere bash completes npm as before', () => {
  assert.deepEqual(completions('npm run ', tmpdir()), [''])
  assert.deepEqual(completions('npm in'), [''])
})

test('an unknown shell is reported with the one that is meant', () => {
  assert.throws(() => completionFor('bsh'), {
    message: '--completion=bsh: did you mean bash?',
  })
})

/** Runs a verb that needs no endpoint. */
function run(name: VerbName, ...args: string[]): string {
  const script = join(root, 'scripts', fileOf(name))
  return execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' })
}
