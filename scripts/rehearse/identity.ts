import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  STSClient,
} from '@aws-sdk/client-sts'
import type { App } from '../release/app.ts'
import { run } from '../release/run.ts'
import { clockTime } from '../release/time.ts'
import { fetchToken, readSubject, tokenRequest } from './github-token.ts'
import type { StepOutput } from './show.ts'

const audience = 'sts.amazonaws.com'

/** A role of the workflow, and the GitHub environment of the job that assumes it, if it has one. */
export interface Part {
  role: string
  environment?: string
}

/**
 * Assumes a role as a job of the workflow does, with a token for its repository, branch and
 * environment. Returns an environment with these credentials and no others.
 */
export async function assumeRole(
  { print }: StepOutput,
  { app, env, part }: { app: App; env: NodeJS.ProcessEnv; part: Part },
): Promise<NodeJS.ProcessEnv> {
  const { Role } = await new IAMClient().send(new GetRoleCommand({ RoleName: part.role }))
  const session = { RoleArn: Role!.Arn!, RoleSessionName: 'rehearsal' }
  const sha = await run('git', ['rev-parse', 'HEAD'])
  const ref = `refs/heads/${app.branch}`
  const request = tokenRequest(app, { ref, sha, environment: part.environment })
  const token = await fetchToken(request, audience)
  const sts = new STSClient()
  if (token) print(`token of the emulator's GitHub issuer: ${readSubject(token)}`)
  else print('this endpoint issues no GitHub tokens, so the role is assumed directly')
  const { Credentials, AssumedRoleUser } = token
    ? await sts.send(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken: token }))
    : await sts.send(new AssumeRoleCommand(session))
  print(`${AssumedRoleUser!.Arn} until ${clockTime(Credentials!.Expiration!)}`)
  return { ...env, ...variablesOf(Credentials!) }
}

const variablesOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials) => ({
  AWS_ACCESS_KEY_ID: AccessKeyId,
  AWS_SECRET_ACCESS_KEY: SecretAccessKey,
  AWS_SESSION_TOKEN: SessionToken,
})
