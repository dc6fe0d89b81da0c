/** A socket that waits for connections. */
export interface Socket {
  port: number
  /** It accepts connections from the container itself only. */
  isLoopback: boolean
}

/** The state LISTEN of Linux: https://docs.kernel.org/networking/proc_net_tcp.html */
const listening = '0A'

/** Reads the listening sockets in the text of `/proc/net/tcp` and `/proc/net/tcp6`. */
export function socketsIn(text: string): Socket[] {
  return text.split('\n').flatMap((line) => {
    const [, address, port, state] =
      /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2}) /.exec(line) ?? []
    if (!address || state !== listening) return []
    return [{ port: Number.parseInt(port!, 16), isLoopback: isLoopback(address) }]
  })
}

/** Addresses are words in the processor's byte order: 127.0.0.1 is `0100007F`. */
const isLoopback = (address: string): boolean =>
  address.length === 8
    ? address.endsWith('7F')
    : address === '00000000000000000000000001000000' || /^0{16}FFFF0000[0-9A-F]{6}7F$/.test(address)
