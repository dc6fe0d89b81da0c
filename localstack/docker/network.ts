import { unless } from './error.ts'
import { type Engine, requestJson } from './request.ts'

export interface NetworkDetails {
  Id: string
  Name: string
  Driver: string
  IPAM: { Config: { Subnet?: string | undefined; Gateway?: string | undefined }[] | null }
}

/** The engine's networks. */
export interface Networks {
  /** Undefined when there is no such network. */
  inspect(name: string): Promise<NetworkDetails | undefined>
}

export const networksAt = (engine: Engine): Networks => ({
  inspect: (name) =>
    requestJson<NetworkDetails>(engine, { path: `/networks/${name}` }).catch(unless(404)),
})
