import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from '../../scripts/release/run.ts'
import { freePorts } from '../support/ports.ts'
import { copyTemplate, openCopy, type TemplateCopy } from '../support/template-copy.ts'
import { until } from '../support/until.ts'

/** `npm run dev` beside a running emulator, in a copy with ports of its own, whose path has a space. */

let copy: TemplateCopy
let url: string
let debuggerUrl: string
let output = ''
let emulator: string

before(async () => {
  copy = await openCopy(copyTemplate(mkdtempSync(join(tmpdir(), 'docker-cloud test-'))), 'dev')
  const [port, debuggerPort] = await freePorts(2)
  ;[url, debuggerUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${debuggerPort}`]
  const file = join(copy.folder, 'compose.override.yaml')
  const ports = JSON.stringify([`127.0.0.1:${port}:80`, `127.0.0.1:${debuggerPort}:9229`])
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace('services:\n', `services:\n  server: { ports: !override ${ports} }\n`),
  )
  await copy.succeed('docker compose up --wait localstack')
  emulator = await stateOfEmulator()
})

after(() => copy[Symbol.asyncDispose]())

const stateOfEmulator = () =>
  run('docker', ['inspect', '--format={{.Id}} {{.State.StartedAt}}', `${copy.name}-localstack-1`])

/** Saves as many editors do: a new file takes the place of the old one. */
function save(name: string, text: string): void {
  const file = join(copy.folder, name)
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

const app = () => readFileSync(join(copy.folder, 'server/app.ts'), 'utf8')
const ask = () =>
  fetch(url).then(
    (response) => response.text(),
    () => undefined,
  )

/** Attaches a debugger, as an editor does, and has the program evaluate an expression. */
async function evaluate(expression: string): Promise<unknown> {
  const list = await (await fetch(`${debuggerUrl}/json/list`)).json()
  const [{ id }] = list as [{ id: string }]
  const socket = new WebSocket(`${debuggerUrl}/${id}`)
  await once(socket, 'open')
  const request = { id: 1, method: 'Runtime.evaluate', params: { expression } }
  socket.send(JSON.stringify(request))
  const [{ data }] = await once(socket, 'message')
  socket.close()
  return JSON.parse(data).result.result.value
}

test('a saved file is served, a syntax error is printed, and the emulator stays as it was', async () => {
  const child = spawn('npm', ['run', 'dev'], { cwd: copy.folder, detached: true })
  child.stdout.on('data', (bytes) => (output += String(bytes)))
  child.stderr.on('data', (bytes) => (output += String(bytes)))
  const exited = once(child, 'exit')
  try {
    await until('the service to answer', async () => (await ask()) === 'Hello, world.')
    const before = app()
    for (const greeting of ['Hello, one.', 'Hello, two.']) {
      save('server/app.ts', before.replace('Hello, world.', greeting))
      await until(`${greeting} to be served`, async () => (await ask()) === greeting)
    }
    save('server/app.ts', 'const = broken')
    await until('the error to be printed', () =>
      /SyntaxError|ERR_INVALID_TYPESCRIPT_SYNTAX/.test(output),
    )
    save('server/app.ts', before)
    await until('the service to answer again', async () => (await ask()) === 'Hello, world.')

    const serverId = () => copy.succeed('docker compose ps --quiet server')
    const first = await serverId()
    const dockerfile = readFileSync(join(copy.folder, 'Dockerfile'), 'utf8')
    save('Dockerfile', `${dockerfile}LABEL changed=1\n`)
    await until(
      'the container to be replaced',
      async () => String(await serverId()) !== String(first),
    )
    await until('the new one to answer', async () => (await ask()) === 'Hello, world.')

    assert.equal(await evaluate('process.argv[1]'), '/app/server/index.ts')
  } finally {
    process.kill(-child.pid!, 'SIGINT')
    await exited
  }
  assert.match(output, /server +localhost:\d+ \(80\), localhost:\d+ \(9229\)/)
  assert.equal(await stateOfEmulator(), emulator)
  const running = await copy.succeed('docker compose ps --services --status running')
  assert.deepEqual(running, ['localstack'])
})

test('a port in use is reported before anything is built', async () => {
  const { stderr, code } = await copy.run(`node -e "
    require('node:net').createServer().listen(${new URL(url).port}, '127.0.0.1', () => {
      const { status } = require('node:child_process').spawnSync('npm', ['run', 'dev'], { stdio: 'inherit' })
      process.exit(status)
    })"`)
  assert.equal(code, 1)
  assert.match(
    stderr,
    /docker-cloud dev: port \d+, which compose\.yaml gives to server, is in use: stop/,
  )
})
