import { labelFilter } from './container.ts'
import { unless } from './error.ts'
import { type Engine, requestJson } from './request.ts'

export interface VolumeSummary {
  Name: string
  Labels: Record<string, string>
}

/** The engine's volumes. */
export interface Volumes {
  create(name: string, labels: Record<string, string>): Promise<void>
  /** Removes a volume if it exists. */
  remove(name: string): Promise<void>
  /** Volumes that carry all these labels. */
  list(labels: Record<string, string>): Promise<VolumeSummary[]>
}

export const volumesAt = (engine: Engine): Volumes => ({
  create: async (Name, Labels) => {
    await requestJson(engine, { method: 'POST', path: '/volumes/create', body: { Name, Labels } })
  },
  remove: (name) =>
    requestJson<void>(engine, { method: 'DELETE', path: `/volumes/${name}` }).catch(unless(404)),
  list: async (labels) => {
    const { Volumes } = await requestJson<{ Volumes: VolumeSummary[] | null }>(engine, {
      path: '/volumes',
      query: { filters: labelFilter(labels) },
    })
    return Volumes ?? []
  },
})
