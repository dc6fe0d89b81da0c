import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Emulator } from '../../service.ts'

/** The key of a label of the emulator's own. */
export const label = (name: string) => `docker-cloud.${name}`

/** What marks the containers and volumes of any emulator, with its id. */
export const emulatorLabel = label('emulator')

/** Marks what emulators without persistence have made that listen in the same network namespace. */
export const networkLabel = { [label('network')]: linuxNamespace() ?? hostname() }

/** Says of what an emulator without persistence makes where that emulator can be asked whether it is alive. */
export const placeLabels = (emulator: Emulator): Record<string, string> =>
  emulator.settings.persistence ? {} : { ...networkLabel, [label('address')]: addressOf(emulator) }

export const addressOf = ({ settings, port }: Emulator): string => `${settings.host}:${port()}`

/** A namespace of the machine since it was started; elsewhere than on Linux a machine has one. */
function linuxNamespace(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${readlinkSync('/proc/self/ns/net')}`
  } catch {
    return undefined
  }
}
