import type { RegistryClient } from '../registry/client.ts'
import { findDigest } from '../registry/manifest.ts'
import { parseReference } from '../registry/reference.ts'
import { execute } from '../release/run.ts'

/** Finds the digests of images as a build would use them: of those on the engine, or else of the registry. */
export async function digestsOf(
  images: string[],
  client: RegistryClient,
): Promise<Record<string, string>> {
  const found = images.map(async (image) => {
    const digest = (await findLocal(image)) ?? (await findRemote(image, client))
    return digest ? [[image, digest] as const] : []
  })
  return Object.fromEntries((await Promise.all(found)).flat())
}

async function findLocal(image: string): Promise<string | undefined> {
  const format = '--format={{.Id}} {{json .RepoDigests}}'
  const { code, stdout } = await execute('docker', ['image', 'inspect', format, image])
  if (code !== 0) return undefined
  const [id = '', ...rest] = stdout[0]!.split(' ')
  const digests = JSON.parse(rest.join(' ')) as string[] | null
  const { host, name } = parseReference(image)
  const own = digests?.map(parseReference).find((one) => one.host === host && one.name === name)
  return own?.digest ?? id
}

/** A registry that does not answer leaves the digest unknown: the build says so where it matters. */
async function findRemote(image: string, client: RegistryClient): Promise<string | undefined> {
  const { digest, tag, ...repository } = parseReference(image)
  return digest ?? (await findDigest(client, repository, tag).catch(() => undefined))
}
