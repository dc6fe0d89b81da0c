import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Scope } from '../operation.ts'
import type { LogEvent } from './event.ts'

/** Where the streams of a group are kept with PERSISTENCE=1; names hold slashes, so they are encoded. */
export const folderOf = ({ settings, account, region }: Scope, group: string): string =>
  join(settings.dataDir, 'logs', account, region, encodeURIComponent(group))

export const fileOf = (scope: Scope, group: string, stream: string): string =>
  join(folderOf(scope, group), `${encodeURIComponent(stream)}.jsonl`)

/** Appends what arrived, so that a save costs what is new and not what is old. */
export function appendEvents(file: string, events: LogEvent[]): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, linesOf(events))
}

export const rewriteEvents = (file: string, events: LogEvent[]): void =>
  writeFileSync(file, linesOf(events))

/** What an earlier run kept; a line cut short by its end is left out. */
export function readEvents(file: string): LogEvent[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap((line) => (line ? [JSON.parse(line) as LogEvent] : []))
}

const linesOf = (events: LogEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')
