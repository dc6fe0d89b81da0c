import { EC2Client } from '@aws-sdk/client-ec2'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { readApp } from '../../scripts/release/app.ts'
import type { Aws } from '../../scripts/release/aws.ts'
import { Changes } from '../../scripts/release/changes.ts'
import type { Context } from '../../scripts/release/context.ts'
import type { Target } from './target.ts'

/** The context of a verb on a target's network and load balancers, for the checkout of the current folder. */
export function openContext({ config }: Target, APP_NAME: string, { dryRun = false } = {}) {
  const app = readApp({ APP_NAME })
  const said: string[] = []
  const print = (line: string) => void said.push(line)
  const context: Context = {
    app,
    services: app.services,
    aws: {
      ec2: new EC2Client(config),
      elb: new ElasticLoadBalancingV2Client(config),
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
