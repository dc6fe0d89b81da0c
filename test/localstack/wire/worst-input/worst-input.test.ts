import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Model } from '../../../../localstack/wire/model.ts'
import { services } from '../../../../localstack/services.ts'
import { openPeopled, type Peopled, renewed } from './peopled.ts'

/**
 * An answer takes less than a second on an idle machine of two cores. What is measured is processor time, since
 * other processes take none of it, and three seconds are allowed, as a machine may be three times slower.
 */
const mostSeconds = 3

let peopled: Peopled
before(async () => {
  peopled = await openPeopled()
})
after(() => peopled[Symbol.asyncDispose]())

/** Thousands of services would keep the scheduler busy. */
const renewedUnlessService = (operation: string, input: unknown) =>
  operation === 'CreateService' ? input : renewed(operation, input)

/** What is wrong with an answer, if anything. */
async function faultOf(model: Model, operation: string, input: unknown) {
  const before = process.cpuUsage()
  const { status, body } = await peopled.send(model, operation, input)
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  if (seconds > mostSeconds) return `took ${seconds} s`
  return status >= 500 && status !== 501 ? `${status} ${body.slice(0, 300)}` : undefined
}

for (const { name, operations } of services)
  test(`each operation of ${name} answers its worst input, soon and without failing`, async () => {
    const model = peopled.models.get(name)!
    const maker = peopled.makerOf(model)
    const faults: string[] = []
    for (const operation of Object.keys(operations)) {
      const shape = model.operations[operation]!.input
      if (!shape) continue
      const base = peopled.validInput(name, operation)
      for (const { path, input } of maker.worst(shape, base)) {
        const fault = await faultOf(model, operation, renewedUnlessService(operation, input))
        if (fault) faults.push(`${operation} ${path}: ${fault}`)
      }
    }
    assert.deepEqual(faults, [])
  })
