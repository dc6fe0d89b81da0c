import { deregisterTarget, findTargetGroup, registerTarget } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { privateAddress } from '../task/provision.ts'
import { addDraining, addEvent, say } from './events.ts'
import { balancersOf } from './revision.ts'

/** Shows running tasks to the load balancers of their revision. */
export function registerTargets(scope: Scope, service: ServiceRecord, tasks: TaskRecord[]): void {
  const counts = new Map<string, number>()
  for (const task of tasks) {
    const { lastStatus, desiredStatus, targets } = task
    if (lastStatus !== 'RUNNING' || desiredStatus !== 'RUNNING' || targets.length > 0) continue
    for (const { targetGroupArn = '', containerPort = 0 } of balancersOf(service, task)) {
      const group = findTargetGroup(scope, targetGroupArn)
      if (!group) continue
      const target = { Id: privateAddress(task)!, Port: containerPort }
      registerTarget(scope, group, target)
      targets.push({ targetGroupArn, ...target, deregistered: false })
      counts.set(targetGroupArn, (counts.get(targetGroupArn) ?? 0) + 1)
    }
  }
  for (const [group, count] of counts) addEvent(scope, service, say.registered(count, group))
}

/** Takes stopping tasks from the load balancers, which then let their requests finish. */
export function deregisterTargets(scope: Scope, service: ServiceRecord, tasks: TaskRecord[]): void {
  const counts = new Map<string, number>()
  const draining = new Map<string, number>()
  for (const task of tasks) {
    const registered = task.targets.filter(({ deregistered }) => !deregistered)
    if (task.desiredStatus !== 'STOPPED' || registered.length === 0) continue
    for (const target of registered) {
      const group = findTargetGroup(scope, target.targetGroupArn)
      if (group) deregisterTarget(scope, group, target)
      target.deregistered = true
      counts.set(target.targetGroupArn, (counts.get(target.targetGroupArn) ?? 0) + 1)
    }
    draining.set(task.startedBy!, (draining.get(task.startedBy!) ?? 0) + 1)
  }
  for (const [group, count] of counts) addEvent(scope, service, say.deregistered(count, group))
  for (const [id, count] of draining) addDraining(scope, service, { id, count })
}
