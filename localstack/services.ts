import { acm } from './services/acm/index.ts'
import { applicationAutoscaling } from './services/application-autoscaling/index.ts'
import { cloudwatch } from './services/cloudwatch/index.ts'
import { ec2 } from './services/ec2/index.ts'
import { elbv2 } from './services/elbv2/index.ts'
import { ecr } from './services/ecr/index.ts'
import { ecrPublic } from './services/ecr-public/index.ts'
import { ecs } from './services/ecs/index.ts'
import { iam } from './services/iam/index.ts'
import { logs } from './services/logs/index.ts'
import type { ServiceDefinition } from './services/service.ts'
import { secretsmanager } from './services/secretsmanager/index.ts'
import { servicediscovery } from './services/servicediscovery/index.ts'
import { ssm } from './services/ssm/index.ts'
import { sts } from './services/sts/index.ts'

/** Every service of the emulator; `init/`, the coverage page and the health page follow this table. */
export const services: ServiceDefinition[] = [
  acm,
  applicationAutoscaling,
  cloudwatch,
  ecs,
  ecr,
  ecrPublic,
  ec2,
  elbv2,
  iam,
  logs,
  secretsmanager,
  servicediscovery,
  ssm,
  sts,
]
