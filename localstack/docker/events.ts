import { labelFilter } from './container.ts'
import { linesOf, send } from './request.ts'

/** What happened to a container: `start`, `die`, `destroy`, `health_status: healthy`, … */
export interface ContainerEvent {
  Action: string
  Actor: { ID: string; Attributes: Record<string, string> }
}

export interface Subscription {
  /** Resolves when the engine ends the stream or the subscription is closed. */
  ended: Promise<void>
  close(): void
}

/** Hears of everything that happens to containers with these labels, from the moment it returns. */
export async function subscribe(
  endpoint: string,
  labels: Record<string, string>,
  hear: (event: ContainerEvent) => void,
): Promise<Subscription> {
  const response = await send(endpoint, {
    path: '/events',
    query: { filters: { type: ['container'], ...labelFilter(labels) } },
  })
  const listen = async () => {
    for await (const line of linesOf(response)) hear(JSON.parse(line) as ContainerEvent)
  }
  return { ended: listen().catch(() => {}), close: () => response.destroy() }
}
