import { connect } from 'node:net'
import type { EmulatorProcess } from './lib/emulator.ts'
import { report } from './lib/tools.ts'

/** Requests that must be refused, or that never become any. */
const bad = [
  'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
  'GET / HTTP/1.1\nHost: a\n\n',
  'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`,
  'GET / HTTP/1.1\r\nHost:',
]

const count = 100_000
const together = 50

/** What 100,000 bad requests leave behind in the emulator's memory. */
export async function badClients(emulator: EmulatorProcess, url: string): Promise<void> {
  const port = Number(new URL(url).port)
  await send(port, 10_000)
  const before = emulator.residentMegabytes()
  await send(port, count)
  const after = emulator.residentMegabytes()
  report(
    `${count} bad requests`,
    `${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`,
    'at most 20 MB more',
    after - before <= 20,
  )
}

async function send(port: number, total: number): Promise<void> {
  let sent = 0
  const client = async () => {
    while (sent < total) await one(port, bad[sent++ % bad.length]!)
  }
  await Promise.all(Array.from({ length: together }, client))
}

/** One connection with one bad request, left when it is answered; the last kind leaves by itself. */
const one = (port: number, text: string) =>
  new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('data', () => socket.destroy())
    socket.on('close', () => resolve())
    socket.write(text, () => {
      if (text === bad.at(-1)) socket.destroy()
    })
  })
