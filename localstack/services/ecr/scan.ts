import type { ImageScanStatus } from '@aws-sdk/client-ecr'
import type { ImageRecord } from './records.ts'

/** How the scan of an image stands, if one was asked for: nothing here scans, and it says so. */
export const scanStatusOf = ({ scanRequestedAt }: ImageRecord): ImageScanStatus | undefined =>
  scanRequestedAt && {
    status: 'FAILED',
    description: 'The embedded emulator scans no images: scan this one on AWS.',
  }
