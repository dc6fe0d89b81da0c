import { randomBytes } from 'node:crypto'

/** Makes an EC2 resource id: the kind, then 17 hexadecimal digits, of which AWS's first is a zero. */
export const newId = (kind: string) => `${kind}-0${randomBytes(8).toString('hex')}`
