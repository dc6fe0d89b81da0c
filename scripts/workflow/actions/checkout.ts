import { checkOut } from '../working-copy.ts'
import type { Action } from './action.ts'

export const checkoutInputs = ['fetch-depth', 'persist-credentials']

/** `actions/checkout`: this machine's checkout, because the rehearsed commit is not on GitHub yet. */
export const checkout: Action = async ({ inputs, job }) => {
  const depth = Number(inputs['fetch-depth'] ?? 1)
  return checkOut(job.run.root, { folder: job.workspace, depth })
}
