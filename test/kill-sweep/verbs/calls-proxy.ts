import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Receives each AWS call once it is carried out, before its client has the answer. */
type OnCall = (call: string) => void

/** Leads AWS calls to an endpoint, and reports each one. */
export async function openCallsProxy(to: string) {
  let onCall: OnCall = () => {}
  const relay = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    outgoing.on('error', () => {})
    const body = await buffer(incoming)
    const { method, url, headers } = incoming
    const upstream = request(new URL(url!, to), { method, headers })
    upstream.end(body)
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage]
    const content = await buffer(answer)
    onCall(callOf(headers['x-amz-target'], body))
    outgoing.writeHead(answer.statusCode!, answer.headers).end(content)
  }
  const server = createServer((incoming, outgoing) => {
    relay(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    report(to: OnCall) {
      onCall = to
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** `CreateCluster`, by the header of AWS's JSON protocols or the body of its Query protocol. */
function callOf(target: string | string[] | undefined, body: Buffer): string {
  if (typeof target === 'string') return target.split('.').at(-1)!
  return new URLSearchParams(body.toString()).get('Action') ?? 'unknown'
}

/** A call that changes something. */
export const isChange = (call: string): boolean =>
  !/^(Describe|Get|List|Batch(Get|Check))/.test(call)
