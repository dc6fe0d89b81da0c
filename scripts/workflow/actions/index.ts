import type { Action } from './action.ts'
import { checkout, checkoutInputs } from './checkout.ts'
import { configureAwsCredentials } from './configure-aws-credentials.ts'
import { credentialsInputs } from './credentials-input.ts'
import { ecrLogin, ecrLoginInputs } from './amazon-ecr-login.ts'
import { setupNode, setupNodeInputs } from './setup-node.ts'

/** The replacement of an action, and the inputs that it supports. */
interface StandIn {
  act: Action
  inputs: string[]
}

const actions: Record<string, StandIn> = {
  'actions/checkout': { act: checkout, inputs: checkoutInputs },
  'actions/setup-node': { act: setupNode, inputs: setupNodeInputs },
  'aws-actions/configure-aws-credentials': {
    act: configureAwsCredentials,
    inputs: credentialsInputs,
  },
  'aws-actions/amazon-ecr-login': { act: ecrLogin, inputs: ecrLoginInputs },
}

/** The replacement of the action that a step uses. */
export function requireAction(uses: string): StandIn {
  const action = actions[uses.split('@')[0]!.toLowerCase()]
  if (action) return action
  throw new Error(
    `\`uses: ${uses}\` cannot be rehearsed: the actions that can are ${Object.keys(actions).join(', ')}`,
  )
}
