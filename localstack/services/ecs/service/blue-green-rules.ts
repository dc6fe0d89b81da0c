import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { findForwards } from '../../elbv2/public.ts'
import { invalidParameter } from '../errors.ts'
import type { ServiceRecord } from '../records.ts'
import { isNetworkListener, pairOf } from './traffic.ts'

/** Rejects blue/green services that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
export function checkBlueGreen(
  scope: Scope,
  {
    loadBalancers,
    deploymentConfiguration,
  }: Pick<ServiceRecord, 'loadBalancers' | 'deploymentConfiguration'>,
): void {
  checkTargetGroups(loadBalancers)
  const advanced = loadBalancers.filter(({ advancedConfiguration }) => advancedConfiguration)
  if (deploymentConfiguration.strategy !== 'ROLLING' && advanced.length < loadBalancers.length)
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    )
  if (advanced.length > 0 && advanced.length < loadBalancers.length)
    throw invalidParameter(
      'Either all or none of the provided loadBalancers must have advancedConfiguration defined',
    )
  for (const balancer of advanced) checkAdvanced(scope, balancer)
}

function checkTargetGroups(loadBalancers: LoadBalancer[]): void {
  const groups = loadBalancers.flatMap((balancer) => [...new Set(pairOf(balancer))])
  const twice = groups.find((group, index) => groups.indexOf(group) < index)
  if (twice && loadBalancers.some(({ advancedConfiguration }) => advancedConfiguration))
    throw invalidParameter(`Duplicate targetGroupArn found: ${twice}`)
}

function checkAdvanced(scope: Scope, balancer: LoadBalancer): void {
  const { advancedConfiguration = {}, targetGroupArn } = balancer
  const { productionListenerRule, testListenerRule, roleArn, alternateTargetGroupArn } =
    advancedConfiguration
  for (const [name, given] of Object.entries({
    alternateTargetGroupArn,
    productionListenerRule,
    roleArn,
  }))
    if (!given) throw invalidParameter(`advancedConfiguration.${name} must be specified`)
  if (targetGroupArn === alternateTargetGroupArn)
    throw invalidParameter('The targetGroupArn and alternateTargetGroupArn must be different.')
  checkRule(scope, 'productionListenerRule', productionListenerRule)
  checkRule(scope, 'testListenerRule', testListenerRule)
  if (productionListenerRule === testListenerRule)
    throw invalidParameter(
      `The following rules cannot be used as both production and test listener rules: ${productionListenerRule}`,
    )
  const forwards = findForwards(scope, productionListenerRule ?? '') ?? []
  const isInBoth = [targetGroupArn, alternateTargetGroupArn].every((group) =>
    forwards.some(({ arn }) => arn === group),
  )
  if (!isInBoth && !testListenerRule && !isNetworkListener(productionListenerRule ?? ''))
    throw invalidParameter(
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    )
}

function checkRule(scope: Scope, member: string, arn: string | undefined): void {
  if (arn === undefined) return
  if (!isNetworkListener(arn) && !/:listener-rule\/app\//.test(arn))
    throw invalidParameter(
      `${member} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${arn}`,
    )
  if (!findForwards(scope, arn)) throw invalidParameter(`The ${member} ${arn} does not exist.`)
}
