import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from './aws-names/authority.ts'
import { openProxy } from './aws-names/proxy.ts'
import { main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'
import type { ResultOf } from './release/results.ts'
import { BadInput } from './release/exit-codes.ts'

/** Tried first, so that what was exported stays right when the proxy is started again. */
const usualPort = 4567

/** Answers AWS's own names for clients that take no endpoint, until Ctrl-C. */
async function* awsNames(): AsyncGenerator<ResultOf<'aws-names'>> {
  process.env = environmentOf(process.env)
  const { AWS_ENDPOINT_URL } = process.env
  if (!AWS_ENDPOINT_URL)
    throw new BadInput('AWS is selected, whose names need no proxy: unset its credentials first')
  const endpoint = new URL(AWS_ENDPOINT_URL)
  if (endpoint.protocol !== 'http:')
    throw new BadInput(`the endpoint has to be http://, not ${endpoint}`)
  const authority = await openAuthority(join(homedir(), '.docker-cloud', 'aws-names'))
  const proxy = await openProxy({ endpoint, authority }, usualPort).catch(() =>
    openProxy({ endpoint, authority }, 0),
  )
  const { port } = proxy.address() as AddressInfo
  yield {
    endpoint: endpoint.href,
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    AWS_CA_BUNDLE: authority.file,
  }
  await once(proxy, 'close')
}

const linesOfNames = ({ endpoint, ...variables }: ResultOf<'aws-names'>): string[] => [
  `AWS's names lead to ${new URL(endpoint).host} for programs that have these variables:`,
  ...Object.entries(variables).map(([name, value]) => `export ${name}=${value}`),
  'Programs in Go read SSL_CERT_FILE instead, those in Node NODE_EXTRA_CA_CERTS.',
]

if (import.meta.main) await main('aws-names', awsNames, linesOfNames)
