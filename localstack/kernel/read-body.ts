import type { Readable } from 'node:stream'

/**
 * Reads a body to its end, so that the client gets to read the answer; what exceeds the limit is dropped.
 * A body that is longer than the limit is returned longer than the limit, though not whole.
 */
export function readBody(source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    source.on('data', (chunk: Buffer) => {
      if (length > limit) return
      chunks.push(chunk)
      length += chunk.length
    })
    source.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    source.on('error', reject)
    source.on('close', () => {
      if (!source.readableEnded) reject(new Error('The body is not whole.'))
    })
  })
}
