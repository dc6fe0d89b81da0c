import { startWatched, type WatchedEmulator } from './emulator.ts'
import type { Findings } from './findings.ts'
import type { FuzzRequest } from './request.ts'
import { Sender } from './send.ts'
import { shorten } from './shorten.ts'
import type { RequestSource } from './source.ts'
import { type Limits, type Outcome, slow, tryOut } from './trial.ts'

const resetEvery = 5000
const growthMegabytes = 50
const remembered = 5

const reset: FuzzRequest = {
  what: 'reset',
  method: 'POST',
  path: '/_localstack/state/reset',
  headers: {},
  body: '',
}

/** One emulator with one set of settings, and what is sent to it. */
export class Campaign implements AsyncDisposable {
  readonly #directory: string
  readonly #settings: Record<string, string>
  readonly #source: RequestSource
  readonly #limits: Limits
  readonly #findings: Findings
  readonly #sender = new Sender()
  readonly #recent: FuzzRequest[] = []
  #emulator!: WatchedEmulator
  #megabytesAtStart = 0
  sent = 0

  constructor(options: {
    directory: string
    settings: Record<string, string>
    source: RequestSource
    limits: Limits
    findings: Findings
  }) {
    this.#directory = options.directory
    this.#settings = options.settings
    this.#source = options.source
    this.#limits = options.limits
    this.#findings = options.findings
  }

  async run(isOver: (sent: number) => boolean): Promise<void> {
    await this.#start()
    while (!isOver(this.sent)) {
      await this.#send(this.#source.next())
      if (this.sent % resetEvery === 0) await this.#startOver()
    }
    await this.#checkMemory()
    await this.#checkRestart()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sender[Symbol.dispose]()
    await this.#emulator[Symbol.asyncDispose]()
  }

  /** What is loaded at the first call of a service counts as there from the start. */
  async #start(): Promise<void> {
    this.#emulator = await startWatched(this.#directory, this.#settings)
    await this.#startOver()
    await this.#send(reset)
    this.#megabytesAtStart = await this.#emulator.settledMegabytes()
    await this.#startOver()
  }

  async #startOver(): Promise<void> {
    await this.#send(reset)
    for (const request of this.#source.first()) await this.#send(request)
    await this.#send({ ...reset, what: 'load balancers', method: 'GET', path: '/_aws/elb' })
  }

  async #send(request: FuzzRequest): Promise<void> {
    this.sent++
    const { answer, fault } = await this.#try(request)
    this.#findings.count(request, answer.status)
    if (fault === undefined) this.#source.learn(request, answer)
    else await this.#report(request, fault)
    this.#recent.push(request)
    if (this.#recent.length > remembered) this.#recent.shift()
  }

  /** Starts the emulator again when it is gone or does not answer. */
  async #try(request: FuzzRequest, limits = this.#limits): Promise<Outcome> {
    const outcome = await tryOut(this.#emulator, this.#sender, request, limits)
    if (outcome.fault?.startsWith('the emulator ended') || outcome.fault?.startsWith('no ')) {
      await this.#emulator.kill()
      this.#emulator = await startWatched(this.#directory, this.#settings)
    }
    return outcome
  }

  async #report(request: FuzzRequest, fault: string): Promise<void> {
    if (this.#findings.isKnown(request, fault)) return
    const kind = kindOf(fault)
    const quickly = { ...this.#limits, patience: this.#limits.seconds * 2 }
    const fails = async (candidate: FuzzRequest) =>
      kindOf((await this.#try(candidate, quickly)).fault) === kind
    const isRepeatable = (await fails(request)) && (await fails(request))
    if (!isRepeatable && fault === slow) return
    const shortest = isRepeatable ? await shorten(request, fails) : request
    const before = isRepeatable ? [] : [...this.#recent]
    const { what } = request
    this.#findings.add({ what, fault, request: shortest, before, settings: this.#settings })
  }

  async #checkMemory(): Promise<void> {
    await this.#send(reset)
    const growth = (await this.#emulator.settledMegabytes()) - this.#megabytesAtStart
    this.#findings.megabytes.push(Math.round(growth))
    if (growth > growthMegabytes)
      this.#complain(`${Math.round(growth)} MB more than at the start are in use`)
  }

  /** What was written is read again. */
  async #checkRestart(): Promise<void> {
    await this.#startOver()
    for (let count = 0; count < 100; count++) await this.#send(this.#source.next())
    if (!(await this.#emulator.end())) this.#complain('did not end after SIGTERM')
    await this.#emulator.kill()
    try {
      this.#emulator = await startWatched(this.#directory, this.#settings)
    } catch (error) {
      this.#complain((error as Error).message)
    }
  }

  #complain(fault: string): void {
    const what = `after ${this.sent} requests`
    this.#findings.add({ what, fault, before: [...this.#recent], settings: this.#settings })
  }
}

/** Faults of one kind have the same cause, whatever numbers and names they contain. */
const kindOf = (fault: string | undefined) => fault?.replace(/[^a-z ]+/gi, '').slice(0, 40)
