import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StandIn } from '../run.ts'

/** `actions/setup-node`: installs nothing, and checks that this machine's Node is the requested version. */
export const setupNode: StandIn = {
  always: 'it would install another Node',
  inputs: ['node-version', 'node-version-file', 'check-latest', 'architecture'].concat(
    ['cache', 'cache-dependency-path', 'package-manager-cache', 'token'],
    ['registry-url', 'scope', 'always-auth'],
  ),
  act: async ({ inputs, job, outputs }) => {
    const requested = inputs['node-version'] || versionIn(job.workspace, inputs)
    const here = process.versions.node
    outputs['node-version'] = `v${here}`
    if (requested === undefined || /^(lts\/\*|latest|current|node)$/.test(requested))
      return `Node ${here}`
    const numbers = /^v?(\d+(?:\.\d+){0,2})(?:\.x)?$/.exec(requested)?.[1]
    if (!numbers)
      throw new Error(`the Node version "${requested}" cannot be rehearsed: it must be a number`)
    if (here !== numbers && !here.startsWith(`${numbers}.`))
      throw new Error(`the workflow requests Node ${requested}, and this machine has ${here}`)
    return `Node ${here}`
  },
}

function versionIn(workspace: string, { 'node-version-file': file }: Record<string, string>) {
  if (!file) return undefined
  const path = join(workspace, file)
  if (!existsSync(path))
    throw new Error(`The specified node version file at: ${path} does not exist`)
  return readFileSync(path, 'utf8').trim()
}
