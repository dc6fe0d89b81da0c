import type { Action } from './index.ts'

export const setupNodeInputs = ['node-version', 'cache']

/** `actions/setup-node`: nothing is installed, and the Node that is here has to be the one asked for. */
export const setupNode: Action = async ({ inputs }) => {
  const wanted = inputs['node-version'] ?? ''
  const numbers = /^v?(\d+(?:\.\d+){0,2})(?:\.x)?$/.exec(wanted)?.[1]
  if (!numbers) throw new Error(`the Node version "${wanted}" cannot be rehearsed: name a number`)
  const here = process.versions.node
  if (here !== numbers && !here.startsWith(`${numbers}.`))
    throw new Error(`the workflow asks for Node ${wanted}, and here is ${here}`)
  return `Node ${here}`
}
