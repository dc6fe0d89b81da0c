import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Emulator, HttpRoute } from '../../service.ts'
import { isPublicRegistry } from '../public-registry.ts'
import { sendToken, anonymousRejection } from './bearer.ts'
import { getBlob, headBlob } from './blobs.ts'
import { catalogPath, sendCatalog } from './catalog.ts'
import { asRegistryError, RegistryError, sendError } from './errors.ts'
import type { Handler } from './exchange.ts'
import { locate } from './locate.ts'
import { authenticateChallenge, isAnonymous, login, tokenPath } from './login.ts'
import { deleteManifest, getManifest, headManifest, putManifest } from './manifests.ts'
import { getReferrers } from './referrers.ts'
import type { DataAction } from './permission.ts'
import { getTags } from './tags.ts'
import { deleteUpload, getUpload, patchUpload, postUpload, putUpload } from './uploads.ts'

/** The paths below a repository's name and who answers: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints */
const endpoints: [path: RegExp, handlers: Record<string, [Handler, DataAction]>][] = [
  [/^\/v2\/(.+)\/blobs\/uploads\/?()$/, { POST: [postUpload, 'InitiateLayerUpload'] }],
  [
    /^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/,
    {
      GET: [getUpload, 'UploadLayerPart'],
      PATCH: [patchUpload, 'UploadLayerPart'],
      PUT: [putUpload, 'CompleteLayerUpload'],
      DELETE: [deleteUpload, 'UploadLayerPart'],
    },
  ],
  [
    /^\/v2\/(.+)\/blobs\/([^/]+)$/,
    { GET: [getBlob, 'GetDownloadUrlForLayer'], HEAD: [headBlob, 'BatchCheckLayerAvailability'] },
  ],
  [
    /^\/v2\/(.+)\/manifests\/([^/]+)$/,
    {
      GET: [getManifest, 'BatchGetImage'],
      HEAD: [headManifest, 'BatchGetImage'],
      PUT: [putManifest, 'PutImage'],
      DELETE: [deleteManifest, 'BatchDeleteImage'],
    },
  ],
  [/^\/v2\/(.+)\/tags\/list()$/, { GET: [getTags, 'ListImages'] }],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, { GET: [getReferrers, 'ListImageReferrers'] }],
]

/** The registry's data plane, `/v2/…`. */
export const route: HttpRoute = (request, response, emulator) => {
  if (!/^\/v2(?:[/?]|$)/.test(request.url ?? '')) return false
  const url = new URL(request.url!, 'http://registry')
  response.setHeader('docker-distribution-api-version', 'registry/2.0')
  answer(request, response, url, emulator).catch((error: unknown) => {
    const registryError = asRegistryError(error)
    if (registryError.status === 500 && !request.destroyed)
      emulator.log('ecr', `${request.method} ${url.pathname}: ${registryError.message}`)
    if (response.headersSent) response.destroy()
    else sendError(response, registryError)
  })
  return true
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  emulator: Emulator,
): Promise<void> {
  const { host = 'localhost' } = request.headers
  const sender = login(request, url, emulator)
  if (url.pathname === tokenPath && request.method === 'GET')
    return sendToken(request, response, sender)
  const anonymous = isAnonymous(request)
  if ((sender || anonymous) && isBase(url)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    return
  }
  if (isCatalog(request, url) && sender && !isPublicRegistry(sender.scope))
    return sendCatalog(response, url, sender)
  const found =
    sender || !(isBase(url) || isCatalog(request, url))
      ? find(request.method ?? 'GET', url.pathname)
      : undefined
  const place = found && locate(emulator, sender, { ...found, method: request.method })
  if (found && !place && anonymous) throw anonymousRejection(request.method, found.name)
  if (!found || !place) {
    response.writeHead(401, {
      'www-authenticate': authenticateChallenge(host),
      'content-type': 'text/plain',
    })
    response.end('Not Authorized\n')
    return
  }
  const { handler, name, reference } = found
  await handler({ request, response, url, ...place, name, reference })
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    throw new RegistryError(400, 'UNSUPPORTED', 'The path has a percent-encoding that is not valid')
  }
}

const isCatalog = ({ method }: IncomingMessage, { pathname }: URL) =>
  method === 'GET' && pathname === catalogPath

const isBase = ({ pathname }: URL) => /^\/v2\/?$/.test(pathname)

function find(method: string, path: string) {
  for (const [pattern, handlers] of endpoints) {
    const [match, name, reference] = pattern.exec(path) ?? []
    if (match === undefined) continue
    const answering = handlers[method]
    if (!answering)
      throw new RegistryError(405, 'UNSUPPORTED', `${method} is not supported on this resource`)
    const [handler, action] = answering
    return { handler, action, name: name!, reference: decoded(reference!) }
  }
  throw new RegistryError(404, 'NOT_FOUND', 'The registry has no such page')
}
