import { AwsCalls } from './aws-call.ts'
import { balancedRequest, byteRequest } from './bytes.ts'
import { pageRequest } from './pages.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'
import { RegistryRequests } from './registry.ts'
import type { FuzzRequest } from './request.ts'
import type { Answer } from './send.ts'
import { firstCalls } from './templates.ts'

/** Chooses what is sent next, and learns from what is answered. */
export class RequestSource {
  readonly #random: Random
  readonly #pool: Pool
  readonly #calls: AwsCalls
  readonly #registry: RegistryRequests

  constructor(random: Random) {
    this.#random = random
    this.#pool = new Pool(random)
    this.#calls = new AwsCalls(this.#pool, random)
    this.#registry = new RegistryRequests(this.#pool, random)
  }

  /** What fills an empty emulator; each is made when it is its turn, from what was learned before. */
  *first(): Generator<FuzzRequest> {
    this.#pool.clear()
    for (const [service, operation] of firstCalls) yield this.#calls.valid(service, operation)
  }

  next(): FuzzRequest {
    const random = this.#random
    const dice = random.below(100)
    if (dice < 75) return this.#calls.any()
    if (dice < 86) return this.#registry.any()
    if (dice < 91) return pageRequest(this.#pool, random)
    const port = Number(this.#pool.find('PublishedPort')) || undefined
    if (dice < 96 && port) return balancedRequest(random, port)
    return byteRequest(random, random.chance(0.5) ? port : undefined)
  }

  learn(request: FuzzRequest, { status, body, headers }: Answer): void {
    if (status === 501) this.#calls.isMissing(request.what)
    if (status < 200 || status > 299 || body.length > 20_000) return
    this.#pool.learn(body)
    if (/ (Create|Register|Put|Add)/.test(request.what)) this.#pool.learn(request.body)
    const upload = headers['docker-upload-uuid']
    if (upload) this.#pool.learn(JSON.stringify({ 'docker-upload-uuid': upload }))
  }
}
