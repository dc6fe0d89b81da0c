import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DescribeServicesCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs'
import { readCommands } from '../support/document.ts'
import { pythonImage, redisImage } from '../support/language-images.ts'
import { startRequests } from '../support/requests.ts'
import { copyTemplate, openCopy, succeedIn } from '../support/template-copy.ts'
import { until } from '../support/until.ts'

/** The steps of examples/shop/README.md, in a clone without the sample. */

const folder = copyTemplate()
const readme = 'examples/shop/README.md'
await succeedIn(folder, readCommands(readme, 'rm -r server').split('\n')[0]!)
process.env.PYTHON_IMAGE = await pythonImage()
process.env.REDIS_IMAGE = await redisImage()
const copy = await openCopy(folder, 'shop')
after(() => copy[Symbol.asyncDispose]())

const ecs = new ECSClient({
  endpoint: copy.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})

/** What runs of each service: its task definition, its only deployment and its tasks. */
async function observe() {
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster: copy.name, services: ['api', 'frontend', 'worker'] }),
  )
  const observed = services.map(async ({ serviceName, deployments = [] }) => {
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster: copy.name, serviceName: serviceName! }),
    )
    const [{ id, taskDefinition } = {}] = deployments
    return [
      serviceName!,
      { count: deployments.length, id, taskDefinition, tasks: taskArns.toSorted() },
    ]
  })
  return Object.fromEntries(await Promise.all(observed))
}

function edit(file: string, before: string, later: string): void {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  assert.ok(text.includes(before), file)
  writeFileSync(path, text.replace(before, later))
}

const read = async (path: string, init?: RequestInit) =>
  (await fetch(`${copy.url}${path}`, init)).text()

test('a rehearsal stops where a secret has no value, and goes on once it has one', async () => {
  const stopped = await copy.run('npm run rehearse')
  assert.equal(stopped.code, 1)
  assert.match(stopped.lines.join('\n'), /migrate: .*\n.*invalid ssm parameters: .*DATABASE_URL/)
  const lines = await copy.succeed(readCommands(readme, 'docker compose up'))
  assert.ok(lines.includes('  migrate  | | the database has version 2'), lines.join('\n'))
  assert.match(await read('/'), /<title>Shop<\/title>/)
  const items = [
    { name: 'tea', prices: { EUR: 4.5, USD: 5.22 } },
    { name: 'cup', prices: { EUR: 12, USD: 13.92 } },
  ]
  assert.deepEqual(JSON.parse(await read('/api/items')), { items })
  await read('/api/orders', { method: 'POST', body: 'tea' })
  await until('the worker to ship the order', async () => {
    return JSON.parse(await read('/api/orders')).shipped === 1
  })
})

test('only the service that changed is rolled out, without a failed request', async () => {
  const before = await observe()
  await using requests = startRequests([`${copy.url}/`, `${copy.url}/api/items`])
  edit('frontend/public/index.html', '<h1>Shop</h1>', '<h1>Tea shop</h1>')
  await copy.succeed('npm run rehearse')
  assert.match(await read('/'), /<h1>Tea shop<\/h1>/)
  const { frontend, ...others } = await observe()
  assert.notEqual(frontend.id, before.frontend.id)
  assert.deepEqual({ ...others, frontend: before.frontend }, before)

  edit('backend/api.py', '{"status": "ok"}', '{"status": "well"}')
  await copy.succeed('npm run rehearse')
  assert.match(await read('/api/healthz'), /well/)
  const { api, worker, ...rest } = await observe()
  assert.notEqual(api.id, before.api.id)
  assert.notEqual(worker.id, before.worker.id)
  assert.deepEqual(rest, { frontend })
  const { 200: answered = 0, ...failures } = await requests.stop()
  assert.deepEqual(failures, {})
  assert.ok(answered > 100, `${answered} requests`)
})

test('a migration that fails stops the release, and shows why', async () => {
  const before = await observe()
  edit('backend/migrate.py', 'MIGRATIONS = [', 'MIGRATIONS = [\n    ("HSET", "version", "1"),')
  edit('backend/migrate.py', '(database("GET", "version") or 0)', '(0)')
  edit('frontend/public/index.html', '<h1>Tea shop</h1>', '<h1>New shop</h1>')
  const { code, lines, stderr } = await copy.run('npm run rehearse')
  assert.equal(code, 1)
  assert.match(
    stderr,
    /the task of migrate ended with exit code 1: nothing that needs it was rolled out/,
  )
  assert.ok(
    lines.some((line) => /migrate +\| \| RuntimeError: ERR wrong number of arguments/.test(line)),
    lines.join('\n'),
  )
  assert.deepEqual(await observe(), before)
})

test('destroy leaves what compose runs, and compose the rest', async () => {
  const lines = await copy.succeed(readCommands(readme, 'npm run destroy'))
  assert.ok(lines.some((line) => line.startsWith(`nothing of ${copy.name} is left in account`)))
  assert.deepEqual(copy.leftovers(), [])
})
