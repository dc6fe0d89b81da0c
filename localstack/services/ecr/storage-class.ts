import type { ImageStatus } from '@aws-sdk/client-ecr'
import type { Clock } from '../../kernel/clock.ts'
import type { ImageRecord } from './records.ts'

/** ECR restores an image within 20 minutes: https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html */
const restoring = 20 * 60 * 1000

/** The status of an image: it can be pulled, is archived, or is being restored. */
export function statusOf({ archivedAt, activatedAt }: ImageRecord, now: Date): ImageStatus {
  if (!archivedAt) return 'ACTIVE'
  if (!activatedAt) return 'ARCHIVED'
  return activatedAt > now ? 'ACTIVATING' : 'ACTIVE'
}

/** Puts an image into the archive, which takes no time. */
export function archive(image: ImageRecord, now: Date): void {
  image.archivedAt = now
  delete image.activatedAt
}

/** Begins to take an image out of the archive. */
export function restore(image: ImageRecord, clock: Clock): void {
  image.activatedAt = new Date(clock.now().getTime() + restoring / clock.rate)
}
