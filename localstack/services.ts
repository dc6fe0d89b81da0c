import { applicationAutoscaling } from './application-autoscaling/index.ts'
import { ec2 } from './ec2/index.ts'
import { elbv2 } from './elbv2/index.ts'
import { ecr } from './ecr/index.ts'
import { ecrPublic } from './ecr-public/index.ts'
import { ecs } from './ecs/index.ts'
import { iam } from './iam/index.ts'
import { logs } from './logs/index.ts'
import type { Service } from './operation.ts'
import { secretsmanager } from './secretsmanager/index.ts'
import { ssm } from './ssm/index.ts'
import { sts } from './sts/index.ts'

/** Every service of the emulator; `init/`, the coverage page and the health page follow this table. */
export const services: Service[] = [
  applicationAutoscaling,
  ecr,
  ecrPublic,
  ecs,
  ec2,
  elbv2,
  iam,
  logs,
  secretsmanager,
  ssm,
  sts,
]
