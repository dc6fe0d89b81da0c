import { explain, Explained, type Failure, failuresOf } from '../failure/explain.ts'
import type { VerbName } from '../verbs.ts'
import type { Changes } from './changes.ts'
import { production } from './environment-file.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Output } from './output.ts'
import type { Document } from './results.ts'
import { addSummary } from './summary.ts'

/** A verb that has failed, and has its result all the same. */
export class FailedResult extends Error {
  readonly result: unknown
  readonly exitCode: number

  constructor(message: string, result: unknown, exitCode: number = exitCodes.failed[0]) {
    super(message)
    this.result = result
    this.exitCode = exitCode
  }
}

const writeJson = (json: unknown, indent = 0) =>
  process.stdout.write(`${JSON.stringify(json, null, indent)}\n`)

/** Prints what a verb returns: as text, or as a JSON document with its changes and failures. */
export class Report {
  readonly #verb: VerbName
  readonly #output: Output
  readonly #isJson: boolean
  readonly #lines: (result: unknown) => string[]
  readonly #failures: Failure[] = []
  readonly #explanations: string[] = []
  readonly #start = performance.now()
  #changes: Changes | undefined
  #isDryRun = false
  #result: unknown
  #isStream = false

  constructor(
    verb: VerbName,
    output: Output,
    { isJson, lines }: { isJson: boolean; lines: (result: never) => string[] },
  ) {
    this.#verb = verb
    this.#output = output
    this.#isJson = isJson
    this.#lines = lines as (result: unknown) => string[]
  }

  /** The changes that the verb records. */
  with(changes: Changes, isDryRun: boolean): void {
    this.#changes = changes
    this.#isDryRun = isDryRun
  }

  /** Takes the result, or each of several as soon as it is there. */
  async take(returned: Promise<unknown> | AsyncIterable<unknown>): Promise<void> {
    if (returned instanceof Promise) return this.#take(await returned)
    this.#isStream = true
    for await (const item of returned) {
      this.#take(item)
      if (!this.#output.isRead()) break
    }
  }

  #take(result: unknown): void {
    if (result === undefined) return
    if (!this.#isStream) this.#result = result
    if (!this.#isJson) for (const line of this.#lines(result)) this.#output.print(line)
    else if (this.#isStream) writeJson(result)
  }

  fail(error: Error): void {
    if (error instanceof FailedResult) this.#take(error.result)
    process.exitCode = exitCodeOf(error)
    this.#failures.push(...failuresOf(error))
    const explanation = explain(this.#verb, error)
    // The verb that another one ran has added its failure to the summary itself.
    if (!(error instanceof Explained)) this.#explanations.push(explanation)
    if (process.env.DEBUG) console.error(error)
    else this.#output.progress(explanation)
  }

  /** Ends the process in the middle of the verb. */
  interrupt(message: string, exitCode: number): never {
    this.fail(new Error(message))
    process.exitCode = exitCode
    this.end()
    process.exit()
  }

  /** Prints the document, and adds a summary to the job of GitHub Actions. Results of a stream are printed already. */
  end(): void {
    const document = this.#document()
    if (this.#isJson && !this.#isStream) writeJson(document, 2)
    if (this.#isJson && this.#isStream && this.#failures.length > 0) writeJson(document)
    addSummary({
      document,
      lines: this.#result === undefined ? [] : this.#lines(this.#result),
      failures: this.#explanations,
      seconds: (performance.now() - this.#start) / 1000,
    })
  }

  #document(): Document {
    return {
      verb: this.#verb,
      environment: process.env.ENVIRONMENT || production,
      dryRun: this.#isDryRun,
      exitCode: Number(process.exitCode ?? 0),
      changes: this.#changes?.list() ?? [],
      result: this.#result,
      errors: this.#failures,
    }
  }
}
