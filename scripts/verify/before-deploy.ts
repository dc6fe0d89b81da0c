import { Diagnosed } from '../failure/explain.ts'
import { rememberService } from '../failure/observed.ts'
import type { Context } from '../release/context.ts'
import { type AppService, balanced } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { findLoadBalancer } from '../resources/load-balancer.ts'
import { findTaskDefinition } from '../resources/task-definition.ts'
import { readWays, type SharedAccount, valuesOfWays } from './account.ts'
import { readFiles } from './files.ts'
import { exitCodeOfFindings, fail, type Finding } from './finding.ts'
import { checkPorts } from './ports.ts'
import { see } from './seen.ts'
import { wouldSay } from './show.ts'
import { checkTargetGroup } from './target-group.ts'
import { checkWays } from './ways.ts'

/**
 * Checks what a deployment needs, before anything is changed: only what the deploy role may see, and
 * what is seen at once. Throws all errors.
 */
export async function requireDeployable(
  context: Context,
  services: AppService[],
  values: Values,
): Promise<void> {
  const isBalanced = balanced(services).length > 0
  const balancer = isBalanced ? await see(findLoadBalancer(context)) : { value: undefined }
  const checked = await Promise.all(
    services.map((service) => checkDeployable(context, service, { values, balancer })),
  )
  const findings = checked.flat()
  for (const { level, text } of findings) if (level === 'warning') context.progress(text)
  const errors = findings.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new AggregateError(errors.map(errorOf))
}

function errorOf(finding: Finding): Error {
  const { text, service, says, fix } = finding
  const error = new Diagnosed(text, {
    details: says ? [wouldSay(says)] : [],
    fix,
    exitCode: exitCodeOfFindings([finding]),
  })
  if (service) rememberService(error, service)
  return error
}

async function checkDeployable(
  context: Context,
  service: AppService,
  { values, balancer }: { values: Values } & Pick<SharedAccount, 'balancer'>,
): Promise<Finding[]> {
  const [registered, ways] = await Promise.all([
    findTaskDefinition(context, service),
    readWays(context, service),
  ])
  const { name, family } = service
  const { files, findings } = readFiles(context.app, service, {
    values,
    ways: valuesOfWays(ways),
  })
  const { desired, targets } = files
  if (!registered)
    return [
      fail(`there is no task definition ${family}`, {
        service: name,
        fix: 'run `npm run register` first',
      }),
    ]
  return [
    ...findings,
    ...(desired ? checkPorts(name, desired, registered.containerDefinitions) : []),
    ...(targets
      ? checkTargetGroup(service, {
          desired: targets,
          found: ways.targets,
          networkMode: registered.networkMode,
        })
      : []),
    ...(desired ? checkWays(service, { desired, group: ways.group, balancer }) : []),
  ]
}
