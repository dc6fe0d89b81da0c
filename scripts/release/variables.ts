import type { App } from './app.ts'

/** What bootstrap found out that GitHub's jobs must know. */
export interface Found {
  pushRole: string
  deployRole: string
  region: string
}

/** Variables without which the workflow deploys nothing. */
export const givenVariables = ['AWS_PUSH_ROLE_ARN', 'AWS_DEPLOY_ROLE_ARN', 'AWS_REGION']

/** Variables that may be left out: what they say is then the default. */
export const optionalVariables = ['APP_NAME', 'ECR_VISIBILITY']

/** The variables of the GitHub repository, without which the workflow deploys nothing or something else. */
export function variablesOf(app: App, found: Found): Record<string, string> {
  return {
    AWS_PUSH_ROLE_ARN: found.pushRole,
    AWS_DEPLOY_ROLE_ARN: found.deployRole,
    AWS_REGION: found.region,
    ...(app.name !== 'docker-cloud' && { APP_NAME: app.name }),
    ...(app.visibility !== 'private' && { ECR_VISIBILITY: app.visibility }),
  }
}

/** The same as `NAME=value`, which is also how a rehearsal of the workflow reads them back. */
export const variableLines = (app: App, found: Found): string[] =>
  Object.entries(variablesOf(app, found)).map(([name, value]) => `${name}=${value}`)

/** Reads the variables out of what bootstrap said. */
export function readVariables(lines: string[]): Record<string, string> {
  const pairs = lines.map((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line))
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1]!, pair[2]!]] : [])))
}
