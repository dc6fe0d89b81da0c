/** Reads the port to serve on, and rejects an invalid one. */
export function portFrom({ HTTP_PORT: value }: NodeJS.ProcessEnv): number {
  const port = value ? Number(value) : 80
  if (value && !/^\d{1,5}$/.test(value)) throw notAPort(value)
  if (port < 1 || port > 65535) throw notAPort(value)
  return port
}

function notAPort(value: string | undefined) {
  return new Error(`HTTP_PORT is "${value}", which is not a port: use a number from 1 to 65535`)
}
