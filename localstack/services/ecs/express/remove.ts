import { DeleteCertificate } from '../../acm/public.ts'
import { DeregisterScalableTarget } from '../../application-autoscaling/public.ts'
import { DeleteAlarms } from '../../cloudwatch/public.ts'
import { DeleteSecurityGroup, RevokeSecurityGroupEgress } from '../../ec2/public.ts'
import {
  DeleteLoadBalancer,
  DeleteRule,
  DeleteTargetGroup,
  RemoveListenerCertificates,
} from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ExpressResources, ServiceRecord } from '../records.ts'
import { servicesBehind } from './gateway.ts'
import { outboundRules } from './infrastructure.ts'
import { perform } from './perform.ts'
import { dimensionOf } from './scaling.ts'

/**
 * Removes what ECS made for an Express Mode service that has ended, and the load balancer when it was the last behind it.
 * The log group and the task definitions stay. What others have changed or use stays as well, and is logged.
 */
export function removeInfrastructure(scope: Scope, service: ServiceRecord): void {
  const { express } = service
  if (!express || express.isRemoved) return
  express.isRemoved = true
  const { gateway, ruleArn, targetGroups, securityGroup, alarm } = express.resources
  const SecurityGroupRuleIds = outboundRules(scope, express.resources).map(
    ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
  )
  const isLast = servicesBehind(scope, gateway).length === 0
  const steps = [
    () => perform(scope, DeregisterScalableTarget, dimensionOf(service)),
    () => perform(scope, DeleteAlarms, { AlarmNames: [alarm] }),
    () => perform(scope, DeleteRule, { RuleArn: ruleArn }),
    ...targetGroups.map(
      (TargetGroupArn) => () => perform(scope, DeleteTargetGroup, { TargetGroupArn }),
    ),
    () =>
      perform(scope, RevokeSecurityGroupEgress, {
        GroupId: gateway.securityGroup,
        SecurityGroupRuleIds,
      }),
    () =>
      isLast
        ? removeLoadBalancer(scope, express.resources)
        : removeCertificate(scope, express.resources),
    () => perform(scope, DeleteSecurityGroup, { GroupId: securityGroup }),
    ...(isLast
      ? [() => perform(scope, DeleteSecurityGroup, { GroupId: gateway.securityGroup })]
      : []),
  ]
  for (const step of steps)
    try {
      step()
    } catch (error) {
      scope.log('ecs', `service ${service.serviceName}: ${(error as Error).message}`)
    }
}

function removeLoadBalancer(
  scope: Scope,
  { gateway: { loadBalancerArn, defaultCertificate }, certificateArn }: ExpressResources,
): void {
  perform(scope, DeleteLoadBalancer, { LoadBalancerArn: loadBalancerArn })
  for (const CertificateArn of new Set([defaultCertificate, certificateArn]))
    perform(scope, DeleteCertificate, { CertificateArn })
}

/** The certificate of the first service stays the listener's default. */
function removeCertificate(scope: Scope, { gateway, certificateArn }: ExpressResources): void {
  const { listenerArn, defaultCertificate } = gateway
  if (certificateArn === defaultCertificate) return
  const Certificates = [{ CertificateArn: certificateArn }]
  perform(scope, RemoveListenerCertificates, { ListenerArn: listenerArn, Certificates })
  perform(scope, DeleteCertificate, { CertificateArn: certificateArn })
}
