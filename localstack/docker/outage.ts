import type { Log } from '../kernel/log.ts'

/** Logs once that an engine does not answer, and once that it is back. */
export class Outage {
  readonly #endpoint: string
  readonly #log: Log
  #lasting = false

  constructor(endpoint: string, log: Log) {
    this.#endpoint = endpoint
    this.#log = log
  }

  note(message: string): void {
    if (this.#lasting) return
    this.#lasting = true
    this.#log('docker', message)
  }

  end(): void {
    if (!this.#lasting) return
    this.#lasting = false
    this.#log('docker', `The Docker engine at ${this.#endpoint} answers again.`)
  }
}
