/** The sizes in bytes that are read of a response. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests has 4 MB for a manifest. */
export const limits = { manifest: 4 * 2 ** 20, config: 8 * 2 ** 20, token: 2 ** 20, error: 2 ** 16 }

/** Reads the body of a response, and ends one that is longer than its limit. */
export async function readBytes(
  { body, url }: Response,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > limit)
      throw new Error(`the response of ${new URL(url).host} has more than ${limit} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export async function readJson<T>(response: Response, limit: number): Promise<T> {
  const text = Buffer.from(await readBytes(response, limit)).toString()
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new Error(`the response of ${new URL(response.url).host} is not valid JSON`, { cause })
  }
}
