/**
 * Reads a body to its end, so that the client gets to read the answer; what exceeds the limit is dropped.
 * A body that is longer than the limit is returned longer than the limit, though not whole.
 */
export async function readBody(source: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    if (length <= limit) {
      chunks.push(chunk)
      length += chunk.length
    }
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}
