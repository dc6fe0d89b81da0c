import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serviceOf } from '../../../scripts/failure/observed.ts'
import { Changes } from '../../../scripts/release/changes.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { runInParallel } from '../../../scripts/release/parallel.ts'

interface Item {
  name: string
}

const api = { name: 'api' }
const front = { name: 'front' }
const worker = { name: 'worker' }

function openContext() {
  const lines: string[] = []
  const print = (line: string) => void lines.push(line)
  const context = { changes: new Changes(false, print), dryRun: false, print, progress: print }
  return { context: context as unknown as Context, lines }
}

/** Acts that are pending until they are ended one by one. */
function openActs() {
  const acts = new Map<string, PromiseWithResolvers<void>>()
  const act = (_: Context, { name }: Item) => {
    acts.set(name, Promise.withResolvers())
    return acts.get(name)!.promise
  }
  return { act, running: () => [...acts.keys()], end: (name: string) => acts.get(name)!.resolve() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('independent services are acted on at once, and others after those before them', async () => {
  const { act, running, end } = openActs()
  const all = runInParallel<Item, void>(
    openContext().context,
    [
      { service: api, after: [] },
      { service: worker, after: [] },
      { service: front, after: [api, worker] },
    ],
    act,
  )
  await turn()
  assert.deepEqual(running(), ['api', 'worker'])
  end('api')
  await turn()
  assert.deepEqual(running(), ['api', 'worker'])
  end('worker')
  await turn()
  assert.deepEqual(running(), ['api', 'worker', 'front'])
  end('front')
  await all
})

test('lines start with the name of the service if there are several', async () => {
  const { context, lines } = openContext()
  const act = async (own: Context) => {
    own.print('printed')
    own.progress('waiting')
    own.changes.unchanged('ECS service')
  }
  await runInParallel<Item, void>(context, [{ service: api, after: [] }], act)
  assert.deepEqual(lines.splice(0), ['printed', 'waiting', 'unchanged    ECS service'])
  await runInParallel<Item, void>(
    context,
    [
      { service: api, after: [] },
      { service: front, after: [api] },
    ],
    act,
  )
  assert.deepEqual(lines, [
    'api   | printed',
    'api   | waiting',
    'api   | unchanged    ECS service',
    'front | printed',
    'front | waiting',
    'front | unchanged    ECS service',
  ])
})

test('after a failure what needs it does not start, and the rest is finished', async () => {
  const acted: string[] = []
  const failure = new Error('no')
  const steps = [
    { service: api, after: [] },
    { service: front, after: [api] },
    { service: worker, after: [] },
  ]
  const running = runInParallel<Item, void>(openContext().context, steps, async (_, { name }) => {
    if (name === 'api') throw failure
    await turn()
    acted.push(name)
  })
  await assert.rejects(running, (error: Error) => error === failure && serviceOf(error) === 'api')
  assert.deepEqual(acted, ['worker'])
})

test('several failures are reported together', async () => {
  const steps = [api, worker].map((service) => ({ service, after: [] }))
  const running = runInParallel<Item, void>(openContext().context, steps, async (_, { name }) => {
    throw new Error(name)
  })
  await assert.rejects(running, ({ errors }: AggregateError) => {
    assert.deepEqual(
      errors.map(({ message }) => message),
      ['api', 'worker'],
    )
    return true
  })
})
