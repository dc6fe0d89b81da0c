import assert from 'node:assert/strict'
import { loadModel, type Model } from '../../../../localstack/wire/model.ts'
import { services } from '../../../../localstack/services.ts'
import { openEmulator } from '../../../support/target.ts'
import { type Answer, call } from './call.ts'
import { InputMaker } from './inputs.ts'
import { parents } from './parents.ts'
import { Pool } from './pool.ts'
import { finder, templates } from './templates.ts'

/** An emulator in which there is one of everything, and calls that refer to it. */
export interface Peopled extends AsyncDisposable {
  models: Map<string, Model>
  send(model: Model, operation: string, input: unknown): Promise<Answer>
  /** An input that is as valid as the model, a template and what there is can make it. */
  validInput(service: string, operation: string): unknown
  makerOf(model: Model): InputMaker
}

export async function openPeopled(): Promise<Peopled> {
  const models = new Map(services.map(({ name }) => [name, loadModel(name)]))
  const pool = new Pool()
  const target = await openEmulator({ dockerSocket: '/nonexistent' })
  const send = (model: Model, operation: string, input: unknown) =>
    call(target.url, model, { operation, input })
  const makerOf = (model: Model) => new InputMaker(model, pool)
  function validInput(service: string, operation: string): unknown {
    const model = models.get(service)!
    const shape = model.operations[operation]!.input
    const template = templates[`${service} ${operation}`]
    if (template) return template(finder(pool))
    return shape ? makerOf(model).valid(shape, '') : {}
  }
  for (const [service, operation, input] of parents) {
    const model = models.get(service)!
    const answer = await send(model, operation, input ?? validInput(service, operation))
    assert.ok(answer.status < 300, `${service} ${operation}: ${answer.body}`)
    pool.keep(service, operation, answer.body)
  }
  return {
    models,
    send,
    validInput,
    makerOf,
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

let made = 0

/** The input of a creation with a name and a priority of its own, so that it is not rejected as existing. */
export function renewed(operation: string, input: unknown): unknown {
  if (!operation.startsWith('Create') || typeof input !== 'object') return input
  made++
  return Object.fromEntries(
    Object.entries(input ?? {}).map(([member, value]) => {
      if (member === 'Priority' && value === 1) return [member, made + 1]
      return [member, /name$|^prefix$/i.test(member) && value === 'worst' ? `worst${made}` : value]
    }),
  )
}
