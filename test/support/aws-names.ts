import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createSecureContext, TLSSocket } from 'node:tls'
import { type DebianClients, shared } from './debian-clients.ts'
import type { Target } from './target.ts'

export interface AwsNames extends AsyncDisposable {
  /** What tells a client of the way. */
  env: Record<string, string>
}

/**
 * Leads AWS's own names to a target, as a company's inspecting proxy would: clients are told of a proxy and of
 * the certificate it shows, and of no endpoint. Every other name is refused.
 */
export async function leadAwsNamesTo(
  { url, config }: Target,
  clients: DebianClients,
  names: string[],
): Promise<AwsNames> {
  const secureContext = createSecureContext(await makeCertificate(clients, names))
  const { port: targetPort } = new URL(url)
  const proxy = createServer((_, response) => response.writeHead(403).end())
  proxy.on('connect', ({ url: name = '' }, socket) => {
    if (!names.includes(name.replace(/:443$/, '')))
      return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const inside = new TLSSocket(socket, {
      isServer: true,
      secureContext,
    })
    const outside = connect(Number(targetPort), '127.0.0.1')
    inside.pipe(outside).pipe(inside)
    for (const end of [inside, outside])
      end.on('error', () => {}).on('close', () => [inside, outside].forEach((s) => s.destroy()))
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const env = {
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    SSL_CERT_FILE: `${shared}/certificate.pem`,
    AWS_CA_BUNDLE: `${shared}/certificate.pem`,
    AWS_REGION: config.region,
    AWS_DEFAULT_REGION: config.region,
    AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  return {
    env,
    async [Symbol.asyncDispose]() {
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

/** A certificate of its own authority, made for the day by the clients' own openssl. */
async function makeCertificate(clients: DebianClients, names: string[]) {
  const subject = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  const files = ['-keyout', `${shared}/key.pem`, '-out', `${shared}/certificate.pem`]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2']
  await clients.run(['openssl', ...request, ...files, '-subj', '/CN=test', '-addext', subject])
  const read = (name: string) => readFile(join(clients.directory, name))
  return { key: await read('key.pem'), cert: await read('certificate.pem') }
}
