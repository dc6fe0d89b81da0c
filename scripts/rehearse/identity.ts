import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  STSClient,
} from '@aws-sdk/client-sts'
import type { App } from '../lib/app.ts'
import { rehearsalEndpoint } from '../lib/environment.ts'
import { run } from '../lib/run.ts'
import type { Step } from './show.ts'

const audience = 'sts.amazonaws.com'

/**
 * Takes on the deploy role as a workflow does: with a token that says which repository and
 * environment it runs for. Gives the environment that knows these credentials and no others.
 */
export async function assumeDeployRole(
  { say }: Step,
  app: App,
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const { Role } = await new IAMClient().send(new GetRoleCommand({ RoleName: app.deployRole }))
  const session = { RoleArn: Role!.Arn!, RoleSessionName: 'rehearsal' }
  const token = await fetchToken(await actionsEnvironment(app))
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

/** What GitHub gives to a job with `id-token: write`, here from the emulator's own issuer. */
async function actionsEnvironment({ repository, environment, ownerId, repositoryId }: App) {
  const query = new URLSearchParams({
    repository: repository!,
    environment,
    ref: 'refs/heads/main',
    sha: await run('git', ['rev-parse', 'HEAD']),
    ...(ownerId && repositoryId
      ? { repository_owner_id: ownerId, repository_id: repositoryId, immutable: 'true' }
      : {}),
  })
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${rehearsalEndpoint}/_oidc/token?${query}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'rehearsal',
  }
}

/** https://docs.github.com/en/actions/concepts/security/openid-connect */
async function fetchToken(actions: Record<string, string>): Promise<string | undefined> {
  const response = await fetch(`${actions.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${audience}`, {
    headers: { authorization: `bearer ${actions.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  })
  if (response.status === 404) return undefined
  if (!response.ok)
    throw new Error(`no GitHub token was issued: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { value: string }).value
}

function subjectOf(token: string): string {
  const payload = Buffer.from(token.split('.')[1]!, 'base64url').toString()
  return (JSON.parse(payload) as { sub: string }).sub
}
