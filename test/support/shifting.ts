import {
  ContinueServiceDeploymentCommand,
  type DeploymentConfiguration,
  type DeploymentLifecycleHookAction,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeRulesCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from './balancer.ts'
import { openEcs } from './ecs.ts'
import { type Target } from './target.ts'
import { until } from './until.ts'

const roleArn = 'arn:aws:iam::000000000000:role/ecsInfrastructureRole'

/** A load balancer with two target groups, between which a service's deployments shift traffic. */
export async function openShifting(target: Target) {
  const app = await openEcs(target)
  const balancer = await openBalancer(target)
  const green = await balancer.createGroup()
  for (const TargetGroupArn of [balancer.targetGroupArn, green])
    await balancer.elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
      }),
    )
  const ruleOf = async (ListenerArn: string) => {
    const { Rules } = await balancer.elb.send(new DescribeRulesCommand({ ListenerArn }))
    return Rules![0]!.RuleArn!
  }
  const testListener = await balancer.listen(8080, { Type: 'forward', TargetGroupArn: green })
  const production = await ruleOf(balancer.listenerArn)
  const testing = await ruleOf(testListener)
  const newest = async (service: string) => {
    const { serviceDeployments: list } = await app.ecs.send(
      new ListServiceDeploymentsCommand({ cluster: app.cluster, service }),
    )
    const arns = [list![0]!.serviceDeploymentArn!]
    const { serviceDeployments } = await app.ecs.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns }),
    )
    return serviceDeployments![0]!
  }
  return {
    app,
    balancer,
    green,
    production,
    testing,
    testUrl: await balancer.published(testListener),
    /** What CreateService needs to shift traffic. */
    behind: (deploymentConfiguration: DeploymentConfiguration, settings = {}) => ({
      deploymentConfiguration,
      loadBalancers: [
        {
          targetGroupArn: balancer.targetGroupArn,
          containerName: 'app',
          containerPort: 8080,
          advancedConfiguration: {
            alternateTargetGroupArn: green,
            productionListenerRule: production,
            testListenerRule: testing,
            roleArn,
            ...settings,
          },
        },
      ],
    }),
    /** The weights of a rule's target groups. */
    weights: async (rule: string) => {
      const { Rules } = await balancer.elb.send(new DescribeRulesCommand({ RuleArns: [rule] }))
      const groups = Rules![0]!.Actions![0]!.ForwardConfig!.TargetGroups!
      return Object.fromEntries(
        groups.map(({ TargetGroupArn, Weight }) => [
          TargetGroupArn === green ? 'green' : 'blue',
          Weight,
        ]),
      )
    },
    deploy: async (service: string, version: string, more = {}) => {
      const VERSION = { name: 'VERSION', value: version }
      await app.register({ environment: [VERSION], ...more })
      await app.ecs.send(
        new UpdateServiceCommand({ cluster: app.cluster, service, taskDefinition: app.family }),
      )
    },
    configure: (service: string, deploymentConfiguration: DeploymentConfiguration) =>
      app.ecs.send(
        new UpdateServiceCommand({ cluster: app.cluster, service, deploymentConfiguration }),
      ),
    newest,
    inStage: (service: string, stage: string) =>
      until(`stage ${stage}`, async () => {
        const found = await newest(service)
        return found.lifecycleStage === stage && found
      }),
    /** Waits for a pause hook, and returns the service deployment and the hook. */
    paused: (service: string) =>
      until('a pause hook', async () => {
        const record = await newest(service)
        const hook = record.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION')
        return hook && { record, hook, serviceDeploymentArn: record.serviceDeploymentArn! }
      }),
    continueDeployment: (
      serviceDeploymentArn: string,
      hookId: string,
      action?: DeploymentLifecycleHookAction,
    ) =>
      app.ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action })),
    ended: (service: string, status: string) =>
      until(`a deployment that is ${status}`, async () => {
        const found = await newest(service)
        return found.status === status && found
      }),
    answer: async (url: string) => (await fetch(url)).text(),
    async [Symbol.asyncDispose](): Promise<void> {
      await app[Symbol.asyncDispose]()
    },
  }
}

export type Shifting = Awaited<ReturnType<typeof openShifting>>
