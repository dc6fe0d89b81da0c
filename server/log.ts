export type Log = (message: string, fields?: Record<string, unknown>) => void

/** Writes one JSON object per line, which CloudWatch Logs can search by field. */
export const log: Log = (message, fields = {}) => {
  const time = new Date().toISOString()
  process.stdout.write(`${JSON.stringify({ time, message, ...fields })}\n`)
}
