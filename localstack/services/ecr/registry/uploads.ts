import type { IncomingMessage } from 'node:http'
import {
  cancelUpload,
  completeUpload,
  requireUpload,
  minPartBytes,
  receivePart,
  startUpload,
  type Upload,
} from '../upload.ts'
import { checkDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import type { RegistryExchange, Handler } from './exchange.ts'
import { mountBlob } from './mount.ts'

/**
 * Begins an upload, takes a whole blob at once (`?digest=`), or mounts one of another repository (`?mount=&from=`);
 * a mount that cannot be is answered with an upload.
 */
export const postUpload: Handler = async (exchange) => {
  const { scope, repository, url, response } = exchange
  const digest = url.searchParams.get('digest')
  if (digest !== null) checkDigest(digest)
  const mounted = await scope.commit(() => mountBlob(exchange))
  if (mounted !== undefined) return created(exchange, mounted)
  const upload = await startUpload(scope, repository)
  if (digest !== null) return complete(exchange, upload)
  response.writeHead(202, headers(exchange, upload)).end()
}

/** Says how much of an upload has arrived, for a client that resumes. */
export const getUpload: Handler = (exchange) => {
  exchange.response.writeHead(204, headers(exchange, find(exchange))).end()
}

/** Receives a chunk, or the whole blob as one stream. */
export const patchUpload: Handler = async (exchange) => {
  const { request, response, scope } = exchange
  const upload = find(exchange)
  checkOrder(request, upload)
  await receivePart(scope, upload, request)
  response.writeHead(202, headers(exchange, upload)).end()
}

/** Receives the last chunk, if any, and puts the blob in its place. */
export const putUpload: Handler = async (exchange) => {
  checkDigest(exchange.url.searchParams.get('digest'))
  const upload = find(exchange)
  checkOrder(exchange.request, upload)
  await complete(exchange, upload)
}

/** Gives an upload up. */
export const deleteUpload: Handler = async (exchange) => {
  await cancelUpload(exchange.scope, find(exchange))
  exchange.response.writeHead(204).end()
}

async function complete(exchange: RegistryExchange, upload: Upload): Promise<void> {
  const { scope, repository, request, url } = exchange
  const digest = checkDigest(url.searchParams.get('digest'))
  await receivePart(scope, upload, request)
  await completeUpload(scope, { upload, repository, digest })
  created(exchange, digest)
}

function created({ name, response }: RegistryExchange, digest: string): void {
  response
    .writeHead(201, {
      location: `/v2/${name}/blobs/${digest}`,
      'docker-content-digest': digest,
      'content-length': 0,
    })
    .end()
}

const find = ({ scope, repository, reference }: RegistryExchange) =>
  requireUpload(scope, repository, reference)

/** A chunk with a Content-Range must follow the received bytes. */
function checkOrder(
  { headers: { 'content-range': range } }: IncomingMessage,
  upload: Upload,
): void {
  if (range === undefined) return
  const [, start] = /^(?:bytes )?(\d+)-(\d+)(?:\/.*)?$/.exec(range) ?? []
  if (Number(start) !== upload.size)
    throw new RegistryError(
      416,
      'BLOB_UPLOAD_INVALID',
      `The upload goes on at byte ${upload.size}, and the chunk is for ${range}`,
    )
}

const headers = ({ name }: RegistryExchange, { id, size }: Upload) => ({
  location: `/v2/${name}/blobs/uploads/${id}`,
  range: `0-${Math.max(0, size - 1)}`,
  'docker-upload-uuid': id,
  'oci-chunk-min-length': minPartBytes,
})
