import type { Credentials } from '@aws-sdk/client-sts'
import type { Mapping } from '../model.ts'

/** The inputs of `aws-actions/configure-aws-credentials`. */
export interface CredentialsInput {
  role: string
  region: string
  /** An access key, which comes before OIDC. */
  keys: Credentials | undefined
  audience: string
  sessionName: string
  durationSeconds: number
  externalId: string
  allowedAccounts: string[]
  maskAccount: boolean
  outputsCredentials: boolean
}

/** Matches the action in any version. */
export const isConfigureCredentials = (uses: string | undefined): boolean =>
  uses?.startsWith('aws-actions/configure-aws-credentials@') === true

/** The last ones have no effect on one machine. */
export const credentialsInputs = ['role-to-assume', 'aws-region', 'audience'].concat(
  ['aws-access-key-id', 'aws-secret-access-key', 'aws-session-token', 'role-external-id'],
  ['role-session-name', 'role-duration-seconds', 'allowed-account-ids', 'mask-aws-account-id'],
  ['output-credentials', 'role-skip-session-tagging', 'transitive-tag-keys', 'disable-retry'],
  ['retry-max-attempts', 'unset-current-credentials', 'special-characters-workaround'],
  ['action-timeout-s', 'http-proxy', 'no-proxy'],
)

/** `ref` is the version of the action: the account is masked by default up to v2. */
export function readCredentialsInput(inputs: Mapping, ref: string): CredentialsInput {
  const keys = inputs['aws-access-key-id'] && {
    AccessKeyId: inputs['aws-access-key-id'],
    SecretAccessKey: inputs['aws-secret-access-key'],
    SessionToken: inputs['aws-session-token'] || undefined,
    Expiration: undefined,
  }
  return {
    role: inputs['role-to-assume'] ?? '',
    region: inputs['aws-region'] ?? '',
    keys: keys || undefined,
    audience: inputs.audience || 'sts.amazonaws.com',
    sessionName: inputs['role-session-name'] || 'GitHubActions',
    durationSeconds: Number.parseInt(inputs['role-duration-seconds'] ?? '') || 3600,
    externalId: inputs['role-external-id'] ?? '',
    allowedAccounts: (inputs['allowed-account-ids'] ?? '').split(',').map((id) => id.trim()),
    maskAccount: (inputs['mask-aws-account-id'] || String(/^v[12](\.|$)/.test(ref))) === 'true',
    outputsCredentials: inputs['output-credentials'] === 'true',
  }
}

/** The action's hint if it has neither a token nor keys. */
export const noTokenHint =
  'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission? If you are not trying to authenticate with OIDC and the action is working successfully, you can ignore this message.'

/** The SDK's message if there are no credentials. */
export const noProviders = 'Could not load credentials from any providers'

export const notLoaded = (reason: string) =>
  `Credentials could not be loaded, please check your action inputs: ${reason}`

export const noCredentials = notLoaded(noProviders)

export const couldNotAssume = (message: string) => `Could not assume role with OIDC: ${message}`

/** STS's message for a token that the trust policy denies. */
export const notAuthorized = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'

/** Returns the action's error message for its inputs, in the order of its checks. */
export function checkInput({ region, sessionName, keys }: CredentialsInput): string | undefined {
  if (!region) return 'Input required and not supplied: aws-region'
  if (!/^[a-z0-9-]+$/.test(region)) return `Region is not valid: ${region}`
  if (sessionName.length < 2 || sessionName.length > 64)
    return `Role session name must be between 2 and 64 characters, got ${sessionName.length}: '${sessionName}'`
  if (!/^[\w+=,.@-]*$/.test(sessionName))
    return `Role session name is not valid: '${sessionName}'. Must satisfy regular expression pattern: [\\w+=,.@-]*`
  if (keys && !keys.SecretAccessKey)
    return "'aws-secret-access-key' must be provided if 'aws-access-key-id' is provided"
  return undefined
}

/** With OIDC the action does not know the account of a role name without an ARN. */
export function checkRole({ role }: CredentialsInput): string | undefined {
  return role.startsWith('arn:aws')
    ? undefined
    : 'Source Account ID is needed if the Role Name is provided and not the Role Arn.'
}

/** Checks the account against `allowed-account-ids`. */
export function checkAccount(
  { allowedAccounts }: CredentialsInput,
  account: string,
): string | undefined {
  const wanted = allowedAccounts.filter(Boolean)
  if (wanted.length === 0 || wanted.includes(account)) return undefined
  return `The account ID of the provided credentials (${account}) does not match any of the expected account IDs: ${wanted.join(', ')}`
}
