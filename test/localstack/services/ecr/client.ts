import { createHash } from 'node:crypto'
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import type { Target } from '../../../support/target.ts'

export const account = '000000000000'

/** An emulator that a test has started by itself, as a target. */
export const targetAt = (url: string): Target => ({
  url,
  config: {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  },
  [Symbol.asyncDispose]: async () => {},
})

/** An SDK client of the target; another account's with a 12-digit access key. */
export const clientOf = (target: Target, accessKeyId = 'test') =>
  new ECRClient({
    ...target.config,
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
  })

export const sha256 = (bytes: string | Uint8Array) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** What `docker login` sends from then on. */
export async function authorizationOf(target: Target, ecr = clientOf(target)): Promise<string> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  return `Basic ${authorizationData![0]!.authorizationToken}`
}

/** `fetch` on the registry's data plane, logged in as the client's owner. */
export async function registryOf(target: Target, ecr = clientOf(target)) {
  const authorization = await authorizationOf(target, ecr)
  return (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, target.url), {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    })
}

export type RegistryFetch = Awaited<ReturnType<typeof registryOf>>

/** The `code: message` of a registry's error answer, with its status. */
export async function errorOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { code: string; message: string }[] }
  return `${response.status} ${errors[0]!.code}: ${errors[0]!.message}`
}

/** Sends a blob in one request and answers its digest. */
export async function pushBlob(fetch: RegistryFetch, name: string, bytes: string | Uint8Array) {
  const digest = sha256(bytes)
  const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes)
  const response = await fetch(`/v2/${name}/blobs/uploads/?digest=${digest}`, {
    method: 'POST',
    body,
  })
  if (response.status !== 201) throw new Error(await errorOf(response))
  return digest
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json'
export const indexType = 'application/vnd.oci.image.index.v1+json'

/** An OCI manifest of one layer, its blobs not pushed. */
export function manifestOf({
  layer = 'layer',
  config = '{}',
  ...more
}: { layer?: string | undefined; config?: string | undefined; [member: string]: unknown } = {}) {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256(config),
      size: config.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: sha256(layer),
        size: layer.length,
      },
    ],
    ...more,
  })
}

/** Pushes an image of one layer by its tag or, without one, by its digest. */
export async function pushImage(
  fetch: RegistryFetch,
  name: string,
  { tag, layer = 'layer' }: { tag?: string | undefined; layer?: string | undefined } = {},
) {
  await pushBlob(fetch, name, '{}')
  await pushBlob(fetch, name, layer)
  const body = manifestOf({ layer })
  const digest = sha256(body)
  const response = await fetch(`/v2/${name}/manifests/${tag ?? digest}`, {
    method: 'PUT',
    headers: { 'content-type': manifestType },
    body,
  })
  return { response, digest, body }
}
