import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inReleaseOrder } from '../../../scripts/release/order.ts'
import { type AppService, serviceNamed } from '../../../scripts/release/services.ts'

const names = { prefix: 'shop', repositories: 'shop' }
const service = (name: string) => serviceNamed(name, names, ['service'])
const job = (name: string) => serviceNamed(name, names, [])

const all = [service('api'), service('front'), job('migrate'), job('seed'), service('worker')]
const named = (...wanted: string[]) => wanted.map((name) => all.find((one) => one.name === name)!)

/** The steps of a release, each with those before it. */
function order(services: AppService[], depends: Record<string, Record<string, string>>) {
  const compose = Object.fromEntries(
    Object.entries(depends).map(([name, on]) => [
      name,
      {
        depends_on: Object.fromEntries(
          Object.entries(on).map(([other, condition]) => [other, { condition }]),
        ),
      },
    ]),
  )
  return inReleaseOrder(services, { all, project: { name: 'shop', services: compose } }).map(
    ({ service: { name }, after }) => [name, after.map((one) => one.name)],
  )
}

const started = 'service_started'
const completed = 'service_completed_successfully'

test('services without dependencies keep their order', () => {
  assert.deepEqual(order(named('worker', 'api'), {}), [
    ['worker', []],
    ['api', []],
  ])
})

test('a service comes after those that it depends on, and these come once', () => {
  const depends = {
    api: { front: started, worker: started },
    front: { worker: started },
  }
  assert.deepEqual(order(named('api', 'front', 'worker'), depends), [
    ['worker', []],
    ['front', ['worker']],
    ['api', ['front', 'worker']],
  ])
})

test('a job that has to complete first is added, with the jobs before it', () => {
  const depends = { api: { migrate: completed }, migrate: { seed: completed } }
  assert.deepEqual(order(named('api'), depends), [
    ['seed', []],
    ['migrate', ['seed']],
    ['api', ['migrate']],
  ])
})

test('nothing else is added: other services, jobs that only have to start, and what is not in .aws', () => {
  const depends = { api: { worker: started, migrate: started, database: 'service_healthy' } }
  assert.deepEqual(order(named('api'), depends), [['api', []]])
})
