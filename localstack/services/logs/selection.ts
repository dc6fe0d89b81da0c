import type { LogEvent } from './event.ts'
import { earliestFirst, type Order, type Position } from './position.ts'

export type FoundEvent = LogEvent & Position & { logStreamName: string }

export interface EventPage {
  /** The earliest first. */
  events: FoundEvent[]
  /** True if there are events beyond this page. */
  more: boolean
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const pageBytes = 1024 * 1024

/** Of events that arrive in any order, keeps the first ones in `order`: as many as a page may have. */
export class Selection {
  readonly #order: Order
  readonly #limit: number
  #events: FoundEvent[] = []
  #bytes = 0
  /** The first event that does not fit. */
  #bound: Position | undefined

  constructor(order: Order, limit: number) {
    this.#order = order
    this.#limit = limit
  }

  accepts(position: Position): boolean {
    return this.#bound === undefined || this.#order(position, this.#bound) < 0
  }

  add(event: FoundEvent): void {
    this.#events.push(event)
    this.#bytes += bytesOf(event)
    if (this.#events.length > 2 * this.#limit || this.#bytes > 2 * pageBytes) this.#cut()
  }

  page(): EventPage {
    this.#cut()
    return { events: this.#events.toSorted(earliestFirst), more: this.#bound !== undefined }
  }

  #cut(): void {
    this.#events.sort(this.#order)
    this.#bytes = 0
    const end = this.#events.findIndex((event, index) => {
      this.#bytes += bytesOf(event)
      return index === this.#limit || (index > 0 && this.#bytes > pageBytes)
    })
    if (end < 0) return
    this.#bound = this.#events[end]
    this.#bytes -= bytesOf(this.#events[end]!)
    this.#events.length = end
  }
}

const bytesOf = ({ message }: LogEvent) => Buffer.byteLength(message)
