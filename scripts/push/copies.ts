import type { RegistryClient } from '../registry/client.ts'
import { copyImage, tagImage } from '../registry/copy.ts'
import { findDigest } from '../registry/manifest.ts'
import { parseReference, type RegistryRepository } from '../registry/reference.ts'
import type { Context } from '../release/context.ts'
import type { PushedImage } from '../resources/image.ts'

/** Gives an image in ECR the tags that it lacks. A version's tag cannot be moved, `latest` and a branch's can. */
export async function addTags(
  { print, dryRun }: Context,
  { repositoryUri, digest, detail }: PushedImage,
  { tags, registries }: { tags: string[]; registries: RegistryClient },
): Promise<void> {
  const missing = tags.filter((tag) => !detail.imageTags?.includes(tag))
  if (missing.length === 0) return
  if (dryRun) return print(`would tag it ${missing.join(', ')}`)
  await tagImage(registries, parseReference(repositoryUri), { digest, tags: missing }).catch(
    (cause: Error) => {
      throw new Error(
        `the image could not be tagged ${missing.join(', ')}: ECR has another image of that version, or, for latest and a branch, an administrator has to run \`npm run bootstrap\``,
        { cause },
      )
    },
  )
  print(`tagged it ${missing.join(', ')}`)
}

interface Copying {
  to: RegistryRepository
  tags: string[]
  registries: RegistryClient
}

/** Copies an image from ECR to another registry, by its digest. */
export async function copyTo(
  { print, dryRun }: Context,
  { repositoryUri, digest }: PushedImage,
  { to, tags, registries }: Copying,
): Promise<void> {
  const name = `${to.host}/${to.name}`
  if (dryRun) return print(`would copy it to ${name}`)
  const copy = { from: parseReference(repositoryUri), digest, to }
  const target = { ...to, actions: 'pull,push' as const }
  const found = await Promise.all(tags.map((tag) => findDigest(registries, target, tag))).catch(
    failedCopy(to),
  )
  const missing = tags.filter((_, index) => found[index] !== digest)
  if (missing.length === 0) return print(`already in ${name}: ${tags.join(', ')}`)
  await copyImage(registries, { ...copy, tags: missing }).catch(failedCopy(to))
  print(`copied it to ${name}: ${missing.join(', ')}`)
}

const failedCopy =
  ({ host, name }: RegistryRepository) =>
  (cause: Error) => {
    const { status } = cause as { status?: number }
    const isDenied = status === 401 || status === 403
    const fix = isDenied
      ? `log in with \`docker login ${host}\`, as a user who may push there`
      : 'run this again when the registry answers'
    throw new Error(`the image is in ECR, but could not be copied to ${host}/${name}: ${fix}`, {
      cause,
    })
  }
