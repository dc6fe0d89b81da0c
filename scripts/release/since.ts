import { BadInput } from './exit-codes.ts'

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads `15m`, `2h`, `1d`, or an ISO 8601 time, as milliseconds. A time without a zone is this machine's. */
export function readSince(text: string, now = Date.now()): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (unit) return now - Number(amount) * units[unit]!
  const [, date, time = 'T00:00'] = /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d.*)?$/.exec(text) ?? []
  const since = date ? Date.parse(`${date}T${time.slice(1)}`) : Number.NaN
  if (Number.isNaN(since))
    throw new BadInput(
      `--since is "${text}": it must be a duration such as 15m, 2h or 1d, or a time such as 2026-11-28T14:30`,
    )
  if (since > now) throw new BadInput(`--since is "${text}", which is in the future`)
  return since
}
