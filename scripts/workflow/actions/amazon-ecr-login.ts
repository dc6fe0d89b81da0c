import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { run } from '../../release/run.ts'
import { noProviders } from './credentials-input.ts'
import type { Action, ActionCall } from './action.ts'

export const ecrLoginInputs = ['mask-password', 'registry-type', 'skip-logout']

/** `aws-actions/amazon-ecr-login`: the same call and outputs, with a Docker configuration of the job's own. */
export const ecrLogin: Action = async (call) => {
  const { inputs, job, outputs } = call
  if (inputs['registry-type'] === 'public')
    throw new Error('a login to public.ecr.aws cannot be rehearsed offline')
  const { authorizationToken, proxyEndpoint } = await requestToken(call)
  const [username, password] = Buffer.from(authorizationToken!, 'base64').toString().split(':', 2)
  const registry = proxyEndpoint!.replace(/^https?:\/\//, '')
  Object.assign(job.env, await ownConfiguration(call))
  const login = ['login', '--username', username!, '--password-stdin', proxyEndpoint!]
  await run('docker', login, { input: password!, env: { ...call.env, ...job.env } }).catch(
    (cause: Error) => {
      throw new Error(`Could not login to registry ${registry}: ${cause.message}`, { cause })
    },
  )
  if (inputs['mask-password'] !== 'false') job.masks.add(password!)
  const suffix = registry.replaceAll(/[^a-zA-Z0-9_]+/g, '_')
  outputs.registry = registry
  outputs[`docker_username_${suffix}`] = username!
  outputs[`docker_password_${suffix}`] = password!
  return `logged in to ${registry}`
}

async function requestToken({ env }: ActionCall) {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env
  if (!env.AWS_REGION) throw new Error('Region is missing')
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error(noProviders)
  const ecr = new ECRClient({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL!,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  })
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand())
  return authorizationData![0]!
}

/** The user's logins are neither read nor changed. The engine and Docker's plugins stay the same. */
async function ownConfiguration({ env, job }: ActionCall): Promise<Record<string, string>> {
  const folder = join(job.temp, 'docker')
  const plugins = join(env.DOCKER_CONFIG || join(homedir(), '.docker'), 'cli-plugins')
  const format = '{{.Endpoints.docker.Host}}'
  const host = await run('docker', ['context', 'inspect', '--format', format], { env })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: [plugins] }))
  return { DOCKER_CONFIG: folder, DOCKER_HOST: host }
}
