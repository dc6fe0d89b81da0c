import { createHash, randomBytes } from 'node:crypto'
import { type AwsError, awsError } from '../../kernel/errors.ts'

let digits = () => randomBytes(8).toString('hex')

/** Makes an EC2 resource id: the kind, then 17 hexadecimal digits, of which AWS's first is a zero. */
export const newResourceId = (kind: string) => `${kind}-0${digits()}`

/** An id of the same form that is always the same for the same seed. */
export const resourceIdFor = (kind: string, seed: string) => `${kind}-0${hashed(seed)}`

const hashed = (seed: string) => createHash('sha256').update(seed).digest('hex').slice(0, 16)

/** Runs `make` with ids that are the same each time for the same seed. */
export function runWithIdsFrom(seed: string, make: () => void): void {
  const random = digits
  let count = 0
  digits = () => hashed(`${seed} ${count++}`)
  try {
    make()
  } finally {
    digits = random
  }
}

interface IdKind {
  prefix: string
  /** The codes do not follow one rule: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
  malformed: string
  notFound(id: string): AwsError
}

/** Makes the error for an id that names nothing: another kind's id, or no id at all, is malformed. */
export const unknownId =
  ({ prefix, malformed, notFound }: IdKind) =>
  (id: string): AwsError =>
    id === '' || id.startsWith(`${prefix}-`)
      ? notFound(id)
      : awsError(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`)
