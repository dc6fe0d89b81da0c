import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Change } from '../../../localstack/kernel/change.ts'
import { Entry } from '../../../localstack/kernel/entry.ts'
import { StateFiles } from '../../../localstack/kernel/state-files.ts'

const ignored = {
  isFirstChange: () => false,
  undoWith: () => {},
  entryChanged: () => {},
}

/**
 * Reads what an emulator has saved of an account, without what differs from one account, run or
 * order of calls to the next: ids, times, addresses.
 */
export async function readAccount(
  dataDir: string,
  account: string,
): Promise<Record<string, unknown>> {
  const copy = mkdtempSync(join(tmpdir(), 'docker-cloud-sweep-'))
  try {
    cpSync(join(dataDir, 'state'), copy, { recursive: true })
    const entries = new Map<string, Entry>()
    const apply = (change: Change) => {
      const [name, owner, region] = change
      if (owner !== account) return
      const key = `${name} ${region}`
      const entry = entries.get(key) ?? new Entry(ignored, [name, owner, region, []])
      entries.set(key, entry)
      entry.apply(change)
    }
    await new StateFiles(copy, { apply, log: () => {} }).close()
    const states = Array.from(entries, ([key, { data }]) => [key, normal(data)] as const)
    return Object.fromEntries(states.toSorted(([one], [other]) => one.localeCompare(other)))
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** Members that differ: a port of this machine, the versions of a parameter, and what ECS logs of a service. */
const varying = ['lastPublishedPort', 'Version', 'versions', 'events']

function normal(value: unknown): unknown {
  if (typeof value === 'string') return normalText(value)
  if (typeof value === 'number') return value > 1e9 ? 'time' : value
  if (value instanceof Date) return 'time'
  if (value instanceof Uint8Array) return normalText(Buffer.from(value).toString())
  if (value instanceof Map) return sorted(Array.from(value, (entry) => normal(entry)))
  if (value instanceof Set) return sorted(Array.from(value, normal))
  if (Array.isArray(value)) return value.map(normal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && !varying.includes(key))
      .map(([key, member]) => [normalText(key), normal(member)])
      .toSorted(),
  )
}

const sorted = (values: unknown[]): unknown[] =>
  values
    .map((value) => [JSON.stringify(value), value] as const)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([, value]) => value)

const normalText = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replace(/(service-deployment\/[\w-]+\/[\w-]+\/)[\w-]+/g, '$1id')
    .replace(/\b\d{12}\b/g, 'account')
    .replace(/\bA[A-Z]{3}[A-Z2-7]{12,17}\b/g, 'id')
    .replace(/(?<!sha256:)\b[0-9a-f]{16,}\b/g, 'id')
    .replace(/ecs-svc\/\d+/g, 'ecs-svc/id')
    .replace(/\b(\d+[.-]){3}\d+\b/g, 'address')
    .replace(/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'address')
    .replace(/\bus-east-1[a-f]\b|\buse1-az\d\b/g, 'zone')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
