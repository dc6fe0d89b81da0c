import { readdirSync } from 'node:fs'
import { type Model, type Shape, loadModel, shapeOf } from '../../localstack/wire/model.ts'
import { corrupt, hostileText } from './hostile.ts'
import { InputMaker } from './input.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import type { FuzzRequest } from './request.ts'
import { templateFor } from './templates.ts'

const folder = new URL('../../localstack/wire/models/', import.meta.url)

const models = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => loadModel(file.slice(0, -'.json'.length)))

const accessKeys = ['test', 'test', 'test', 'test', '111122223333', 'AKIAIOSFODNN7EXAMPLE', '']
const regions = ['us-east-1', 'us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'public', '..']

/** Makes calls of every operation of every model. */
export class AwsCalls {
  readonly #pool: Pool
  readonly #random: Random
  readonly #makers: Map<Model, InputMaker>
  readonly #missing = new Set<string>()
  readonly #operations: [model: Model, operation: string][]

  constructor(pool: Pool, random: Random) {
    this.#pool = pool
    this.#random = random
    this.#makers = new Map(models.map((model) => [model, new InputMaker(model, pool, random)]))
    this.#operations = models.flatMap((model) =>
      Object.keys(model.operations).map((operation): [Model, string] => [model, operation]),
    )
  }

  /** A call that is meant to be accepted. */
  valid(service: string, operation: string): FuzzRequest {
    const model = models.find((each) => each.service === service)!
    const shape = model.operations[operation]!.input
    const input =
      templateFor(service, operation)?.({ pool: this.#pool, random: this.#random }) ??
      (shape ? this.#makers.get(model)!.least(shape) : {})
    return this.#request(model, operation, input)
  }

  /** Notes that an operation answers 501 whatever its input is, so that it is called seldom. */
  isMissing(what: string): void {
    this.#missing.add(what)
  }

  /** A call of any operation: valid, nearly valid or hostile. */
  any(): FuzzRequest {
    const random = this.#random
    const [model, operation] = random.pick(this.#operations)
    if (this.#missing.has(`${model.service} ${operation}`) && random.chance(0.9)) return this.any()
    const input = this.#input(model, operation)
    const request = this.#request(
      model,
      operation,
      random.chance(0.65) ? input : corrupt(input, random),
    )
    if (random.chance(0.05)) request.headers.authorization = this.#authorization(model)
    if (random.chance(0.03)) request.body = this.#brokenBody(request.body)
    if (random.chance(0.01)) this.#renameOperation(request, operation)
    return request
  }

  #input(model: Model, operation: string): object {
    const template = templateFor(model.service, operation)
    const shape = model.operations[operation]!.input
    const made = shape ? this.#makers.get(model)!.make(shape) : {}
    if (!template || this.#random.chance(0.2)) return made
    const input = template({ pool: this.#pool, random: this.#random })
    return this.#random.chance(0.7) ? input : { ...made, ...input }
  }

  #request(model: Model, operation: string, input: object): FuzzRequest {
    const json = model.protocol === 'json'
    const authorization = authorizationOf('test', 'us-east-1', model.signingName)
    return {
      what: `${model.service} ${operation}`,
      method: 'POST',
      path: '/',
      headers: json
        ? {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': `${model.targetPrefix}.${operation}`,
            authorization,
          }
        : { 'content-type': 'application/x-www-form-urlencoded', authorization },
      body: json ? JSON.stringify(input) : formOf(model, operation, input),
    }
  }

  #authorization({ signingName }: Model): string {
    const random = this.#random
    const service = random.chance(0.2) ? random.pick(models).signingName : signingName
    return authorizationOf(random.pick(accessKeys), random.pick(regions), service)
  }

  #brokenBody(body: string): string {
    const random = this.#random
    const at = random.below(body.length + 1)
    switch (random.below(5)) {
      case 0:
        return body.slice(0, at)
      case 1:
        return body.slice(0, at) + hostileText(random) + body.slice(at)
      case 2:
        return `${body}&${'.'.repeat(random.pick([10, 10_000]))}=1&a.${'1.'.repeat(500)}b=%zz`
      case 3:
        return `${body}${Array.from({ length: 2000 }, (_, index) => `&a.${index}=`).join('')}`
      default:
        return body.replace('{', '{"__proto__":{"a":1},"constructor":1,')
    }
  }

  #renameOperation(request: FuzzRequest, operation: string): void {
    const name = encodeURIComponent(
      this.#random.pick(['__proto__', 'constructor', 'toString', '', 'a.b', 'DoAll']),
    )
    const target = request.headers['x-amz-target']
    if (target) request.headers['x-amz-target'] = target.replace(operation, name)
    else request.body = request.body.replace(`Action=${operation}`, `Action=${name}`)
  }
}

const authorizationOf = (key: string, region: string, service: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`

/** More than any limit of the emulator, in characters. */
const longestForm = 2 ** 21

/** The query and EC2 protocols' form; what does not fit the shape is written by its own type. */
function formOf(model: Model, operation: string, input: object): string {
  const pairs: [string, string][] = [
    ['Action', operation],
    ['Version', model.apiVersion],
  ]
  let length = 0
  const write = (path: string, shape: Shape | undefined, value: unknown): void => {
    const below = (name: string) => (path ? `${path}.${name}` : name)
    if (Array.isArray(value)) {
      const list = model.protocol === 'ec2' ? path : below('member')
      const item = shape?.member && shapeOf(model, shape.member.shape)
      value.forEach((each, index) => write(`${list}.${index + 1}`, item, each))
    } else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) {
        const known = Object.hasOwn(shape?.members ?? {}, name) ? shape!.members![name] : undefined
        const wire = model.protocol === 'ec2' && known ? ec2Name(name, known) : name
        write(below(wire), known && shapeOf(model, known.shape), member)
      }
    else if ((length += path.length) < longestForm) pairs.push([path, String(value)])
  }
  const shape = model.operations[operation]!.input
  write('', shape ? shapeOf(model, shape) : undefined, input)
  return new URLSearchParams(pairs).toString()
}

const ec2Name = (
  name: string,
  known: { locationName?: string | undefined; queryName?: string | undefined },
) => {
  const wire = known.locationName ?? name
  return known.queryName ?? wire.charAt(0).toUpperCase() + wire.slice(1)
}
