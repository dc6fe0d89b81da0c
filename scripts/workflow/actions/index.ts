import type { Mapping } from '../model.ts'
import type { JobRun } from '../run.ts'
import { checkout } from './checkout.ts'
import { configureAwsCredentials } from './configure-aws-credentials.ts'
import { ecrLogin } from './amazon-ecr-login.ts'
import { setupNode } from './setup-node.ts'

/** A step's call of an action, its inputs filled. */
export interface ActionCall {
  inputs: Mapping
  job: JobRun
  /** The whole environment of the step, `env` at all levels included. */
  env: NodeJS.ProcessEnv
  outputs: Record<string, string>
  note: (line: string) => void
}

/** Does what an action does as far as the steps after it can tell; gives a line about it. */
export type Action = (call: ActionCall) => Promise<string>

const actions: Record<string, Action> = {
  'actions/checkout': checkout,
  'actions/setup-node': setupNode,
  'aws-actions/configure-aws-credentials': configureAwsCredentials,
  'aws-actions/amazon-ecr-login': ecrLogin,
}

/** The action that a step uses; one that nothing here stands in for stops the rehearsal. */
export function actionOf(uses: string): Action {
  const action = actions[uses.split('@')[0]!.toLowerCase()]
  if (action) return action
  throw new Error(
    `\`uses: ${uses}\` cannot be rehearsed: there are stand-ins for ${Object.keys(actions).join(', ')}`,
  )
}
