import type { ServiceRecord } from '../records.ts'
import { rolling } from './rolling.ts'
import { primaryOf } from './service-record.ts'
import { shifting } from './shifting.ts'
import type { Strategy } from './strategy.ts'
import { allAtOnce, canarySteps, linearSteps } from './traffic-steps.ts'

const strategies = {
  ROLLING: rolling,
  BLUE_GREEN: shifting(allAtOnce),
  CANARY: shifting(canarySteps),
  LINEAR: shifting(linearSteps),
}

/** The strategy of a service's primary deployment. */
export const strategyOf = (service: ServiceRecord): Strategy =>
  strategies[primaryOf(service).strategy]
