import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeFiles } from '../support/checkout.ts'
import { readCommands } from '../support/document.ts'
import { compilerImage } from '../support/language-images.ts'
import { changeJson, describeApi } from '../support/settings-files.ts'
import { copyTemplate, openCopy, succeedIn, type TemplateCopy } from '../support/template-copy.ts'

/** Applications that take the place of the sample in a clone, with the commands of docs/your-app.md. */

async function destroy(copy: TemplateCopy): Promise<void> {
  const lines = await copy.succeed('npm run destroy')
  assert.equal(lines.at(-1), 'no container, network or volume is left on the engine')
  assert.deepEqual(copy.leftovers(), [])
}

const app = (answer: string) => `
import { setTimeout } from 'node:timers/promises'
import fastify from 'fastify'

await setTimeout(8000)
const app = fastify()
app.get('/healthz', async () => 'ok')
app.get('/', async (_, reply) => reply.redirect('/hello', 302))
app.get('/hello', async () => ({ answer: '${answer}', key: process.env.API_KEY.length, revision: process.env.REVISION }))
await app.listen({ port: 3000, host: '0.0.0.0' })
process.on('SIGTERM', () => app.close())
`

test('a Fastify app that starts slowly and has a secret is released, changed and removed', async () => {
  const folder = copyTemplate()
  await succeedIn(folder, readCommands('docs/your-app.md', 'rm -r server'))
  writeFiles(folder, {
    'compose.yaml': `name: hello
include: [localstack/compose.yaml]
services:
  api:
    build: { context: api, args: { NODE_IMAGE: '\${NODE_IMAGE:-node:26-slim}' }, secrets: [ca] }
    ports: ['127.0.0.1:3000:3000']
`,
    'api/Dockerfile': `ARG NODE_IMAGE
FROM \${NODE_IMAGE}
WORKDIR /app
COPY package.json ./
RUN --mount=type=secret,id=ca \\
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi; npm install
COPY app.js ./
ARG REVISION
ENV REVISION=$REVISION
USER 1000:1000
CMD ["node", "app.js"]
`,
    'api/package.json': { type: 'module', dependencies: { fastify: '5.12.8' } },
    'api/app.js': app('hello'),
    'api/.env.example': '# The key of the upstream API, a secret.\nAPI_KEY=\n',
    '.aws/api/smoke.json': [
      { path: '/', status: 302, headers: { location: '/hello' } },
      { path: '/hello', status: 200, json: { key: 6, revision: '${REVISION}' } },
    ],
  })
  const parameter = 'arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/${APP_NAME}/API_KEY'
  const secrets = [{ name: 'API_KEY', valueFrom: parameter }]
  describeApi(folder, { secrets }, { memory: '1024' })

  await using copy = await openCopy(folder, 'fastify')
  await copy.succeed('PERSISTENCE=1 docker compose up --detach --wait localstack')
  await copy.succeed('printf sesame | npm run secret -- put API_KEY')
  await copy.succeed('npm run rehearse')
  const redirect = await fetch(copy.url, { redirect: 'manual' })
  assert.deepEqual([redirect.status, redirect.headers.get('location')], [302, '/hello'])
  const hello = async () =>
    ((await (await fetch(`${copy.url}/hello`)).json()) as { answer: string }).answer
  assert.equal(await hello(), 'hello')

  writeFiles(folder, { 'api/app.js': app('changed') })
  await copy.succeed('npm run rehearse')
  assert.equal(await hello(), 'changed')
  await destroy(copy)
})

test('examples/minimal, a static binary without a base image, is released, changed and removed', async () => {
  process.env.GCC_IMAGE = await compilerImage()
  const folder = copyTemplate()
  const readme = 'examples/minimal/README.md'
  await succeedIn(folder, readCommands(readme, 'rm -r server').split('\n')[0]!)
  await using copy = await openCopy(folder, 'minimal')
  await copy.succeed('npm run rehearse')
  const read = async () => (await fetch(copy.url)).text()
  assert.match(await read(), /^hello from [0-9a-f]{40}\n$/)
  await copy.succeed(`sed -i 's/hello from/good day from/' hello/hello.c`)
  changeJson(folder, '.aws/hello/smoke.json', ([request]) => {
    request.contains = 'good day from ${REVISION}'
  })
  await copy.succeed('npm run rehearse')
  assert.match(await read(), /^good day from /)
  await destroy(copy)
})
