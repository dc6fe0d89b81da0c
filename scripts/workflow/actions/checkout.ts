import { checkOut } from '../working-copy.ts'
import type { Action } from './index.ts'
import { onlyKnown } from './inputs.ts'

/** `actions/checkout`: this machine's checkout, since what is rehearsed is not on GitHub yet. */
export const checkout: Action = async ({ inputs, job }) => {
  onlyKnown("actions/checkout's", inputs, ['fetch-depth', 'persist-credentials'])
  const depth = Number(inputs['fetch-depth'] ?? 1)
  return checkOut(job.run.root, { folder: job.workspace, depth })
}
