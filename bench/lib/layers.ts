import { execFileSync } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Layers extends Disposable {
  /** Loads an image of these layers into the engine under every one of `tags`. */
  load(tags: string[]): void
  /** The layers as files, with their digests. */
  blobs: { path: string; digest: string }[]
}

/** Makes layers that no engine and no registry has seen yet and nothing compresses. */
export function makeLayers(count: number, bytes: number): Layers {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  const content = Buffer.allocUnsafe(bytes)
  const blobs = Array.from({ length: count }, (_, index) => {
    const layer = `${index}.tar`
    writeFileSync(join(directory, 'content'), randomFillSync(content))
    execFileSync(
      'tar',
      ['--create', '--file', layer, `--transform=s/content/${index}/`, 'content'],
      {
        cwd: directory,
      },
    )
    const path = join(directory, layer)
    return { path, digest: digestOf(path) }
  })
  rmSync(join(directory, 'content'))
  return {
    blobs,
    load: (tags) => load(directory, blobs, tags),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  }
}

const digestOf = (path: string) =>
  `sha256:${execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64)}`

/** As `docker save` writes it: https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format */
function load(directory: string, blobs: Layers['blobs'], tags: string[]): void {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/0'] },
    rootfs: { type: 'layers', diff_ids: blobs.map(({ digest }) => digest) },
  })
  const name = `${createHash('sha256').update(config).digest('hex')}.json`
  writeFileSync(join(directory, name), config)
  const layers = blobs.map((_, index) => `${index}.tar`)
  const manifest = [{ Config: name, RepoTags: tags, Layers: layers }]
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest))
  const tar = `tar --create manifest.json ${name} ${layers.join(' ')} | docker load`
  execFileSync('sh', ['-c', tar], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
}
