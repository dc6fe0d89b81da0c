import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { contentPath, findContent } from '../content.ts'
import { checkDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import type { Exchange, Handler } from './exchange.ts'

const readBytes = 256 * 1024

/** Tells whether a blob is there, so that a client need not send it. */
export const headBlob: Handler = (exchange) => {
  const { size } = find(exchange)
  exchange.response.writeHead(200, headers(exchange.reference, size)).end()
}

/** Sends a blob, or a range of it, straight from the disk. */
export const getBlob: Handler = async (exchange) => {
  const { request, response, scope, reference } = exchange
  const { size } = find(exchange)
  const range = rangeOf(request.headers.range, size)
  if (range) {
    const { start, end } = range
    response.writeHead(206, {
      ...headers(reference, end - start + 1),
      'content-range': `bytes ${start}-${end}/${size}`,
    })
  } else response.writeHead(200, headers(reference, size))
  const file = createReadStream(contentPath(scope, reference), {
    ...range,
    highWaterMark: readBytes,
  })
  await pipeline(file, response)
}

function find({ scope, repository, reference }: Exchange) {
  const found = findContent(scope, repository, checkDigest(reference))
  if (!found) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  return found
}

const headers = (digest: string, length: number) => ({
  'content-type': 'application/octet-stream',
  'content-length': length,
  'docker-content-digest': digest,
  'accept-ranges': 'bytes',
})

function rangeOf(header: string | undefined, size: number) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || (from === '' && to === '')) return undefined
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start > end) throw new RegistryError(416, 'RANGE_INVALID', `The blob has only ${size} bytes`)
  return { start, end }
}
