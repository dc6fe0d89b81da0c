import type { Scope } from '../../../kernel/scope.ts'
import { removeInfrastructure } from '../express/remove.ts'
import { followRegistrations } from '../connect/registration.ts'
import type { ServiceRecord } from '../records.ts'
import type { Action } from './action.ts'
import { apply } from './apply.ts'
import { decide } from './decide.ts'
import { observe } from './observe.ts'

/** Brings a service closer to its desired state. A rollback by the circuit breaker takes a second round. */
export function reconcile(scope: Scope, service: ServiceRecord): void {
  if (service.deployments.length > 0 && !hasEnded(service)) {
    const actions = round(scope, service)
    if (actions.at(-1)?.type === 'observeAgain') round(scope, service)
    followRegistrations(scope, service)
  }
  if (hasEnded(service)) removeInfrastructure(scope, service)
}

const hasEnded = ({ status }: ServiceRecord) => status === 'INACTIVE'

function round(scope: Scope, service: ServiceRecord): Action[] {
  const actions = decide(service, observe(scope, service))
  apply(scope, service, actions)
  return actions
}
