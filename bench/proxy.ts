import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openBalancer } from '../test/support/balancer.ts'
import { privateAddress } from '../test/support/private-address.ts'
import { badClients } from './bad-clients.ts'
import { bundleEmulator, type EmulatorProcess, startEmulatorProcess } from './lib/emulator.ts'
import { median, report, requireTool } from './lib/tools.ts'
import { measure, type Throughput } from './lib/wrk.ts'
import { startNginx } from './peers/nginx.ts'

/** The core of whoever is measured, and the core of the load and the target. */
const measuredCore = 0
const otherCore = 1

const gigabyte = 1024 ** 3

/** What a request costs through the load balancer, next to nginx as a reverse proxy before the same target. */
export async function benchProxy(): Promise<void> {
  for (const tool of ['wrk', 'nginx', 'taskset']) requireTool(tool)
  using bundle = bundleEmulator()
  const address = privateAddress()
  await using target = await startNginx({
    core: otherCore,
    address,
    server: `location / { default_type text/plain; return 200 'Hello from the target, some sixty bytes of it, no more.'; }`,
  })
  await using nginx = await startNginx({
    core: measuredCore,
    upstream: `${address}:${target.port}`,
    server: `location / {
      proxy_pass http://target; proxy_http_version 1.1; proxy_set_header Connection '';
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }`,
  })
  await using emulator = await startEmulatorProcess(bundle.directory, {}, measuredCore)
  const balancer = await publishBefore(emulator.url, target.port)
  const urls = {
    target: `http://${address}:${target.port}/`,
    nginx: `http://127.0.0.1:${nginx.port}/`,
    balancer,
  }
  compare(urls)
  await stream(emulator, address)
  await badClients(emulator, balancer)
}

/** All three in turns, so that what else the machine does falls on each. */
function compare(urls: Record<'target' | 'nginx' | 'balancer', string>): void {
  for (const url of Object.values(urls)) measure(url, { core: otherCore, seconds: 2 })
  const runs = { target: [], nginx: [], balancer: [] } as Record<keyof typeof urls, Throughput[]>
  for (let round = 0; round < 5; round += 1)
    for (const name of ['target', 'nginx', 'balancer'] as const)
      runs[name].push(measure(urls[name], { core: otherCore, seconds: 3 }))
  const of = (name: keyof typeof urls, what: keyof Throughput) =>
    median(runs[name].map((run) => run[what]))
  const [ours, theirs] = [of('balancer', 'perSecond'), of('nginx', 'perSecond')]
  const bare = of('target', 'perSecond').toFixed(0)
  const ratio = ours / theirs
  report(
    'requests through the load balancer',
    `${ours.toFixed(0)}/s, nginx ${theirs.toFixed(0)}/s, bare ${bare}/s: ${ratio.toFixed(2)}`,
    'at least 0.5 of nginx',
    ratio >= 0.5,
  )
  const slower = of('balancer', 'p99') - of('nginx', 'p99')
  report(
    'their 99th percentile',
    `${of('balancer', 'p99').toFixed(1)} ms, nginx ${of('nginx', 'p99').toFixed(1)} ms`,
    'within 2 ms of nginx',
    slower <= 2,
  )
}

/** A gigabyte each way, and what the emulator's process grows by. */
async function stream(emulator: EmulatorProcess, address: string): Promise<void> {
  const { createServer } = await import('node:http')
  const server = createServer((incoming, response) => {
    if (incoming.method === 'POST')
      void swallow(incoming).then((size) => response.end(String(size)))
    else pipeline(zeros(gigabyte), response).catch(() => response.destroy())
  }).listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const url = await publishBefore(emulator.url, port)
  for (const method of ['GET', 'POST']) {
    const before = emulator.residentMegabytes()
    let most = before
    const watch = setInterval(() => (most = Math.max(most, emulator.residentMegabytes())), 20)
    const started = performance.now()
    const outgoing = request(url, { method })
    if (method === 'POST') pipeline(zeros(gigabyte), outgoing).catch(() => outgoing.destroy())
    else outgoing.end()
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    const size = await swallow(answer)
    clearInterval(watch)
    const seconds = (performance.now() - started) / 1000
    report(
      method === 'GET' ? 'a download of 1 GB' : 'an upload of 1 GB',
      `${seconds.toFixed(1)} s, grew from ${before.toFixed(0)} to ${most.toFixed(0)} MB`,
      'at most 40 MB more',
      most - before <= 40 && (method === 'POST' || size === gigabyte),
    )
  }
  server.close()
  server.closeAllConnections()
}

function zeros(length: number): Readable {
  const chunk = Buffer.alloc(65_536)
  let left = length
  return new Readable({
    read() {
      const next = Math.min(left, chunk.length)
      left -= next
      this.push(next > 0 ? chunk.subarray(0, next) : null)
    },
  })
}

async function swallow(stream: IncomingMessage): Promise<number> {
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) size += chunk.length
  return size
}

/** Where the listener of a load balancer before one target is published, once the target is healthy. */
async function publishBefore(endpoint: string, port: number): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const config = { endpoint, region: 'us-east-1', credentials }
  const balancer = await openBalancer({ url: endpoint, config })
  await balancer.register({ address: () => ({ address: privateAddress(), port, family: 'IPv4' }) })
  const published = new URL(await balancer.published())
  return `http://127.0.0.1:${published.port}/`
}
