import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECRClient } from '@aws-sdk/client-ecr'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { IAMClient } from '@aws-sdk/client-iam'
import { SSMClient } from '@aws-sdk/client-ssm'
import { STSClient } from '@aws-sdk/client-sts'
import { readApp } from '../../scripts/release/app.ts'
import type { Aws } from '../../scripts/release/aws.ts'
import { Changes } from '../../scripts/release/changes.ts'
import type { Context } from '../../scripts/release/context.ts'
import type { Target } from './target.ts'

/** The context of a verb on a target, for the checkout of the current folder. */
export function openContext({ config }: Target, APP_NAME: string, { dryRun = false } = {}) {
  const app = readApp({ APP_NAME })
  const said: string[] = []
  const print = (line: string) => void said.push(line)
  const context: Context = {
    app,
    services: app.services,
    aws: {
      ec2: new EC2Client(config),
      ecr: new ECRClient(config),
      ecs: new ECSClient(config),
      elb: new ElasticLoadBalancingV2Client(config),
      iam: new IAMClient(config),
      logs: new CloudWatchLogsClient(config),
      scaling: new ApplicationAutoScalingClient(config),
      ssm: new SSMClient(config),
      sts: new STSClient(config),
    } as unknown as Aws,
    changes: new Changes(dryRun, print),
    dryRun,
    print,
    progress: () => {},
  }
  /** The lines since the last call. */
  const lines = () => said.splice(0)
  return { context, lines }
}
