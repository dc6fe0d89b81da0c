import { STSClient } from '@aws-sdk/client-sts'
import type { Target } from './target.ts'

/** How the SDK's own signer is used differently from its clients. */
interface Signing {
  signingService?: string
  unsignableHeaders?: Set<string>
  /** Headers of a presigned call that stay headers. */
  unhoistableHeaders?: Set<string>
}

interface Request {
  method: string
  headers?: Record<string, string>
  body?: string
  query?: Record<string, string>
}

interface Signer {
  sign(request: object, signing: Signing): Promise<{ headers: Record<string, string> }>
  presign(
    request: object,
    signing: Signing & { expiresIn: number },
  ): Promise<{ query: Record<string, string> }>
}

/** The signer of the SDK's clients, for requests that no client sends. */
async function signerOf({ config }: Pick<Target, 'config'>): Promise<Signer> {
  const { signer } = new STSClient(config).config as unknown as {
    signer(scheme: object): Promise<Signer>
  }
  return signer({ name: 'sigv4', signingName: 'sts', signingRegion: config.region, properties: {} })
}

/** Sends a signed POST. */
export async function post(
  target: Pick<Target, 'url' | 'config'>,
  request: { headers: Record<string, string>; body: string },
  signing: Signing,
): Promise<Response> {
  const signer = await signerOf(target)
  const signed = await signer.sign(requestTo(target, { method: 'POST', ...request }), signing)
  return fetch(target.url, { method: 'POST', headers: signed.headers, body: request.body })
}

/** The URL of a presigned GET with these parameters. */
export async function presign(
  target: Pick<Target, 'url' | 'config'>,
  query: Record<string, string>,
  { headers = {}, ...signing }: Signing & { headers?: Record<string, string> | undefined } = {},
): Promise<string> {
  const signer = await signerOf(target)
  const request = requestTo(target, { method: 'GET', headers, query })
  const presigned = await signer.presign(request, { expiresIn: 60, ...signing })
  return `${target.url}/?${new URLSearchParams(presigned.query)}`
}

function requestTo({ url }: Pick<Target, 'url'>, parts: Request): object {
  const { hostname, port, host } = new URL(url)
  const where = { protocol: 'http:', hostname, port: Number(port), path: '/', query: {} }
  return { ...where, ...parts, headers: { host, ...parts.headers } }
}
