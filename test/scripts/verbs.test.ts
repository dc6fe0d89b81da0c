import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { helpOf } from '../../scripts/release/cli.ts'
import { fileOf, usageOf, type VerbName, verbs } from '../../scripts/verbs.ts'

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

test("each verb is a row of the README's table", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/ +\|/g, ' |')
  for (const name of names) {
    const usage = usageOf(name).replaceAll('|', String.raw`\|`)
    const row = `| \`${usage}\` | ${verbs[name].help} |`
    assert.ok(readme.includes(row), row)
  }
})

test('--help shows the usage and the flags of a verb', () => {
  const register = join(root, 'scripts', fileOf('register'))
  assert.equal(
    execFileSync(process.execPath, [register, '--help'], { encoding: 'utf8' }),
    `Usage: npm run register -- [--dry-run] [--force] [<service>...]

Registers the task definitions with the images of this commit.

  --dry-run      report what would change, and change nothing
  --force        register a revision even if nothing has changed
  --environment  the environment, as ENVIRONMENT; default: production
  --help         show this help
`,
  )
  for (const name of names) assert.ok(helpOf(name).includes(verbs[name].help))
})
