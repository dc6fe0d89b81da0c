import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { loadModel, type Model } from '../../../../localstack/wire/model.ts'
import { services } from '../../../../localstack/services.ts'
import { openEmulator, type Target } from '../../../support/target.ts'
import { type Answer, call } from './call.ts'
import { InputMaker } from './inputs.ts'
import { parents } from './parents.ts'
import { Pool } from './pool.ts'
import { finder, templates } from './templates.ts'

/**
 * An answer takes less than a second on an idle machine of two cores. What is measured is processor time, since
 * other processes take none of it, and three seconds are allowed, as a machine may be three times slower.
 */
const mostSeconds = 3

const models = new Map(services.map(({ name }) => [name, loadModel(name)]))
const pool = new Pool()
let target: Target

before(async () => {
  target = await openEmulator({ dockerSocket: '/nonexistent' })
  for (const [service, operation, input] of parents) {
    const model = models.get(service)!
    const answer = await send(model, operation, input ?? validInput(service, operation))
    assert.ok(answer.status < 300, `${service} ${operation}: ${answer.body}`)
    pool.keep(service, operation, answer.body)
  }
})
after(() => target[Symbol.asyncDispose]())

const send = (model: Model, operation: string, input: unknown): Promise<Answer> =>
  call(target.url, model, { operation, input })

function validInput(service: string, operation: string): unknown {
  const model = models.get(service)!
  const shape = model.operations[operation]!.input
  const template = templates[`${service} ${operation}`]
  if (template) return template(finder(pool))
  return shape ? new InputMaker(model, pool).valid(shape, '') : {}
}

let made = 0

/**
 * What is created has a name of its own each time, so that it is not rejected as existing; but ECS services,
 * thousands of which would keep the scheduler busy.
 */
function renewed(operation: string, input: unknown): unknown {
  if (!/^Create(?!Service$)/.test(operation) || typeof input !== 'object') return input
  const name = `worst${made++}`
  return Object.fromEntries(
    Object.entries(input ?? {}).map(([member, value]) =>
      member.endsWith('ame') && value === 'worst' ? [member, name] : [member, value],
    ),
  )
}

/** What is wrong with an answer, if anything. */
async function faultOf(model: Model, operation: string, input: unknown) {
  const before = process.cpuUsage()
  const { status, body } = await send(model, operation, input)
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  if (seconds > mostSeconds) return `took ${seconds} s`
  return status >= 500 && status !== 501 ? `${status} ${body.slice(0, 300)}` : undefined
}

for (const { name, operations } of services)
  test(`each operation of ${name} answers its worst input, soon and without failing`, async () => {
    const model = models.get(name)!
    const faults: string[] = []
    for (const operation of Object.keys(operations)) {
      const shape = model.operations[operation]!.input
      if (!shape) continue
      const base = validInput(name, operation)
      for (const { path, input } of new InputMaker(model, pool).worst(shape, base)) {
        const fault = await faultOf(model, operation, renewed(operation, input))
        if (fault) faults.push(`${operation} ${path}: ${fault}`)
      }
    }
    assert.deepEqual(faults, [])
  })
