import type { Service, ServiceEvent } from '@aws-sdk/client-ecs'
import { shorten } from '../failure/short.ts'
import { timeOnAws } from './time.ts'

/** The words of events that report the problem of a task. */
const problem = /is unhealthy in|was unable to|failed container health checks/

/**
 * The events of a service as lines, oldest first: each event once, and of problems that differ by their
 * tasks alone the first one, because tasks of one version fail alike.
 */
export class EventLines {
  readonly #known: Set<string | undefined>
  readonly #problems = new Map<string, number>()

  /** Events that the service has already are not new. */
  constructor(before: Service | undefined) {
    this.#known = new Set(before?.events?.map(({ id }) => id))
  }

  /** Returns the lines of new events. */
  add({ events = [] }: Service): string[] {
    const fresh = events.filter(({ id }) => !this.#known.has(id)).toReversed()
    for (const { id } of fresh) this.#known.add(id)
    return fresh.flatMap((event) => {
      const text = textOf(event)
      const isNew = !this.#problems.has(text)
      if (problem.test(text)) this.#problems.set(text, (this.#problems.get(text) ?? 0) + 1)
      return isNew ? [`${timeOf(event)} ${text}`] : []
    })
  }

  /** The problems among the events, each once with its number. */
  problems(): string[] {
    return Array.from(this.#problems, ([text, count]) =>
      count === 1 ? text : `${text} (${count} times)`,
    )
  }
}

const textOf = ({ message = '' }: ServiceEvent) =>
  shorten(message).replace(/^\(service [^)]*\) /, '')

const timeOf = ({ createdAt }: ServiceEvent) => createdAt && timeOnAws(createdAt)
