import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { DesiredTargetGroup } from '../resources/target-group.ts'
import { type Finding, fine, warn } from './finding.ts'

/** ELB's and ECS's defaults in seconds. */
const defaultDelay = 300
const defaultStopTimeout = 30

interface Draining {
  task: Pick<RegisterTaskDefinitionCommandInput, 'containerDefinitions'>
  targets: DesiredTargetGroup
  /** The one that the load balancer reaches. */
  container: string | undefined
}

/**
 * Compares the time that a request may take with the time that a task gets to end. ECS waits for the
 * deregistration delay, then sends SIGTERM, and SIGKILL after `stopTimeout`:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export function checkDraining(service: string, { task, targets, container }: Draining): Finding[] {
  const found = targets.attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
  const delay = Number(found?.Value ?? defaultDelay)
  const { stopTimeout = defaultStopTimeout } =
    task.containerDefinitions?.find(({ name }) => name === container) ?? {}
  const text = `a task drains for ${delay} s and then has ${stopTimeout} s to stop`
  const file = `.aws/${service}/target-group.json`
  if (!found)
    return [
      warn(`${text}: without deregistration_delay.timeout_seconds each rollout waits 5 minutes`, {
        service,
        fix: `add {"Key": "deregistration_delay.timeout_seconds", "Value": "30"} to Attributes in ${file}`,
      }),
    ]
  if (delay === 0)
    return [
      warn(`${text}: requests in flight are cut off`, {
        service,
        fix: `raise deregistration_delay.timeout_seconds in ${file}`,
      }),
    ]
  return [fine(text, { service })]
}
