import type { ComposeProject } from '../release/compose.ts'
import type { Context } from '../release/context.ts'
import type { Release } from '../release/git.ts'
import type { AppService } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { readAccount, readWays, type SharedAccount, valuesOfWays } from './account.ts'
import { checkContainer } from './container/check.ts'
import { checkDraining } from './draining.ts'
import { readFiles, type ServiceFiles } from './files.ts'
import { type Finding, findingsOfError, notChecked } from './finding.ts'
import { checkImage } from './image.ts'
import { type ImageOfTask, readImages } from './images.ts'
import { checkLogGroups } from './log-groups.ts'
import { checkPermissions } from './permissions.ts'
import { checkPorts } from './ports.ts'
import { checkReferences } from './references.ts'
import { checkRoles } from './roles.ts'
import { checkRule } from './rules.ts'
import { valueOf } from './seen.ts'
import { checkSize } from './size.ts'
import { checkTargetGroup } from './target-group.ts'
import { checkWays } from './ways.ts'

/** What the checks of all services share. */
export interface Common {
  /** Undefined if Docker cannot read `compose.yaml`. */
  project: ComposeProject | undefined
  release: Release | undefined
  values: Values
  account: SharedAccount
}

/** Checks a service: its files, its image, and what the account has for it. */
export async function checkService(context: Context, service: AppService, common: Common) {
  const { values, account, release, project } = common
  const ways = await readWays(context, service)
  const { files, findings } = readFiles(context.app, service, { values, ways: valuesOfWays(ways) })
  const { task, desired, targets, rule } = files
  if (!task) return { files, findings }
  const { name } = service
  const found = await readAccount(context, { ...files, task }, values)
  const images = project && (await readImages(context, service, { project, release }))
  const ownImage = Array.isArray(images) && images.find(({ image }) => image.name === name)
  const pushed = ownImage ? valueOf(ownImage.found)?.pushed : undefined
  const container = await startedFindings(context, files, {
    image: pushed && release && `${pushed.repositoryUri}:${release.revision}`,
    region: String(values.REGION),
  })
  const own: Finding[] = [
    ...checkSize(files),
    ...(desired ? checkPorts(name, desired, task.containerDefinitions) : []),
    ...imageFindings({ service, task }, release, images),
    ...checkRoles(name, found.roles, values),
    ...checkPermissions({ service, task }, found.denials),
    ...checkLogGroups(name, found.logGroups),
    ...checkReferences(name, found.references),
    ...(desired && targets
      ? [
          ...checkTargetGroup(service, {
            desired: targets,
            found: ways.targets,
            networkMode: task.networkMode,
          }),
          ...checkDraining(name, {
            task,
            targets,
            container: desired.loadBalancers?.[0]?.containerName,
          }),
        ]
      : []),
    ...(rule
      ? checkRule(service, rule, {
          found: account.listeners,
          group: valueOf(ways.targets)?.TargetGroupArn,
        })
      : []),
    ...(desired
      ? checkWays(service, { desired, group: ways.group, balancer: account.balancer })
      : []),
    ...container,
  ]
  return { files, findings: [...findings, ...own] }
}

function imageFindings(
  task: Parameters<typeof checkImage>[0],
  release: Release | undefined,
  images: ImageOfTask[] | Error | undefined,
): Finding[] {
  const { name } = task.service
  if (!images) return [notChecked('image', 'Docker cannot read compose.yaml', name)]
  if (!Array.isArray(images)) return findingsOfError(images, name)
  return images.flatMap((image) => checkImage(task, release, image))
}

/** Only the container of the image behind the load balancer is started: what others do may have effects. */
async function startedFindings(
  { app }: Context,
  { service, task, desired, targets }: ServiceFiles,
  { image, region }: { image: string | undefined; region: string },
): Promise<Finding[]> {
  const [behind] = desired?.loadBalancers ?? []
  const container = task?.containerDefinitions?.find(
    (one) => one.name === behind?.containerName && one.image === '${IMAGE}',
  )
  const port = behind?.containerPort
  if (!image || !task || !targets || !container || port === undefined) return []
  return checkContainer(image, {
    app: app.name,
    service: service.name,
    task,
    container,
    port,
    targets: targets.input,
    region,
  })
}
