import { labelFilter } from './container.ts'
import { linesOf } from './read.ts'
import { type Engine, send } from './request.ts'

/** An event of a container: `die`, `destroy`, `health_status: healthy`, … */
export interface ContainerEvent {
  Action: string
  Actor: { ID: string; Attributes: Record<string, string> }
}

export interface Subscription {
  /** Resolves when the engine ends the stream or the subscription is closed. */
  ended: Promise<void>
  close(): void
}

export interface Interest {
  labels: Record<string, string>
  /** The events to subscribe to; each health check makes three others. */
  actions: string[]
}

/** Subscribes to the events of containers, from the moment it returns. */
export async function subscribe(
  engine: Engine,
  { labels, actions }: Interest,
  onEvent: (event: ContainerEvent) => void,
): Promise<Subscription> {
  const response = await send(engine, {
    path: '/events',
    query: { filters: { type: ['container'], event: actions, ...labelFilter(labels) } },
    follows: true,
  })
  const listen = async () => {
    for await (const line of linesOf(response)) onEvent(JSON.parse(line) as ContainerEvent)
  }
  return { ended: listen().catch(() => {}), close: () => response.destroy() }
}
