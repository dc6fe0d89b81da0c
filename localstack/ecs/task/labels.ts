import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Emulator } from '../../operation.ts'

/** The key of a label of the emulator's own. */
export const label = (name: string) => `docker-cloud.${name}`

/** What marks the containers and volumes of any emulator, with its id. */
export const emulatorLabel = label('emulator')

/**
 * Labels what an emulator without persistence makes with the place where it listens. No two processes listen at one
 * place, so whatever else carries that label was left by an emulator that was killed.
 */
export const placeLabel = ({ settings, port }: Emulator): Record<string, string> =>
  settings.persistence ? {} : { [label('place')]: `${network}:${port()}` }

/** A network namespace of a running machine; elsewhere than on Linux there is one per machine. */
const network = linuxNamespace() ?? hostname()

function linuxNamespace(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${readlinkSync('/proc/self/ns/net')}`
  } catch {
    return undefined
  }
}
