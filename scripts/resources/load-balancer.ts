import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { isOurs, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import type { DesiredLoadBalancer } from '../release/load-balancer-file.ts'
import { wait } from '../release/wait.ts'
import type { Network } from './network.ts'

export async function findLoadBalancer({
  aws,
  app,
}: Pick<Context, 'aws' | 'app'>): Promise<LoadBalancer | undefined> {
  const found = await unlessMissing(
    aws.elb.send(new DescribeLoadBalancersCommand({ Names: [app.name] })),
    'LoadBalancerNotFoundException',
  )
  return found?.LoadBalancers?.[0]
}

export async function requireLoadBalancer(context: Context): Promise<LoadBalancer> {
  const balancer = await findLoadBalancer(context)
  if (balancer) return balancer
  throw new Error(`there is no load balancer ${context.app.name}: run \`npm run bootstrap\` first`)
}

export async function ensureLoadBalancer(
  context: Context,
  {
    desired,
    network,
    securityGroup,
  }: { desired: DesiredLoadBalancer; network: Network; securityGroup: string },
): Promise<string> {
  const { aws, app, changes } = context
  const what = `load balancer ${app.name}`
  const balancer = await findLoadBalancer(context)
  if (balancer) {
    checkFixed(balancer, desired)
    changes.unchanged(what)
    return balancer.LoadBalancerArn!
  }
  return changes.create(what, async () => {
    const { LoadBalancers } = await aws.elb.send(
      new CreateLoadBalancerCommand({
        Name: app.name,
        Type: 'application',
        Subnets: network.subnets,
        ...desired.input,
        SecurityGroups: [securityGroup],
        Tags: tagList(app),
      }),
    )
    return LoadBalancers![0]!.LoadBalancerArn
  })
}

/** What AWS keeps of a load balancer for its whole life cannot be changed in the file. */
function checkFixed(balancer: LoadBalancer, { input }: DesiredLoadBalancer): void {
  const changed = (['Scheme', 'Type'] as const).find(
    (name) => input[name] !== undefined && input[name] !== balancer[name],
  )
  if (changed)
    throw new Error(
      `.aws/load-balancer.json: ${changed} of load balancer ${balancer.LoadBalancerName} is ${balancer[changed]} and cannot be changed: run \`npm run destroy\` first`,
    )
}

export async function removeLoadBalancer(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const balancer = await findLoadBalancer(context)
  if (!balancer) return
  const what = `load balancer ${app.name}`
  const ours = await isOurBalancing(context, balancer.LoadBalancerArn!)
  await changes.remove(what, ours, async () => {
    await aws.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: balancer.LoadBalancerArn }))
    await wait({
      for: `${what} to be deleted`,
      progress: context.progress,
      seconds: 300,
      look: async () => ((await findLoadBalancer(context)) ? undefined : true),
    })
  })
}

/** Checks a load balancer or target group for the app's tags. */
export async function isOurBalancing({ aws, app }: Context, arn: string): Promise<boolean> {
  const { TagDescriptions } = await aws.elb.send(new DescribeTagsCommand({ ResourceArns: [arn] }))
  return isOurs(app, TagDescriptions?.[0]?.Tags)
}
