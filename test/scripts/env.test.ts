import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parseEnv } from 'node:util'
import { writeFiles } from '../support/checkout.ts'

const script = join(import.meta.dirname, '../../scripts/env.ts')
const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const template = `# The port.
PORT=8080

# Where the database is.
DATABASE=

# A secret: the key of the API.
API_KEY=

# For debugging.
#VERBOSE=1
`

function checkout(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  folders.push(folder)
  writeFiles(folder, {
    '.aws/api/task-definition.json': '{}',
    'api/.env.example': template,
    ...files,
  })
  return folder
}

/** Runs the verb without a terminal. */
function env(cwd: string, shell: NodeJS.ProcessEnv = {}) {
  const { promise, resolve } = Promise.withResolvers<{ out: string; err: string }>()
  const child = execFile(
    process.execPath,
    [script],
    { cwd, env: { PATH: process.env.PATH, ...shell } },
    (_error, out, err) => resolve({ out, err }),
  )
  child.stdin!.end()
  return promise
}

test('without a terminal everything that lacks a value is reported at once, and nothing is written', async () => {
  const folder = checkout()
  const { err } = await env(folder, { DATABASE: 'of another program', API_KEY: 'too' })
  assert.equal(
    err,
    `docker-cloud env: these variables have no value; add them to the file, or run \`npm run env\` on a terminal:
  api/.env: DATABASE (Where the database is.)
  api/.env: API_KEY (A secret: the key of the API.)
`,
  )
  assert.ok(!existsSync(join(folder, 'api/.env')))
})

test('what is there stays, and only its owner can read the file', async () => {
  const present = 'API_KEY=mine\nOTHER=1\nDATABASE=here'
  const folder = checkout({ 'api/.env': present })
  assert.deepEqual(await env(folder), { out: 'api/.env: wrote PORT\n', err: '' })
  const file = join(folder, 'api/.env')
  assert.equal(readFileSync(file, 'utf8'), `${present}\nPORT=8080\n`)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(await env(folder), { out: 'api/.env has every variable\n', err: '' })
})

test('on a terminal the missing values are asked for, and a secret is not shown', async () => {
  const folder = checkout()
  const command = `'${process.execPath}' '${script}'`
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  })
  let shown = ''
  const answers = ['db on $HOST', 'k3y']
  terminal.stdout.on('data', (text: Buffer) => {
    shown += text.toString()
    const prompts = [/DATABASE[^>]*> /, /API_KEY.*not shown as you type/]
    const next = prompts[prompts.length - answers.length]
    if (next?.test(shown)) terminal.stdin.write(`${answers.shift()}\r`)
  })
  const [code] = await once(terminal, 'close')
  assert.equal(code, 0, shown)
  assert.doesNotMatch(shown, /k3y/)
  assert.deepEqual(
    { ...parseEnv(readFileSync(join(folder, 'api/.env'), 'utf8')) },
    { PORT: '8080', DATABASE: 'db on $HOST', API_KEY: 'k3y' },
  )
})
