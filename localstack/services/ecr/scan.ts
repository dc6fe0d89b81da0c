import type { ImageScanStatus } from '@aws-sdk/client-ecr'
import type { ImageRecord } from './records.ts'

/** The status of an image's scan, if one was requested. Nothing is scanned here, so it is FAILED. */
export const scanStatusOf = ({ scanRequestedAt }: ImageRecord): ImageScanStatus | undefined =>
  scanRequestedAt && {
    status: 'FAILED',
    description: 'The embedded emulator scans no images: scan this one on AWS.',
  }
