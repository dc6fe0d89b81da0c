import { labelFilter, unless } from './container.ts'
import { json } from './request.ts'

/** The engine's volumes. */
export interface Volumes {
  create(name: string, labels: Record<string, string>): Promise<void>
  /** Removes a volume; one that is gone is fine. */
  remove(name: string): Promise<void>
  /** Names of the volumes that carry all these labels. */
  list(labels: Record<string, string>): Promise<string[]>
}

export const volumesAt = (endpoint: string): Volumes => ({
  create: async (Name, Labels) => {
    await json(endpoint, { method: 'POST', path: '/volumes/create', body: { Name, Labels } })
  },
  remove: (name) =>
    json<void>(endpoint, { method: 'DELETE', path: `/volumes/${name}` }).catch(unless(404)),
  list: async (labels) => {
    const { Volumes } = await json<{ Volumes: { Name: string }[] | null }>(endpoint, {
      path: '/volumes',
      query: { filters: labelFilter(labels) },
    })
    return (Volumes ?? []).map(({ Name }) => Name)
  },
})
