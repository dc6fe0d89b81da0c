import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  STSClient,
} from '@aws-sdk/client-sts'
import type { App } from '../release/app.ts'
import { run } from '../release/run.ts'
import { fetchToken, subjectOf, tokenRequest } from './github-token.ts'
import type { Step } from './show.ts'

const audience = 'sts.amazonaws.com'

/** A role of the workflow, and the GitHub environment of the job that takes it on, if it has one. */
export interface Part {
  role: string
  environment?: string
}

/**
 * Takes on a role as a job of the workflow does: with a token that says which repository, branch
 * and environment it runs for. Gives the environment that knows these credentials and no others.
 */
export async function assumeRole(
  { say }: Step,
  { app, env, part }: { app: App; env: NodeJS.ProcessEnv; part: Part },
): Promise<NodeJS.ProcessEnv> {
  const { Role } = await new IAMClient().send(new GetRoleCommand({ RoleName: part.role }))
  const session = { RoleArn: Role!.Arn!, RoleSessionName: 'rehearsal' }
  const sha = await run('git', ['rev-parse', 'HEAD'])
  const ref = `refs/heads/${app.branch}`
  const request = tokenRequest(app, { ref, sha, environment: part.environment })
  const token = await fetchToken(request, audience)
  const sts = new STSClient()
  if (token) say(`token of GitHub's stand-in: ${subjectOf(token)}`)
  else say('this endpoint issues no GitHub tokens, so the role is assumed directly')
  const { Credentials, AssumedRoleUser } = token
    ? await sts.send(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken: token }))
    : await sts.send(new AssumeRoleCommand(session))
  say(`${AssumedRoleUser!.Arn} until ${Credentials!.Expiration!.toTimeString().slice(0, 8)}`)
  return { ...env, ...variablesOf(Credentials!) }
}

const variablesOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials) => ({
  AWS_ACCESS_KEY_ID: AccessKeyId,
  AWS_SECRET_ACCESS_KEY: SecretAccessKey,
  AWS_SESSION_TOKEN: SessionToken,
})
