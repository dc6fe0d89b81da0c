import { invalidEcrParameter } from './invalid.ts'
import type { RepositoryRecord } from './records.ts'

// Tags are kept by repository and by image, so that no look-up depends on how many there are.

/** ECR's pattern; clients of the registry have a stricter one: https://github.com/google/go-containerregistry/issues/704 */
export const isTag = (text: string) => /^[a-zA-Z0-9-_.]+$/.test(text)

/** Rejects a tag that ECR does not allow. */
export function checkTag(tag: string): void {
  if (!isTag(tag))
    throw invalidEcrParameter('imageTag', "must satisfy regular expression '[a-zA-Z0-9-_.]+'")
}

/** Puts a tag on an image, and takes it from the one that had it. */
export function tagImage(
  repository: RepositoryRecord,
  { tag, digest, now }: { tag: string; digest: string; now: Date },
): void {
  const former = repository.tags.get(tag)
  if (former !== digest) {
    if (former !== undefined) repository.images.get(former)?.tags.delete(tag)
    repository.tags.set(tag, digest)
    repository.images.get(digest)!.tags.add(tag)
  }
  repository.taggedAt = (repository.taggedAt ?? new Map()).set(tag, now)
}

/** Takes a tag from the image that has it. */
export function untagImage(repository: RepositoryRecord, tag: string): void {
  repository.images.get(repository.tags.get(tag)!)?.tags.delete(tag)
  repository.tags.delete(tag)
  repository.taggedAt?.delete(tag)
}
