import { randomInt } from 'node:crypto'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

const random = (length: number) =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('')

/** `ns-…` or `srv-…`, with 16 letters and digits. */
export const newDiscoveryId = (prefix: 'ns' | 'srv') => `${prefix}-${random(16)}`

export const newOperationId = () => `${random(32)}-${random(8)}`

export const newHostedZoneId = () => `Z${random(20).toUpperCase()}`

/** The id of a resource that is given by its id or ARN. */
export const idIn = (reference: string) => reference.split('/').at(-1)!
