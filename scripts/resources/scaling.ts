import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  PutScalingPolicyRequest$,
  RegisterScalableTargetCommand,
  RegisterScalableTargetRequest$,
  type ScalableTarget,
  type ScalingPolicy,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling'
import type { App } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { checkMembers } from '../release/members.ts'
import { missingFrom } from '../release/same.ts'
import type { AppService } from '../release/services.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'

interface DesiredPolicy {
  PolicyName: string
  PolicyType?: 'TargetTrackingScaling' | 'StepScaling'
  TargetTrackingScalingPolicyConfiguration?: TargetTrackingScalingPolicyConfiguration
}

interface DesiredScaling {
  target: { MinCapacity: number; MaxCapacity: number }
  policies: DesiredPolicy[]
}

/** Reads `scaling.json`: RegisterScalableTarget's input, and `Policies` with PutScalingPolicy's. */
export function readScaling({ name }: AppService, values: Values): DesiredScaling {
  const file = `${name}/scaling.json`
  const { Policies = [], ...target } = fill(readTemplate(file), values, file) as Record<
    string,
    Json
  >
  checkMembers(target, RegisterScalableTargetRequest$, file)
  if (target.MinCapacity === undefined || target.MaxCapacity === undefined)
    throw new Error(`.aws/${file} needs a MinCapacity and a MaxCapacity`)
  if (!Array.isArray(Policies)) throw new Error(`.aws/${file}: Policies must be a list`)
  for (const policy of Policies) checkMembers(policy, PutScalingPolicyRequest$, file)
  return {
    target: target as unknown as DesiredScaling['target'],
    policies: Policies as unknown as DesiredPolicy[],
  }
}

const idOf = (app: App, { name }: AppService) =>
  ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/${app.name}/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }) as const

async function findTarget({ aws, app }: Context, service: AppService) {
  const { ServiceNamespace, ResourceId } = idOf(app, service)
  const { ScalableTargets = [] } = await aws.scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds: [ResourceId] }),
  )
  return ScalableTargets[0]
}

async function listPolicies({ aws, app }: Context, service: AppService): Promise<ScalingPolicy[]> {
  const { ServiceNamespace, ResourceId } = idOf(app, service)
  const { ScalingPolicies = [] } = await aws.scaling.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace, ResourceId }),
  )
  return ScalingPolicies
}

/** Makes the scaling of an existing service that of its `scaling.json`. */
export async function ensureScaling(
  context: Context,
  service: AppService,
  values: Values,
): Promise<void> {
  const desired = readScaling(service, values)
  const target = await findTarget(context, service)
  await ensureTarget(context, service, { target, desired })
  const present = target ? await listPolicies(context, service) : []
  for (const policy of desired.policies) await ensurePolicy(context, service, { policy, present })
  const names = desired.policies.map(({ PolicyName }) => PolicyName)
  for (const { PolicyName } of present.filter((policy) => !names.includes(policy.PolicyName!)))
    await context.changes.remove(`scaling policy ${PolicyName} of ${service.name}`, true, () =>
      context.aws.scaling.send(
        new DeleteScalingPolicyCommand({ ...idOf(context.app, service), PolicyName }),
      ),
    )
}

async function ensureTarget(
  { aws, app, changes }: Context,
  service: AppService,
  { target, desired }: { target: ScalableTarget | undefined; desired: DesiredScaling },
): Promise<void> {
  const what = `scaling of ${service.name}`
  const register = () =>
    aws.scaling.send(
      new RegisterScalableTargetCommand({ ...idOf(app, service), ...desired.target }),
    )
  if (!target)
    await changes.create(what, async () => {
      await register()
      return what
    })
  else
    await changes.converge(what, missingFrom(target as unknown as Json, desired.target), register)
}

async function ensurePolicy(
  { aws, app, changes }: Context,
  service: AppService,
  { policy, present }: { policy: DesiredPolicy; present: ScalingPolicy[] },
): Promise<void> {
  const what = `scaling policy ${policy.PolicyName} of ${service.name}`
  const found = present.find(({ PolicyName }) => PolicyName === policy.PolicyName)
  const put = () =>
    aws.scaling.send(new PutScalingPolicyCommand({ ...idOf(app, service), ...policy }))
  if (!found)
    await changes.create(what, async () => {
      await put()
      return what
    })
  else {
    const differences = missingFrom(found as unknown as Json, policy as unknown as Json)
    await changes.converge(what, differences, put)
  }
}

/** Removes the scaling of a service with its policies. */
export async function removeScaling(context: Context, service: AppService): Promise<void> {
  if (!(await findTarget(context, service))) return
  await context.changes.remove(`scaling of ${service.name}`, true, () =>
    context.aws.scaling.send(new DeregisterScalableTargetCommand(idOf(context.app, service))),
  )
}
