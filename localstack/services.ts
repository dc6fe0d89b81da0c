import type { Service } from './operation.ts'
import { sts } from './sts/index.ts'

/** Every service of the emulator; `init/`, the coverage page and the health page follow this table. */
export const services: Service[] = [sts]
