import type { ServiceRecord } from '../records.ts'
import { blueGreen } from './blue-green.ts'
import { rolling } from './rolling.ts'
import { primaryOf } from './service-record.ts'
import type { Strategy } from './strategy.ts'

const strategies = { ROLLING: rolling, BLUE_GREEN: blueGreen }

/** The strategy of a service's primary deployment. */
export const strategyOf = (service: ServiceRecord): Strategy =>
  strategies[primaryOf(service).strategy]
