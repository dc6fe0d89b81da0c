import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority } from '../../scripts/aws-names/authority.ts'
import { openProxy } from '../../scripts/aws-names/proxy.ts'
import { type DebianClients, shared } from './debian-clients.ts'
import type { Target } from './target.ts'

export interface AwsNames extends AsyncDisposable {
  /** The variables by which a client finds the proxy and trusts it. */
  env: Record<string, string>
}

/** Opens the proxy of `npm run aws-names` for clients in containers, which know no endpoint. */
export async function leadAwsNamesTo(
  { url, config }: Target,
  clients: DebianClients,
): Promise<AwsNames> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  const authority = await openAuthority(folder)
  await copyFile(authority.file, join(clients.directory, 'certificate.pem'))
  const proxy = await openProxy({ endpoint: new URL(url), authority }, 0)
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
      await rm(folder, { recursive: true })
    },
  }
}
