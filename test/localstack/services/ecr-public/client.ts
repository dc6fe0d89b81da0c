import { ECRPUBLICClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr-public'
import type { Target } from '../../../support/target.ts'

/** The alias of the account that tests call as, 000000000000. */
export const alias = 'a0000000'

/** What the public registry goes by in image references. */
export const publicHostOf = ({ url }: Target) => `127.0.0.1:${new URL(url).port}`

/** An SDK client of the target; another account's with a 12-digit access key. */
export const publicClientOf = (
  { config }: Target,
  { accessKeyId = 'test', region = 'us-east-1' } = {},
) =>
  new ECRPUBLICClient({
    ...config,
    region,
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
  })

/** `fetch` on the registry's data plane, logged in to ECR Public. */
export async function publicRegistryOf(target: Target, accessKeyId?: string) {
  const client = publicClientOf(target, { accessKeyId })
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}))
  const authorization = `Basic ${authorizationData!.authorizationToken}`
  return (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, target.url), {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    })
}
