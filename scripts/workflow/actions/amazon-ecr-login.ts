import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import type { ActionCall, StandIn } from '../run.ts'
import { awsConfig } from './aws-config.ts'
import { logIn } from './docker-cli.ts'

/** `aws-actions/amazon-ecr-login`: the same call and outputs. */
export const ecrLogin: StandIn = {
  inputs: ['mask-password', 'registry-type', 'registries', 'skip-logout', 'http-proxy'],
  act: async (call) => {
    const { inputs, job, outputs } = call
    if (inputs['registry-type'] === 'public')
      throw new Error('a login to public.ecr.aws cannot be rehearsed offline')
    const { username, password, registry } = await requestLogin(call)
    await logIn(call, { registry, username, password }).catch((cause: Error) => {
      throw new Error(`Could not login to registry ${registry}: ${cause.message}`, { cause })
    })
    if (inputs['mask-password'] !== 'false') job.masks.add(password)
    const suffix = registry.replaceAll(/[^a-zA-Z0-9_]+/g, '_')
    outputs.registry = registry
    outputs[`docker_username_${suffix}`] = username
    outputs[`docker_password_${suffix}`] = password
    return `logged in to ${registry}`
  },
}

/** Gets a login to ECR with the step's credentials. */
export async function requestLogin(call: ActionCall) {
  const ecr = new ECRClient(awsConfig(call))
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand())
  const { authorizationToken, proxyEndpoint } = authorizationData![0]!
  const [username, password] = Buffer.from(authorizationToken!, 'base64').toString().split(':', 2)
  return {
    username: username!,
    password: password!,
    registry: proxyEndpoint!.replace(/^https?:\/\//, ''),
  }
}
