import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from './aws-names/authority.ts'
import { openProxy } from './aws-names/proxy.ts'
import { main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'

/** Tried first, so that what was exported stays right when the proxy is started again. */
const usualPort = 4567

/** Answers AWS's own names for clients that take no endpoint, until Ctrl-C. */
async function awsNames(): Promise<void> {
  process.env = environmentOf(process.env)
  const { AWS_ENDPOINT_URL } = process.env
  if (!AWS_ENDPOINT_URL)
    throw new Error('AWS is selected, whose names need no proxy: unset its credentials first')
  const endpoint = new URL(AWS_ENDPOINT_URL)
  if (endpoint.protocol !== 'http:')
    throw new Error(`the endpoint has to be http://, not ${endpoint}`)
  const authority = await openAuthority(join(homedir(), '.docker-cloud', 'aws-names'))
  const proxy = await openProxy({ endpoint, authority }, usualPort).catch(() =>
    openProxy({ endpoint, authority }, 0),
  )
  const { port } = proxy.address() as AddressInfo
  console.log(`AWS's names lead to ${endpoint.host} for programs that have these variables:`)
  console.log(`export HTTPS_PROXY=http://127.0.0.1:${port}`)
  console.log(`export AWS_CA_BUNDLE=${authority.file}`)
  console.log('Programs in Go read SSL_CERT_FILE instead, those in Node NODE_EXTRA_CA_CERTS.')
  await once(proxy, 'close')
}

await main('aws-names', awsNames)
