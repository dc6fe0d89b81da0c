import type { EngineScope } from '../../service.ts'
import type { TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { launch } from './launch.ts'
import { provision } from './provision.ts'
import { cleanUp, isDrained, stopContainers } from './stop.ts'
import { setStatus } from './task.ts'

export type Step = (agent: Agent, scope: EngineScope, task: TaskRecord) => void | Promise<void>

/** What a task needs next; undefined when it waits for something outside. */
export function nextStep(scope: EngineScope, task: TaskRecord): Step | undefined {
  const stopping = task.desiredStatus === 'STOPPED'
  switch (task.lastStatus) {
    case 'PROVISIONING':
      return stopping ? end : (_agent, scope, task) => provision(scope, task)
    case 'PENDING':
    case 'ACTIVATING':
      return stopping ? end : launch
    case 'RUNNING':
      return stopping ? deactivate : undefined
    case 'DEACTIVATING':
      return isDrained(scope, task) ? stopContainers : undefined
    case 'STOPPING':
      return stopContainers
    case 'DEPROVISIONING':
      return cleanUp
    case 'STOPPED':
      return undefined
  }
}

const deactivate: Step = (_agent, _scope, task) => setStatus(task, 'DEACTIVATING')
const end: Step = (_agent, _scope, task) => setStatus(task, 'DEPROVISIONING')
