import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type Target, unique } from './target.ts'

const issuer = 'token.actions.githubusercontent.com'

/** Fetches a token as a job in GitHub Actions does. */
export async function githubToken(
  target: Target,
  job: Record<string, string>,
  audience = 'sts.amazonaws.com',
): Promise<string> {
  const requestUrl = `${target.url}/_oidc/token?${new URLSearchParams({ repository: 'o/r', ...job }).toString()}`
  const response = await fetch(`${requestUrl}&audience=${audience}`, {
    headers: { authorization: 'bearer rehearsal' },
  })
  return ((await response.json()) as { value: string }).value
}

/** GitHub's provider and a role that trusts it on a condition, in the target's account. */
export async function trustGithub(
  target: Target,
  condition: Record<string, Record<string, string | string[]>>,
  MaxSessionDuration?: number,
): Promise<string> {
  const iam = new IAMClient(target.config)
  const provider = await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${issuer}`,
      ClientIDList: ['sts.amazonaws.com'],
    }),
  )
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: unique('deploy'),
      MaxSessionDuration,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: provider.OpenIDConnectProviderArn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: condition,
        },
      }),
    }),
  )
  return Role!.Arn!
}

/** A trust policy's condition on one subject, as AWS recommends it. */
export const subjectIs = (sub: string) => ({
  StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub },
})

/** Exchanges a token for a role's credentials. */
export const exchange = (target: Target, RoleArn: string, WebIdentityToken: string) =>
  new STSClient(target.config).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, WebIdentityToken, RoleSessionName: 'GitHub' }),
  )
