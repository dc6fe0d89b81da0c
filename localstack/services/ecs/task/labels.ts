import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Emulator } from '../../service.ts'

/** The key of a label of the emulator's own. */
export const label = (name: string) => `docker-cloud.${name}`

/** Label of the containers and volumes of any emulator. The value is its id. */
export const emulatorLabel = label('emulator')

/** Label of what emulators without persistence have created that listen in the same network namespace. */
export const networkLabel = { [label('network')]: linuxNamespace() ?? hostname() }

/** Labels with the address at which an emulator without persistence listens while it runs. */
export const placeLabels = (emulator: Emulator): Record<string, string> =>
  emulator.settings.persistence ? {} : { ...networkLabel, [label('address')]: addressOf(emulator) }

export const addressOf = ({ settings, port }: Emulator): string => `${settings.host}:${port()}`

/** Identifies a network namespace since the machine was started. Undefined on systems other than Linux. */
function linuxNamespace(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${readlinkSync('/proc/self/ns/net')}`
  } catch {
    return undefined
  }
}
