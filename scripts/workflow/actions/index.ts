import type { Mapping } from '../model.ts'
import type { JobRun } from '../run.ts'
import { checkout, checkoutInputs } from './checkout.ts'
import { configureAwsCredentials } from './configure-aws-credentials.ts'
import { credentialsInputs } from './credentials-input.ts'
import { ecrLogin, ecrLoginInputs } from './amazon-ecr-login.ts'
import { setupNode, setupNodeInputs } from './setup-node.ts'

/** A step's call of an action, its inputs filled. */
export interface ActionCall {
  inputs: Mapping
  job: JobRun
  /** The whole environment of the step, `env` at all levels included. */
  env: NodeJS.ProcessEnv
  outputs: Record<string, string>
  progress: (line: string) => void
}

/** Does what an action does as far as the steps after it can tell; gives a line about it. */
export type Action = (call: ActionCall) => Promise<string>

/** What stands in for an action, and which of its inputs it knows. */
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

/** The action that a step uses; one that nothing here stands in for stops the rehearsal. */
export function actionOf(uses: string): StandIn {
  const action = actions[uses.split('@')[0]!.toLowerCase()]
  if (action) return action
  throw new Error(
    `\`uses: ${uses}\` cannot be rehearsed: there are stand-ins for ${Object.keys(actions).join(', ')}`,
  )
}
