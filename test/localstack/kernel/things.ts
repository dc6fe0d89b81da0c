import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { defineState } from '../../../localstack/kernel/define-state.ts'
import { Store } from '../../../localstack/kernel/store.ts'

export interface Thing {
  size: number
  parts: { name: string }[]
  labels: Map<string, Date>
  marks: Set<string>
}

/** State of every kind of data that there is. */
export const things = defineState({
  name: 'things',
  initial: () => ({ made: new Map<string, Thing>(), last: { name: '' } }),
})
export const people = defineState({
  name: 'people',
  per: 'account',
  initial: () => new Map<string, string[]>(),
})

export const thing = (): Thing => ({ size: 1, parts: [], labels: new Map(), marks: new Set() })

export async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export function open(folder: string, lines: string[] = []): Store {
  return new Store((topic, message) => lines.push(`${topic}: ${message}`), folder)
}

export const made = (store: Store) => store.get(things, '1', 'eu').made
