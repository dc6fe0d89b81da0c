import type { ImageRecord, RepositoryRecord } from './records.ts'

/** The dependencies between a repository's images, collected once for each call. */
export class ImageUses {
  readonly #byLayer = new Map<string, Set<string>>()
  readonly #byChild = new Map<string, Set<string>>()
  readonly #bySubject = new Map<string, Set<string>>()

  constructor({ images }: RepositoryRecord) {
    for (const { digest, layers, children, subject } of images.values()) {
      for (const layer of layers) add(this.#byLayer, layer, digest)
      for (const child of children) add(this.#byChild, child, digest)
      if (subject !== undefined) add(this.#bySubject, subject, digest)
    }
  }

  /** The indexes that need an image. */
  indexesOf(digest: string): string[] {
    return [...(this.#byChild.get(digest) ?? [])]
  }

  /** The images that refer to one as their subject. */
  referrersOf(digest: string): string[] {
    return [...(this.#bySubject.get(digest) ?? [])]
  }

  /** Removes an image; returns the layers that no other image needs. */
  remove({ digest, layers, children, subject }: ImageRecord): string[] {
    for (const child of children) this.#byChild.get(child)?.delete(digest)
    if (subject !== undefined) this.#bySubject.get(subject)?.delete(digest)
    return layers.filter((layer) => {
      const images = this.#byLayer.get(layer)
      images?.delete(digest)
      return images?.size === 0
    })
  }
}

function add(uses: Map<string, Set<string>>, used: string, by: string): void {
  const users = uses.get(used)
  if (users) users.add(by)
  else uses.set(used, new Set([by]))
}
