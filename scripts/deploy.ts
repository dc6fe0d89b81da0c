import type { Context } from './release/context.ts'
import { follow, rolloutTime } from './release/rollout.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { requireLoadBalancer } from './resources/load-balancer.ts'
import { findSecurityGroup } from './resources/security-group.ts'
import { ensureService, findService, readService } from './resources/service.ts'
import { findTargetGroup } from './resources/target-group.ts'
import { findTaskDefinition, shortName } from './resources/task-definition.ts'
import { checkWayToTasks, missingWayOut } from './resources/ways.ts'

/** Rolls out the newest task definition, and waits until it is deployed or has failed. */
export async function deploy(context: Context): Promise<void> {
  const { app, print, dryRun } = context
  const taskDefinition = (await findTaskDefinition(context))?.taskDefinitionArn
  if (!taskDefinition)
    throw new Error(`there is no task definition ${app.name}: run \`npm run register\` first`)
  const place = await findPlace(context)
  const { balancer, group, targets } = await requireSurroundings(context)
  const desired = readService({
    ...placeValues(context, place),
    SUBNETS: balancer.AvailabilityZones!.map(({ SubnetId }) => SubnetId!).toSorted(),
    SECURITY_GROUP: group.GroupId!,
    TARGET_GROUP: targets.TargetGroupArn!,
    TASK_DEFINITION: taskDefinition,
  })
  checkWayToTasks(desired, group, balancer)
  const warning = missingWayOut(desired, balancer)
  if (warning) context.progress(warning)
  const before = await findService(context)
  await ensureService(context, desired)
  if (dryRun) return

  const after = await follow(context, { taskDefinition, before })
  print(`${shortName(taskDefinition)} runs in ${after.runningCount} tasks`)
  const took = rolloutTime(before, after)
  if (took) print(`the rollout took ${took} of ECS's time`)
}

/** The resources of bootstrap that `.aws/service.json` refers to. */
async function requireSurroundings(context: Context) {
  const balancer = await requireLoadBalancer(context)
  const group = await findSecurityGroup(context, context.app.serviceGroup)
  const targets = await findTargetGroup(context)
  if (!group || !targets)
    throw new Error(
      'the security group or the target group of the service does not exist: run `npm run bootstrap` first',
    )
  return { balancer, group, targets }
}

if (import.meta.main) await runVerb('deploy', deploy)
