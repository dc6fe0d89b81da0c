import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { Authority } from './authority.ts'

/** The names that are AWS's own. */
const awsName = /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|api\.aws|public\.ecr\.aws)$/

interface Way {
  /** The emulator, or what else speaks for AWS. */
  endpoint: URL
  authority: Authority
}

/**
 * A proxy for clients that know AWS by its names alone. It ends TLS for those and passes what is inside on to the
 * endpoint, so that none of it leaves the machine. Other names get a tunnel.
 */
export async function openProxy(way: Way, port: number): Promise<Server> {
  const proxy = createServer((_request, response) =>
    response.writeHead(501).end('This proxy takes HTTPS alone: set HTTPS_PROXY, not HTTP_PROXY.\n'),
  )
  proxy.on('connect', ({ url = '' }, client, head) => {
    const [, name = '', wanted = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(url.toLowerCase()) ?? []
    client.on('error', () => client.destroy())
    client.unshift(head)
    if (name === '') return reject(client, `'${url}' is not a host and a port`)
    if (!awsName.test(name)) return void pass(client, { hostname: name, port: wanted })
    if (wanted !== '443')
      return reject(client, `${name} is reached by port 443 here, not ${wanted}`)
    void pass(client, { ...way, name })
  })
  proxy.listen(port, '127.0.0.1')
  await once(proxy, 'listening')
  return proxy
}

type Destination = (Way & { name: string }) | { hostname: string; port: string }

async function pass(client: Duplex, destination: Destination): Promise<void> {
  const { hostname, port } = 'endpoint' in destination ? destination.endpoint : destination
  const server = connect(Number(port || 80), hostname)
  try {
    await once(server, 'connect')
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    return reject(client, `${hostname}:${port} does not answer: ${message || code}`)
  }
  client.write('HTTP/1.1 200 Connection established\r\n\r\n')
  if ('endpoint' in destination) {
    const secureContext = destination.authority.contextFor(destination.name)
    join(new TLSSocket(client, { isServer: true, secureContext }), server)
  } else join(client, server)
}

function join(one: Duplex, other: Socket): void {
  one.pipe(other).pipe(one)
  for (const end of [one, other])
    end.on('error', () => {}).on('close', () => [one, other].forEach((each) => each.destroy()))
}

const reject = (client: Duplex, why: string): void =>
  void client.end(`HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\n\r\n${why}.\n`)
