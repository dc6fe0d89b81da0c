/** Writes one line of the emulator's own log; `topic` is a service or a part of the emulator. */
export type Log = (topic: string, message: string) => void

/** Logs to stdout, where `docker logs` and testcontainers look for `Ready.`. */
export const consoleLog: Log = (topic, message) => {
  process.stdout.write(`${new Date().toISOString()} ${topic.padEnd(8)} ${message}\n`)
}
