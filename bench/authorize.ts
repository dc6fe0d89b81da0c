import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { CreateClusterCommand, DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs'
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { bundleEmulator, startEmulatorProcess } from './lib/emulator.ts'
import { median, report } from './lib/tools.ts'

const config = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}
const rounds = 21
const callsPerRound = 300

/** What enforcing IAM adds to a signed call of the deploy role: with and without it, in turns in one run. */
export async function benchAuthorize(): Promise<void> {
  using bundle = bundleEmulator()
  await using enforced = await startEmulatorProcess(bundle.directory, { ENFORCE_IAM: '1' })
  await using open = await startEmulatorProcess(bundle.directory)
  const ask = { enforced: await prepare(enforced.url), open: await prepare(open.url) }
  const times = { enforced: [] as number[], open: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.open.push(await ask.open())
    times.enforced.push(await ask.enforced())
  }
  const [added, base] = [median(times.enforced) - median(times.open), median(times.open)]
  const measured = `${added.toFixed(3)} ms on ${base.toFixed(3)} ms`
  report('IAM enforced, added to a call', measured, 'less than 0.3 ms', added < 0.3)
}

/** Gives a function that makes the role's call many times over one connection, and tells the ms of one. */
async function prepare(endpoint: string): Promise<() => Promise<number>> {
  const admin = { ...config, endpoint }
  const createCluster = () =>
    new ECSClient({ ...admin, maxAttempts: 1 }).send(
      new CreateClusterCommand({ clusterName: 'docker-cloud' }),
    )
  await createCluster().catch(createCluster)
  const signed = await signedCall(endpoint, await deployRole(admin))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return async () => {
    const start = performance.now()
    for (let call = 0; call < callsPerRound; call++) await send(endpoint, signed, agent)
    return (performance.now() - start) / callsPerRound
  }
}

async function deployRole(admin: typeof config & { endpoint: string }) {
  const iam = new IAMClient(admin)
  const RoleName = 'deploy'
  const UserName = 'bench'
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: User!.Arn },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  )
  const clusters = { Effect: 'Allow', Action: 'ecs:DescribeClusters', Resource: '*' }
  const texts = {
    push: shipped('push'),
    deploy: shipped('deploy'),
    clusters: JSON.stringify({ Version: '2012-10-17', Statement: clusters }),
  }
  for (const [PolicyName, PolicyDocument] of Object.entries(texts))
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
  const { AccessKeyId, SecretAccessKey } = AccessKey!
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! }
  const { Credentials } = await new STSClient({ ...admin, credentials }).send(
    new AssumeRoleCommand({ RoleArn: Role!.Arn!, RoleSessionName: 'bench' }),
  )
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  }
}

/** A policy as the project ships it, filled in. */
const shipped = (name: string) =>
  readFileSync(join(import.meta.dirname, `../.aws/policies/${name}.json`), 'utf8')
    .replaceAll('${ACCOUNT_ID}', '000000000000')
    .replaceAll('${REGION}', 'us-east-1')
    .replaceAll('${APP_NAME}', 'docker-cloud')

interface SignedCall {
  headers: Record<string, string>
  body: string
}

/** A call as the SDK signs it, which is good for five minutes. */
async function signedCall(
  endpoint: string,
  credentials: typeof config.credentials,
): Promise<SignedCall> {
  const client = new ECSClient({ ...config, credentials, endpoint })
  let seen: SignedCall | undefined
  client.middlewareStack.add(
    (next) => (args) => {
      seen = args.request as SignedCall
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  await client.send(new DescribeClustersCommand({ clusters: ['docker-cloud'] }))
  return seen!
}

const send = (endpoint: string, { headers, body }: SignedCall, agent: Agent) =>
  new Promise<void>((resolve, reject) => {
    const request = httpRequest(endpoint, { method: 'POST', headers, agent }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`the emulator answered ${response.statusCode}`)),
      )
    })
    request.once('error', reject)
    request.end(body)
  })
