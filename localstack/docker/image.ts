import type { IncomingMessage } from 'node:http'
import { DockerError, unless } from './error.ts'
import { linesOf } from './read.ts'
import { type Engine, requestJson, send } from './request.ts'

export interface ImageDetails {
  Id: string
  RepoDigests: string[] | null
  Architecture: string
  Os: string
  Config: {
    Healthcheck?: object | undefined
    StopSignal?: string | undefined
    /** Its keys are the paths of `VOLUME`. */
    Volumes?: Record<string, object> | null | undefined
  } | null
}

export interface RegistryLogin {
  username: string
  password: string
}

/** The engine's images. */
export interface Images {
  /** Pulls an image; throws with the registry's own sentence, which the engine sends inside a 200 stream. */
  pull(
    reference: string,
    options?: { login?: RegistryLogin | undefined; platform?: string | undefined },
  ): Promise<void>
  /** Makes an image of one layer out of a tar archive; `changes` are Dockerfile instructions. */
  import(name: string, archive: Buffer, changes: string[]): Promise<void>
  /** Undefined when the engine does not have it. */
  inspect(reference: string): Promise<ImageDetails | undefined>
}

/** A registry may be slow, and the engine is silent while it unpacks a large layer; in ms. */
const pullPatience = 5 * 60_000

interface Progress {
  error?: string
  errorDetail?: { message?: string | undefined }
}

export function imagesAt(engine: Engine): Images {
  return {
    async pull(reference, { login, platform } = {}) {
      const response = await send(engine, {
        method: 'POST',
        path: '/images/create',
        query: { ...splitReference(reference), platform },
        headers: login ? { 'x-registry-auth': registryAuth(reference, login) } : {},
        patience: pullPatience,
      })
      await succeeded(response)
    },
    async import(name, archive, changes) {
      const [repo, tag] = name.split(':')
      const query = new URLSearchParams({ fromSrc: '-', repo: repo!, tag: tag! })
      for (const change of changes) query.append('changes', change)
      const path = `/images/create?${query}`
      await succeeded(
        await send(engine, { method: 'POST', path, body: archive, patience: pullPatience }),
      )
    },
    inspect: (reference) =>
      requestJson<ImageDetails>(engine, { path: `/images/${reference}/json` }).catch(unless(404)),
  }
}

async function succeeded(response: IncomingMessage): Promise<void> {
  for await (const line of linesOf(response)) {
    const { error, errorDetail } = JSON.parse(line) as Progress
    if (error) throw new DockerError(200, errorDetail?.message ?? error)
  }
}

/** Without a tag the engine would pull every tag of a repository. */
function splitReference(reference: string): { fromImage: string; tag?: string | undefined } {
  if (reference.includes('@')) return { fromImage: reference }
  const colon = reference.lastIndexOf(':')
  return colon > reference.lastIndexOf('/')
    ? { fromImage: reference.slice(0, colon), tag: reference.slice(colon + 1) }
    : { fromImage: reference, tag: 'latest' }
}

/** https://docs.docker.com/reference/api/engine/version/v1.44/#section/Authentication: base64url, and with the padding Node leaves out. */
function registryAuth(reference: string, { username, password }: RegistryLogin): string {
  const serveraddress = reference.split('/')[0]
  const login = Buffer.from(JSON.stringify({ username, password, serveraddress }))
  return login.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}
