import { ACMClient } from '@aws-sdk/client-acm'
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECRClient } from '@aws-sdk/client-ecr'
import { ECRPUBLICClient } from '@aws-sdk/client-ecr-public'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { IAMClient } from '@aws-sdk/client-iam'
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SSMClient } from '@aws-sdk/client-ssm'
import { STSClient } from '@aws-sdk/client-sts'
import { rememberAction } from './action.ts'

/** The AWS clients that a release needs. */
export interface Aws {
  acm: ACMClient
  discovery: ServiceDiscoveryClient
  ec2: EC2Client
  ecr: ECRClient
  ecrPublic: ECRPUBLICClient
  ecs: ECSClient
  elb: ElasticLoadBalancingV2Client
  iam: IAMClient
  logs: CloudWatchLogsClient
  scaling: ApplicationAutoScalingClient
  secretsManager: SecretsManagerClient
  ssm: SSMClient
  sts: STSClient
}

/** ECR Public has its API in this region only. */
const ecrPublicRegion = 'us-east-1'

/** Creates the clients from the SDK's environment: AWS_REGION, AWS_ENDPOINT_URL, credentials. */
export function connect(): Aws {
  return {
    acm: named('acm', new ACMClient()),
    discovery: named('servicediscovery', new ServiceDiscoveryClient()),
    ec2: named('ec2', new EC2Client()),
    ecr: named('ecr', new ECRClient()),
    ecrPublic: named('ecr-public', new ECRPUBLICClient({ region: ecrPublicRegion })),
    ecs: named('ecs', new ECSClient()),
    elb: named('elasticloadbalancing', new ElasticLoadBalancingV2Client()),
    iam: named('iam', new IAMClient()),
    logs: named('logs', new CloudWatchLogsClient()),
    scaling: named('application-autoscaling', new ApplicationAutoScalingClient()),
    secretsManager: named('secretsmanager', new SecretsManagerClient()),
    ssm: named('ssm', new SSMClient()),
    sts: named('sts', new STSClient()),
  }
}

interface Stack {
  middlewareStack: ECSClient['middlewareStack']
}

function named<Client>(service: string, client: Client): Client {
  const { middlewareStack } = client as Stack
  middlewareStack.add(
    (next, context) => (args) =>
      next(args).catch((error: Error) => {
        rememberAction(error, `${service}:${context.commandName?.replace(/Command$/, '')}`)
        throw error
      }),
    { step: 'initialize', priority: 'high', name: 'rememberAction' },
  )
  return client
}

/** Returns undefined if the call fails with one of these codes. */
export async function unlessMissing<T>(
  call: Promise<T>,
  ...codes: string[]
): Promise<T | undefined> {
  return call.catch((error: Error) => {
    if (codes.includes(error.name)) return undefined
    throw error
  })
}
