import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A repository as an HTTP client sees it. */
export interface Repository {
  /** `http://localhost:<port>/v2/<name>`. */
  url: string
  headers: string[]
}

interface Blob {
  path: string
  digest: string
}

/** Uploads blobs at once, as docker does: POST, one chunked PATCH, PUT. */
export async function upload(repository: Repository, blobs: Blob[]): Promise<void> {
  await Promise.all(blobs.map((blob) => uploadBlob(repository, blob)))
}

/** Downloads blobs at once, to nowhere. */
export async function download(repository: Repository, blobs: Blob[]): Promise<void> {
  await Promise.all(
    blobs.map(({ digest }) => curl(repository, `${repository.url}/blobs/${digest}`)),
  )
}

async function uploadBlob(repository: Repository, { path, digest }: Blob): Promise<void> {
  const location = await curl(repository, '--request', 'POST', `${repository.url}/blobs/uploads/`)
  const chunked = ['--header', 'transfer-encoding: chunked', '--header', 'expect:']
  const patch = ['--request', 'PATCH', '--upload-file', path, ...chunked]
  const finish = new URL(await curl(repository, ...patch, location))
  finish.searchParams.set('digest', digest)
  await curl(repository, '--request', 'PUT', finish.href)
}

const quietly = ['--silent', '--show-error', '--fail', '--output', '/dev/null']
const tellLocation = ['--write-out', '%header{location}']

/** One request, which must succeed; answers where the registry says to go on. */
async function curl({ url, headers }: Repository, ...args: string[]): Promise<string> {
  const sent = headers.flatMap((header) => ['--header', header])
  const { stdout } = await run('curl', [...quietly, ...tellLocation, ...sent, ...args])
  return new URL(stdout, url).href
}
