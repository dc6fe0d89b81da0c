import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { writeFiles } from '../support/checkout.ts'
import { readCommands } from '../support/document.ts'
import { pythonImage } from '../support/language-images.ts'
import { changeJson, describeApi } from '../support/settings-files.ts'
import { copyTemplate, openCopy, succeedIn } from '../support/template-copy.ts'

/** A repository that exists, with a program in Python and its own compose.yaml, beside a clone of the template. */

const parent = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const folder = join(parent, 'weather')
process.env.PYTHON_IMAGE = await pythonImage()

const program = (weather: string) => `
import json, os, signal, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Weather(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = json.dumps({"weather": "${weather}", "city": os.environ["CITY"]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

signal.signal(signal.SIGTERM, lambda *_: sys.exit())
ThreadingHTTPServer(("", 3000), Weather).serve_forever()
`
const compose = `name: weather
services:
  api:
    build: { context: ., dockerfile: api.Dockerfile, args: { PYTHON_IMAGE: '\${PYTHON_IMAGE:-python:3.14-slim}' } }
    environment: { CITY: Bern }
    ports: ['127.0.0.1:3000:3000']
`
writeFiles(folder, {
  'compose.yaml': compose,
  'api.Dockerfile':
    'ARG PYTHON_IMAGE\nFROM ${PYTHON_IMAGE}\nCOPY weather.py /\nUSER 1000:1000\nCMD ["python3", "/weather.py"]\n',
  'weather.py': program('sun'),
  '.gitignore': '*.pyc\n',
  '.dockerignore': '*\n!weather.py\n',
})
copyTemplate(join(parent, 'docker-cloud'))
for (const start of ['cp -r ../docker-cloud/scripts', 'cp ../docker-cloud/package.json'])
  await succeedIn(folder, readCommands('docs/your-app.md', start))
writeFiles(folder, { 'compose.yaml': `include: [localstack/compose.yaml]\n${compose}` })
changeJson(folder, 'package.json', (manifest) => {
  manifest.type = 'commonjs'
  delete manifest.engines
})
await succeedIn(folder, 'git init --quiet --initial-branch=main')
const copy = await openCopy(folder, 'weather')
after(async () => {
  await copy[Symbol.asyncDispose]()
  rmSync(parent, { recursive: true })
})

test('a repository that has its own compose.yaml is released, changed and removed', async () => {
  describeApi(folder, { environment: [{ name: 'CITY', value: 'Bern' }] })
  writeFiles(folder, {
    '.aws/api/smoke.json': [{ path: '/weather', status: 200, json: { city: 'Bern' } }],
  })
  await copy.succeed('npm run rehearse')
  const read = async () => (await fetch(`${copy.url}/weather`)).json()
  assert.deepEqual(await read(), { weather: 'sun', city: 'Bern' })

  writeFiles(folder, { 'weather.py': program('rain') })
  await copy.succeed('npm run rehearse')
  assert.deepEqual(await read(), { weather: 'rain', city: 'Bern' })

  await copy.succeed('npm run destroy')
  assert.deepEqual(copy.leftovers(), [])
})
