/** Times for people: in the time zone of this machine, and without the date format of one country. */

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

const day = (date: Date) =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`

const clock = (date: Date) =>
  [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':')

/** `2026-11-21 14:03:12` */
export const dateTime = (date: Date): string => `${day(date)} ${clock(date)}`

/** `14:03:12`, after the date if that is not today. */
export const clockTime = (date: Date, now = new Date()): string =>
  day(date) === day(now) ? clock(date) : dateTime(date)

/** `14:03:12.045`, after the date if that is not today. */
export const preciseTime = (date: Date, now = new Date()): string =>
  `${clockTime(date, now)}.${pad(date.getMilliseconds(), 3)}`

/** Clocks of machines differ by less than these milliseconds. */
const maxSkew = 5000

const isAhead = (date: Date, now: Date) => date.getTime() - now.getTime() > maxSkew

/**
 * The time of something that has happened. If this machine's clock has not reached it, it is a time
 * of AWS's clock: in a rehearsal that is ahead by the waits that the emulator shortens.
 */
export const timeOnAws = (date: Date, now = new Date()): string =>
  `${isAhead(date, now) ? 'on AWS at ' : ''}${clockTime(date, now)}`

const minute = 60
const hour = 60 * minute
const dayLength = 24 * hour

/** `3 minutes ago`; the time itself if it is ahead of this machine's clock. */
export function ago(date: Date, now = new Date()): string {
  if (isAhead(date, now)) return timeOnAws(date, now)
  const seconds = Math.max(0, Math.round((now.getTime() - date.getTime()) / 1000))
  if (seconds < minute) return `${count(seconds, 'second')} ago`
  if (seconds < hour) return `${count(seconds / minute, 'minute')} ago`
  if (seconds < 2 * dayLength) return `${count(seconds / hour, 'hour')} ago`
  return `${count(seconds / dayLength, 'day')} ago`
}

function count(value: number, unit: string): string {
  const whole = Math.floor(value)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}

/** `42 s`, `2 min 32 s` */
export const duration = (seconds: number): string =>
  seconds < minute ? `${seconds} s` : `${Math.floor(seconds / minute)} min ${seconds % minute} s`
