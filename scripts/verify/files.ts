import type {
  CreateServiceCommandInput,
  RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'
import type { App } from '../release/app.ts'
import { imageUsesOf } from '../release/app-images.ts'
import { checkVariables } from '../release/env-template.ts'
import { readPolicies, readTaskPolicy } from '../release/policies.ts'
import type { AppService } from '../release/services.ts'
import { readSmoke } from '../release/smoke-file.ts'
import type { Values } from '../release/template.ts'
import { type DesiredLoadBalancer, readLoadBalancer } from '../release/load-balancer-file.ts'
import { type DesiredRule, readRule } from '../resources/rule.ts'
import { readScaling } from '../resources/scaling.ts'
import { readService } from '../resources/service.ts'
import { type DesiredTargetGroup, readTargetGroup } from '../resources/target-group.ts'
import { readTaskDefinition } from '../resources/task-definition.ts'
import { type Finding, findingsOfError, fine } from './finding.ts'

/** The files of a service. One that is absent, or that would be rejected, is undefined. */
export interface ServiceFiles {
  service: AppService
  task: RegisterTaskDefinitionCommandInput | undefined
  desired: CreateServiceCommandInput | undefined
  targets: DesiredTargetGroup | undefined
  rule: DesiredRule | undefined
}

/** A placeholder whose value is not known stays in the text. */
const open = (...names: string[]): Values =>
  Object.fromEntries(names.map((name) => [name, `\${${name}}`]))

/** Reads a service's files as `register`, `deploy` and `smoke` do, and finds all that these would reject. */
export function readFiles(
  app: App,
  service: AppService,
  { values, ways }: { values: Values; ways: Values },
): { files: ServiceFiles; findings: Finding[] } {
  const ofService = {
    ...values,
    ...open('TASK_DEFINITION', 'SECURITY_GROUP'),
    ...(service.files.has('target-group') && open('TARGET_GROUP')),
    SUBNETS: ['${SUBNETS}'],
    ...ways,
  }
  const { read, findings } = collect(service.name)
  const ifThere = <T>(file: Parameters<AppService['files']['has']>[0], act: () => T) =>
    service.files.has(file) ? read(act) : undefined
  const uses = read(() => imageUsesOf(service))
  read(() => checkVariables([service]))
  const images = open('IMAGE', ...(uses ?? []).map(({ image }) => `IMAGE:${image}`))
  const task = uses && read(() => readTaskDefinition(service, { ...values, ...images }))
  const files = {
    service,
    task,
    desired: ifThere('service', () => readService(service, ofService)),
    targets: ifThere('target-group', () => readTargetGroup(service, values)),
    rule: ifThere('rule', () => readRule(service, values)),
  }
  ifThere('smoke', () => readSmoke(service, { ...values, ...open('VERSION', 'REVISION') }))
  ifThere('scaling', () => readScaling(service, values))
  // The names in a policy are those of all task definitions.
  if (task) ifThere('task-role', () => readTaskPolicy(app, service, values))
  if (findings.length === 0) findings.push(fine('.aws is valid', { service: service.name }))
  return { files, findings }
}

/** Reads the files that all services share. */
export function readSharedFiles(
  app: App,
  values: Values,
): { balancer: DesiredLoadBalancer | undefined; findings: Finding[] } {
  const { read, findings } = collect()
  read(() => readPolicies(app, { ...values, GITHUB_SUBJECTS: [] }))
  return { balancer: read(() => readLoadBalancer(values)), findings }
}

/** Turns what readers throw into findings. */
function collect(service?: string) {
  const findings: Finding[] = []
  const read = <T>(act: () => T): T | undefined => {
    try {
      return act()
    } catch (error) {
      findings.push(...findingsOfError(error as Error, service))
      return undefined
    }
  }
  return { read, findings }
}
