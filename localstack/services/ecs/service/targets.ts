import { add, type Draft, emit } from './draft.ts'
import { eventText } from './events.ts'
import { loadBalancersOf } from './service-record.ts'

/** Registers running tasks with the target groups of their revision. */
export function registerTargets(draft: Draft): void {
  const { service, snapshot } = draft
  const counts = new Map<string, number>()
  for (const task of draft.tasks) {
    const { taskArn, lastStatus, desiredStatus, targets } = task
    if (lastStatus !== 'RUNNING' || desiredStatus !== 'RUNNING' || targets.length > 0) continue
    for (const { targetGroupArn = '', containerPort = 0 } of loadBalancersOf(service, task)) {
      if (!snapshot.targetGroups[targetGroupArn]) continue
      const target = { targetGroupArn, Id: task.privateAddress!, Port: containerPort }
      add(draft, { type: 'registerTarget', taskArn, target })
      targets.push({ ...target, deregistered: false })
      increment(counts, targetGroupArn)
    }
  }
  for (const [group, count] of counts) emit(draft, eventText.registered(count, group))
}

/** Deregisters stopping tasks, whose open requests may then end. */
export function deregisterTargets(draft: Draft): void {
  const counts = new Map<string, number>()
  const draining = new Map<string, number>()
  for (const { taskArn, startedBy, desiredStatus, targets } of draft.tasks) {
    const registered = targets.filter(({ deregistered }) => !deregistered)
    if (desiredStatus !== 'STOPPED' || registered.length === 0) continue
    for (const { targetGroupArn, Id, Port } of registered) {
      add(draft, { type: 'deregisterTarget', taskArn, target: { targetGroupArn, Id, Port } })
      increment(counts, targetGroupArn)
    }
    increment(draining, startedBy!)
  }
  for (const [group, count] of counts) emit(draft, eventText.deregistered(count, group))
  for (const [id, count] of draining) emitDraining(draft, id, count)
}

/** Emits the only event that names the deployment beside the service. */
function emitDraining(draft: Draft, id: string, count: number): void {
  const subject = `(service ${draft.service.serviceName}, taskSet ${id})`
  const message = `${subject} has begun draining connections on ${count} tasks.`
  add(draft, { type: 'emitEvent', message })
}

const increment = (counts: Map<string, number>, key: string) =>
  void counts.set(key, (counts.get(key) ?? 0) + 1)
