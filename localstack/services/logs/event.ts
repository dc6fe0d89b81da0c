/** An event as it is stored. */
export interface LogEvent {
  timestamp: number
  message: string
  ingestionTime: number
}

const newline = 0x0a
const zero = 0x30
const nine = 0x39

/** The line of an event in a segment. */
export const lineOf = ({ timestamp, ingestionTime, message }: LogEvent): string =>
  `${JSON.stringify([timestamp, ingestionTime, message])}\n`

/** The event in a line; undefined if the line is damaged. */
export function parseLine(bytes: Buffer, start: number, end: number): LogEvent | undefined {
  try {
    const [timestamp, ingestionTime, message] = JSON.parse(bytes.toString('utf8', start, end)) as [
      number,
      number,
      string,
    ]
    return { timestamp, ingestionTime, message }
  } catch {
    return undefined
  }
}

/** Reads the timestamp of a line, which is cheaper than to parse the line. */
export function timestampAt(bytes: Buffer, start: number): number {
  let timestamp = 0
  for (let at = start + 1; bytes[at]! >= zero && bytes[at]! <= nine; at++)
    timestamp = timestamp * 10 + bytes[at]! - zero
  return timestamp
}

/**
 * The start of the first line behind `from`, or of the first one that holds `literal`, which is much faster than to
 * look at each line; -1 if there is none.
 */
export function findLine(bytes: Buffer, from: number, literal?: Buffer): number {
  const hit = literal ? bytes.indexOf(literal, from) : from
  return hit < 0 || hit >= bytes.length ? -1 : bytes.lastIndexOf(newline, hit) + 1
}

/** The end of the line that starts at `start`. */
export function lineEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(newline, start)
  return end < 0 ? bytes.length : end
}

/** The end of the last complete line. */
export const lastLineEnd = (bytes: Buffer): number => bytes.lastIndexOf(newline) + 1

/** `text` as a line has it, for {@link findLine}; undefined if it can be written in more than one way. */
export const literalOf = (text: string): Buffer | undefined =>
  text.isWellFormed() ? Buffer.from(JSON.stringify(text).slice(1, -1)) : undefined
