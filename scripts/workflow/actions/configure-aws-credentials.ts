import {
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { fetchToken, readSubject } from '../../rehearse/github-token.ts'
import {
  couldNotAssume,
  type CredentialsInput,
  noCredentials,
  noTokenHint,
  readCredentialsInput,
  checkAccount,
  checkInput,
  checkRole,
} from './credentials-input.ts'
import type { Action, ActionCall } from './action.ts'

/** `aws-actions/configure-aws-credentials` with OIDC: the same calls in the same order, with its messages. */
export const configureAwsCredentials: Action = async (call) => {
  const input = readCredentialsInput({
    ...call.inputs,
    'aws-region': call.inputs['aws-region'] || call.env.AWS_REGION || '',
  })
  const { job, progress, outputs } = call
  if (input.role && !job.token) progress(noTokenHint)
  throwIf(checkInput(input))
  exportTo(call, { AWS_DEFAULT_REGION: input.region, AWS_REGION: input.region })
  if (!input.role || !job.token) throw new Error(noCredentials)
  const token = await fetchToken(job.token, input.audience)
  if (!token) throw new Error('this endpoint issues no GitHub tokens (LocalStack does not)')
  throwIf(checkRole(input))
  progress('Assuming role with OIDC')
  const { AssumedRoleUser, Credentials: credentials } = await assume(input, call, token)
  progress(`Authenticated as assumedRoleId ${AssumedRoleUser!.AssumedRoleId}`)
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials!
  for (const secret of [AccessKeyId, SecretAccessKey, SessionToken]) job.masks.add(secret!)
  exportTo(call, {
    AWS_ACCESS_KEY_ID: AccessKeyId!,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey!,
    AWS_SESSION_TOKEN: SessionToken!,
  })
  const { Account, Arn } = await identify(input, call, credentials!)
  throwIf(checkAccount(input, Account!))
  if (input.maskAccount) for (const secret of [Account, Arn]) job.masks.add(secret!)
  outputs['aws-account-id'] = Account!
  outputs['authenticated-arn'] = Arn!
  return `role ${Arn!.split('/')[1]} for ${readSubject(token)}`
}

function throwIf(message: string | undefined): void {
  if (message) throw new Error(message)
}

const exportTo = ({ job }: ActionCall, variables: Record<string, string>) =>
  Object.assign(job.env, variables)

function assume(input: CredentialsInput, { env }: ActionCall, WebIdentityToken: string) {
  const sts = new STSClient({ region: input.region, endpoint: env.AWS_ENDPOINT_URL! })
  const call = new AssumeRoleWithWebIdentityCommand({
    RoleArn: input.role,
    RoleSessionName: input.sessionName,
    DurationSeconds: input.durationSeconds,
    WebIdentityToken,
  })
  return sts.send(call).catch((error: Error) => {
    throw new Error(couldNotAssume(error.message), { cause: error })
  })
}

function identify(input: CredentialsInput, { env }: ActionCall, credentials: Credentials) {
  const sts = new STSClient({
    region: input.region,
    endpoint: env.AWS_ENDPOINT_URL!,
    credentials: {
      accessKeyId: credentials.AccessKeyId!,
      secretAccessKey: credentials.SecretAccessKey!,
      sessionToken: credentials.SessionToken!,
    },
  })
  return sts.send(new GetCallerIdentityCommand()).catch((error: Error) => {
    throw new Error(
      `Credentials could not be loaded, please check your action inputs: ${error.message}`,
      { cause: error },
    )
  })
}
