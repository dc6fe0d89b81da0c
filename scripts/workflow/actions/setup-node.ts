import type { Action } from './action.ts'

export const setupNodeInputs = ['node-version', 'cache']

/** `actions/setup-node`: installs nothing, and checks that this machine's Node is the requested version. */
export const setupNode: Action = async ({ inputs }) => {
  const requested = inputs['node-version'] ?? ''
  const numbers = /^v?(\d+(?:\.\d+){0,2})(?:\.x)?$/.exec(requested)?.[1]
  if (!numbers)
    throw new Error(`the Node version "${requested}" cannot be rehearsed: it must be a number`)
  const here = process.versions.node
  if (here !== numbers && !here.startsWith(`${numbers}.`))
    throw new Error(`the workflow requests Node ${requested}, and this machine has ${here}`)
  return `Node ${here}`
}
