import type { App } from './app.ts'
import { production } from './environment-file.ts'

/** The results of bootstrap that GitHub's jobs need. */
export interface Created {
  pushRole: string
  deployRole: string
  region: string
}

/** The variables without which the workflow deploys nothing. */
export const requiredVariables = ['AWS_PUSH_ROLE_ARN', 'AWS_DEPLOY_ROLE_ARN', 'AWS_REGION']

/** The variables that have a default. */
export const optionalVariables = ['APP_NAME', 'ECR_VISIBILITY']

/** The variables and secrets of the user that the workflow reads if they are set. */
export const ownVariables = ['DOCKER_AUTH_CONFIG', 'NODE_IMAGE', 'REGISTRIES']

/** The variable with the role that deploys to an environment. */
export const deployRoleVariable = (environment: string): string =>
  environment === production
    ? 'AWS_DEPLOY_ROLE_ARN'
    : `AWS_DEPLOY_ROLE_ARN_${environment.toUpperCase().replaceAll(/\W/g, '_')}`

/** The variables to set in the GitHub repository; optional ones only where they are not the default. */
export function variablesOf(app: App, created: Created): Record<string, string> {
  return {
    AWS_PUSH_ROLE_ARN: created.pushRole,
    [deployRoleVariable(app.environment)]: created.deployRole,
    AWS_REGION: created.region,
    ...(app.base !== 'docker-cloud' && { APP_NAME: app.base }),
    ...(app.visibility !== 'private' && { ECR_VISIBILITY: app.visibility }),
  }
}

/** The variables as lines `NAME=value`, which `rehearse:workflow` reads. */
export const variableLines = (app: App, created: Created): string[] =>
  Object.entries(variablesOf(app, created)).map(([name, value]) => `${name}=${value}`)

/** Reads the variables from the output of bootstrap. */
export function readVariables(lines: string[]): Record<string, string> {
  const pairs = lines.map((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line))
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1]!, pair[2]!]] : [])))
}
