import { createHash } from 'node:crypto'
import { hostileText } from './hostile.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import type { FuzzRequest } from './request.ts'

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

const blobs = ['{}', 'layer', 'l'.repeat(100_000)]
const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const mediaTypes = [
  ociManifest,
  'application/vnd.docker.distribution.manifest.v2+json',
  'text/html',
]
const unsafeInPath = /[^!-~]|[#?]/g

/** Makes requests of the registry's protocol, with uploads and images that exist and that do not. */
export class RegistryRequests {
  readonly #pool: Pool
  readonly #random: Random

  constructor(pool: Pool, random: Random) {
    this.#pool = pool
    this.#random = random
  }

  any(): FuzzRequest {
    const random = this.#random
    const repository = `/v2/${this.#part(this.#pool.find('repositoryName'))}`
    const content = random.pick(blobs)
    const digest = this.#part(random.pick([sha256(content), this.#pool.find('imageDigest')]))
    const reference = random.chance(0.5)
      ? digest
      : this.#part(this.#pool.find('imageTag') ?? 'latest')
    const upload = `${repository}/blobs/uploads/${this.#part(this.#pool.find('docker-upload-uuid'))}`
    switch (random.below(12)) {
      case 0:
        return this.#request('POST', `${repository}/blobs/uploads/${this.#query(digest)}`, content)
      case 1:
        return this.#request('PATCH', upload, content)
      case 2:
      case 3:
        return this.#request('PUT', `${upload}${this.#query(digest)}`, content)
      case 4:
        return this.#request(random.pick(['GET', 'DELETE']), upload)
      case 5:
        return this.#request(random.pick(['GET', 'HEAD']), `${repository}/blobs/${digest}`)
      case 6:
      case 7:
        return this.#request('PUT', `${repository}/manifests/${reference}`, this.#manifest())
      case 8:
        return this.#request(
          random.pick(['GET', 'HEAD', 'DELETE']),
          `${repository}/manifests/${reference}`,
        )
      case 9:
        return this.#request('GET', `${repository}/tags/list${this.#query(digest)}`)
      case 10:
        return this.#request('GET', `${repository}/referrers/${digest}${this.#query(digest)}`)
      default:
        return this.#request(
          random.pick(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
          `/v2${random.pick(['', '/', '/token/', '/_catalog', '//', `/${this.#part(undefined)}`])}`,
        )
    }
  }

  #request(method: string, path: string, body = ''): FuzzRequest {
    const random = this.#random
    const headers: Record<string, string> = {}
    const token = this.#pool.find('authorizationToken')
    if (token && random.chance(0.9)) headers.authorization = `Basic ${token}`
    else if (random.chance(0.5))
      headers.authorization = random.pick(['Bearer a', 'Basic Og==', 'x'])
    if (random.chance(0.5)) headers['content-type'] = random.pick(mediaTypes)
    if (random.chance(0.1)) headers.accept = random.pick([...mediaTypes, '*/*', ';;,', ''])
    if (random.chance(0.1)) headers.range = random.pick(['bytes=0-0', 'bytes=5-1', 'bytes=-1', 'a'])
    if (random.chance(0.1))
      headers['content-range'] = random.pick([
        '0-4',
        'bytes 0-4/5',
        '9-1',
        '99999999999999999999-1',
      ])
    return { what: `registry ${method}`, method, path, headers, body }
  }

  #query(digest: string): string {
    const random = this.#random
    if (random.chance(0.7)) return `?digest=${digest}`
    const name = random.pick(['digest', 'mount', 'from', 'n', 'last', 'artifactType'])
    return `?mount=${digest}&from=fuzz-0&${name}=${encoded(hostileText(random))}`
  }

  #part(known: string | undefined): string {
    const random = this.#random
    if (known !== undefined && random.chance(0.9)) return known.replace(unsafeInPath, '_')
    return random.chance(0.5)
      ? random.pick(['%', '%zz', '%00', '..', '%2e%2e', 'a%2fb', ':', '@', `${'a/'.repeat(500)}a`])
      : encoded(hostileText(random)).slice(0, 8000)
  }

  #manifest(): string {
    const random = this.#random
    const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: sha256('layer') }
    const manifest = {
      schemaVersion: random.pick([2, 2, 2, 1, null]),
      mediaType: ociManifest,
      config: { mediaType: 'application/json', digest: sha256('{}'), size: 2 },
      layers: Array.from({ length: random.pick([1, 1, 1, 0, 5000]) }, () => ({
        ...layer,
        size: 5,
      })),
      ...(random.chance(0.2) && { subject: { ...layer, size: random.pick([5, -1, 'a']) } }),
      ...(random.chance(0.1) && { annotations: { [hostileText(random)]: hostileText(random) } }),
    }
    return random.chance(0.9) ? JSON.stringify(manifest) : hostileText(random)
  }
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
