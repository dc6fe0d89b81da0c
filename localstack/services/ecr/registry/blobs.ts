import { open } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { contentPath, findContent } from '../content.ts'
import { checkDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import type { RegistryExchange, Handler } from './exchange.ts'

const bufferBytes = 512 * 1024

/** Reports if a blob exists, so that a client does not send it again. */
export const headBlob: Handler = (exchange) => {
  const { size } = find(exchange)
  exchange.response.writeHead(200, headers(exchange.reference, size)).end()
}

/** Sends a blob, or a range of it. */
export const getBlob: Handler = async (exchange) => {
  const { request, response, scope, reference } = exchange
  const { size } = find(exchange)
  const range = rangeOf(request.headers.range, size)
  const { start, end } = range ?? { start: 0, end: size - 1 }
  response.writeHead(range ? 206 : 200, {
    ...headers(reference, end - start + 1),
    ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  await send(contentPath(scope, reference), { start, end }, response)
  response.end()
}

/** Copies a file through one buffer that is used again and again: no garbage, and the client sets the pace. */
async function send(
  path: string,
  { start, end }: { start: number; end: number },
  response: ServerResponse,
): Promise<void> {
  await using file = await open(path)
  const buffer = Buffer.allocUnsafeSlow(Math.min(bufferBytes, end - start + 1))
  for (let position = start; position <= end;) {
    const length = Math.min(buffer.length, end - position + 1)
    const { bytesRead } = await file.read(buffer, 0, length, position)
    if (bytesRead === 0) throw new Error(`${path} ends after ${position} bytes, before byte ${end}`)
    await write(response, buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

const write = (response: ServerResponse, chunk: Buffer) =>
  new Promise<void>((resolve, reject) => {
    response.write(chunk, (error) => (error ? reject(error) : resolve()))
  })

function find({ scope, repository, reference }: RegistryExchange) {
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
