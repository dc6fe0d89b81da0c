import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { GetAuthorizationTokenCommand as GetPublicTokenCommand } from '@aws-sdk/client-ecr-public'
import { RegistryClient } from '../registry/client.ts'
import { decodeLogin, findDockerLogin, type Login } from '../registry/login.ts'
import type { Context } from '../release/context.ts'

/** Gets a login to the registry of ECR_VISIBILITY. */
export async function readEcrLogin({ aws, app }: Context): Promise<Login> {
  if (app.visibility === 'public') {
    const { authorizationData } = await aws.ecrPublic.send(new GetPublicTokenCommand())
    return decodeLogin(authorizationData!.authorizationToken!)
  }
  const { authorizationData } = await aws.ecr.send(new GetAuthorizationTokenCommand())
  return decodeLogin(authorizationData![0]!.authorizationToken!)
}

/** A client of ECR's registry with its own login, and of others with those that Docker has. */
export function openRegistries(context: Context, ecrHost: string): RegistryClient {
  let login: Promise<Login> | undefined
  return new RegistryClient((host) =>
    host === ecrHost ? (login ??= readEcrLogin(context)) : findDockerLogin(host),
  )
}
