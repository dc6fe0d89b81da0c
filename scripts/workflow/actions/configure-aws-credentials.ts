import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { fetchToken, readSubject } from '../../rehearse/github-token.ts'
import type { ActionCall, StandIn } from '../run.ts'
import {
  checkAccount,
  checkInput,
  checkRole,
  couldNotAssume,
  type CredentialsInput,
  credentialsInputs,
  noCredentials,
  notLoaded,
  noTokenHint,
  readCredentialsInput,
} from './credentials-input.ts'

/** `aws-actions/configure-aws-credentials`: the same calls in the same order, with its messages. */
export const configureAwsCredentials: StandIn = {
  inputs: credentialsInputs,
  act: async (call) => {
    const { job, progress, outputs, env } = call
    const region = call.inputs['aws-region'] || env.AWS_REGION || ''
    const input = readCredentialsInput({ ...call.inputs, 'aws-region': region }, call.ref)
    const isWithToken = input.role !== '' && !input.keys
    if (isWithToken && !job.token) progress(noTokenHint)
    throwIf(checkInput(input))
    exportTo(call, { AWS_DEFAULT_REGION: input.region, AWS_REGION: input.region })
    if (input.keys) await exportCredentials(call, input, input.keys)
    if (!input.role) return input.keys ? 'an access key' : throwError(noCredentials)
    if (isWithToken && !job.token) throw new Error(noCredentials)
    const token = isWithToken && (await fetchToken(job.token!, input.audience))
    if (isWithToken && !token)
      throw new Error('this endpoint issues no GitHub tokens (LocalStack does not)')
    throwIf(checkRole(input))
    progress(token ? 'Assuming role with OIDC' : 'Assuming role with user credentials')
    const { AssumedRoleUser, Credentials: credentials } = token
      ? await assume(input, call, token)
      : await assumeWithKeys(input, call)
    progress(`Authenticated as assumedRoleId ${AssumedRoleUser!.AssumedRoleId}`)
    const arn = await exportCredentials(call, input, credentials!)
    outputs['authenticated-arn'] = arn
    return `role ${arn.split('/')[1]} for ${token ? readSubject(token) : 'an access key'}`
  },
}

const throwError = (message: string): never => {
  throw new Error(message)
}

const throwIf = (message: string | undefined): void => {
  if (message) throwError(message)
}

const exportTo = ({ job }: ActionCall, variables: Record<string, string>) =>
  Object.assign(job.env, variables)

/** Checks credentials and exports them to later steps. Returns the ARN of the caller. */
async function exportCredentials(
  call: ActionCall,
  input: CredentialsInput,
  credentials: Credentials,
): Promise<string> {
  const { job, outputs } = call
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials
  for (const secret of [AccessKeyId, SecretAccessKey, SessionToken])
    if (secret) job.masks.add(secret)
  delete job.env.AWS_SESSION_TOKEN
  exportTo(call, {
    AWS_ACCESS_KEY_ID: AccessKeyId!,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey!,
    ...(SessionToken && { AWS_SESSION_TOKEN: SessionToken }),
  })
  const { Account, Arn } = await identify(input, call, credentials)
  throwIf(checkAccount(input, Account!))
  if (input.maskAccount) for (const secret of [Account, Arn]) job.masks.add(secret!)
  outputs['aws-account-id'] = Account!
  if (input.outputsCredentials) {
    outputs['aws-access-key-id'] = AccessKeyId!
    outputs['aws-secret-access-key'] = SecretAccessKey!
    outputs['aws-session-token'] = SessionToken ?? ''
  }
  return Arn!
}

const sessionOf = (input: CredentialsInput) => ({
  RoleArn: input.role,
  RoleSessionName: input.sessionName,
  DurationSeconds: input.durationSeconds,
})

function assume(input: CredentialsInput, { env }: ActionCall, WebIdentityToken: string) {
  const sts = new STSClient({ region: input.region, endpoint: env.AWS_ENDPOINT_URL! })
  const session = new AssumeRoleWithWebIdentityCommand({ ...sessionOf(input), WebIdentityToken })
  return sts.send(session).catch((error: Error) => {
    throw new Error(couldNotAssume(error.message), { cause: error })
  })
}

function assumeWithKeys(input: CredentialsInput, { env }: ActionCall) {
  const session = new AssumeRoleCommand({
    ...sessionOf(input),
    ...(input.externalId && { ExternalId: input.externalId }),
  })
  return clientWith(input, env, input.keys!)
    .send(session)
    .catch((error: Error) => {
      throw new Error(`Could not assume role with user credentials: ${error.message}`, {
        cause: error,
      })
    })
}

function clientWith({ region }: CredentialsInput, env: NodeJS.ProcessEnv, keys: Credentials) {
  return new STSClient({
    region,
    endpoint: env.AWS_ENDPOINT_URL!,
    credentials: {
      accessKeyId: keys.AccessKeyId!,
      secretAccessKey: keys.SecretAccessKey!,
      ...(keys.SessionToken && { sessionToken: keys.SessionToken }),
    },
  })
}

function identify(input: CredentialsInput, { env }: ActionCall, credentials: Credentials) {
  const sts = clientWith(input, env, credentials)
  return sts.send(new GetCallerIdentityCommand()).catch((error: Error) => {
    throw new Error(notLoaded(error.message), { cause: error })
  })
}
