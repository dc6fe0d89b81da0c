const end = Buffer.from('\r\n\r\n')

/** The limits of a head in bytes: in all, of its first line and of one field. */
export interface HeadLimits {
  total: number
  line: number
  field: number
}

/** The result of reading a head: its text and the start of the body, or the reason for rejecting it. */
export type HeadRead =
  { text: string; bodyAt: number } | 'incomplete' | 'bare-line-feed' | 'line-too-long' | 'too-long'

/** Takes a message's head off the bytes that have come, its lines ended as RFC 9112 wants them. */
export function readHead(bytes: Buffer, limits: HeadLimits): HeadRead {
  const at = bytes.indexOf(end)
  if (at < 0) {
    if (hasBareLineFeed(bytes)) return 'bare-line-feed'
    const line = bytes.indexOf('\r\n')
    if ((line < 0 ? bytes.length : line) > limits.line) return 'line-too-long'
    return bytes.length > limits.total ? 'too-long' : 'incomplete'
  }
  const text = bytes.toString('latin1', 0, at)
  if (at > limits.field) {
    const lines = text.split('\r\n')
    if (lines[0]!.length > limits.line) return 'line-too-long'
    if (at > limits.total || lines.some(({ length }) => length > limits.field)) return 'too-long'
  }
  return { text, bodyAt: at + end.length }
}

function hasBareLineFeed(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1))
    if (bytes[at - 1] !== 0x0d) return true
  return false
}
