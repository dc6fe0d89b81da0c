import { createHash, randomBytes } from 'node:crypto'

let digits = () => randomBytes(8).toString('hex')

/** Makes an EC2 resource id: the kind, then 17 hexadecimal digits, of which AWS's first is a zero. */
export const newResourceId = (kind: string) => `${kind}-0${digits()}`

/** Runs `make` with ids that are the same each time for the same seed. */
export function runWithIdsFrom(seed: string, make: () => void): void {
  const random = digits
  let count = 0
  digits = () => createHash('sha256').update(`${seed} ${count++}`).digest('hex').slice(0, 16)
  try {
    make()
  } finally {
    digits = random
  }
}
