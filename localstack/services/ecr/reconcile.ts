import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { contentPath } from './content.ts'
import { type Deletion, removeImage } from './delete-image.ts'
import { ImageUses } from './image-uses.ts'
import { content, registry } from './state.ts'
import type { ImageRecord } from './records.ts'

/** After a start: removes images whose bytes are missing, and bytes without a record. */
export function reconcileContent(emulator: Emulator): void {
  emulator.store.transaction(() => {
    removeUnnamed(emulator)
    removeLost(emulator)
  })
}

function removeUnnamed({ store, settings }: Emulator): void {
  const root = join(settings.dataDir, 'ecr')
  for (const account of namesIn(root)) {
    const contents = store.get(content, account, '')
    for (const algorithm of namesIn(join(root, account)))
      for (const hex of namesIn(join(root, account, algorithm)))
        if (!contents.has(`${algorithm}:${hex}`)) rmSync(join(root, account, algorithm, hex))
  }
}

function removeLost(emulator: Emulator): void {
  const { store } = emulator
  for (const { account, state } of store.all(content)) {
    const lost = lostIn(emulator, account)
    if (lost.size === 0) continue
    for (const { account: owner, region, state: registryState } of store.all(registry)) {
      if (owner !== account) continue
      const scope = emulator.scope(account, region)
      for (const repository of registryState.repositories.values()) {
        const from = { repository, uses: new ImageUses(repository) }
        for (const image of repository.images.values())
          if ([image.digest, ...image.layers].some((digest) => lost.has(digest)))
            remove(scope, from, image)
      }
    }
    for (const digest of lost) state.delete(digest)
  }
}

/** The digests of an account whose file is missing or has another size. */
function lostIn(emulator: Emulator, account: string): Set<string> {
  const scope = emulator.scope(account, emulator.settings.region).reading()
  const lost = new Set<string>()
  for (const [digest, { size }] of scope.state(content)) {
    const file = statSync(contentPath(scope, digest), { throwIfNoEntry: false })
    if (file?.size !== size) lost.add(digest)
  }
  return lost
}

/** An index is removed with an image that it refers to. */
function remove(scope: Scope, from: Deletion, image: ImageRecord): void {
  const { repositoryName, images } = from.repository
  scope.log(
    'ecr',
    `image ${image.digest} of ${repositoryName} is removed: its files in DATA_DIR are gone or damaged. Push it again.`,
  )
  removeImage(scope, from, image)
  for (const digest of from.uses.indexesOf(image.digest)) remove(scope, from, images.get(digest)!)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
