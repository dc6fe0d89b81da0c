import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkOut } from '../working-copy.ts'
import type { StandIn } from '../run.ts'

/** `actions/checkout`: this machine's checkout. */
export const checkout: StandIn = {
  always: 'the rehearsed commit is not on GitHub yet',
  inputs: ['fetch-depth', 'path', 'ref', 'repository'].concat(
    ['persist-credentials', 'token', 'clean', 'fetch-tags', 'show-progress', 'set-safe-directory'],
    ['lfs', 'submodules', 'sparse-checkout', 'sparse-checkout-cone-mode', 'filter'],
  ),
  act: async ({ inputs, job, outputs }) => {
    const { run } = job
    const { ref = '', repository = run.app.repository, 'fetch-depth': depth = '1' } = inputs
    if (repository !== run.app.repository)
      throw new Error(`the repository ${repository} cannot be rehearsed: its files are not here`)
    if (![run.sha, run.event.ref, run.event.ref.replace(/^refs\/\w+\//, ''), ''].includes(ref))
      throw new Error(`the ref ${ref} cannot be rehearsed: the checkout is that of ${run.sha}`)
    const folder = join(job.workspace, inputs.path ?? '.')
    mkdirSync(folder, { recursive: true })
    outputs.commit = run.sha
    outputs.ref = run.event.ref
    return checkOut(run.root, { folder, depth: Number(depth) })
  },
}
