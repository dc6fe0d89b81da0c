import { unless } from './container.ts'
import { json } from './request.ts'

export interface NetworkDetails {
  Id: string
  Name: string
  Driver: string
  IPAM: { Config: { Subnet?: string; Gateway?: string }[] | null }
}

/** The engine's networks. */
export interface Networks {
  /** Undefined when there is no such network. */
  inspect(name: string): Promise<NetworkDetails | undefined>
}

export const networksAt = (endpoint: string): Networks => ({
  inspect: (name) =>
    json<NetworkDetails>(endpoint, { path: `/networks/${name}` }).catch(unless(404)),
})
