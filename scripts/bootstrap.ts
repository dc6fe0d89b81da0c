import { fetchIds, givenIds, idsIn, missingIds } from './oidc/repository-ids.ts'
import { isProduction } from './release/app.ts'
import { imagesOf } from './release/app-images.ts'
import { type Context, shared } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { logGroupsOf } from './release/log-groups.ts'
import { deploySubjectsOf, pushSubjectsOf } from './release/policies.ts'
import type { ResultOf } from './release/results.ts'
import { lifecycleOf, rolesOf, taskRolesOf } from './release/roles.ts'
import {
  type DesiredLoadBalancer,
  isSecure,
  needsCertificate,
  readDomain,
  readLoadBalancer,
} from './release/load-balancer-file.ts'
import { leadsThere } from './release/reach.ts'
import { type AppService, balanced } from './release/services.ts'
import type { Values } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { variableLines, variablesOf } from './release/variables.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { ensureCluster } from './resources/cluster.ts'
import { findAddress } from './resources/address.ts'
import { ensureCertificate, waitForCertificate } from './resources/certificate.ts'
import { ensureConnections } from './resources/connection.ts'
import { ensureListeners } from './resources/front.ts'
import { ensureLoadBalancer } from './resources/load-balancer.ts'
import { ensureLogGroup } from './resources/log-group.ts'
import { findNetwork, type Network } from './resources/network.ts'
import { ensureOidcProvider } from './resources/oidc-provider.ts'
import { findRemovedServices, removedLine } from './resources/removed-services.ts'
import { ensureRepository, findRepository } from './resources/repository.ts'
import { ensureRole, findRole } from './resources/role.ts'
import {
  closeOtherPorts,
  type DesiredGroup,
  ensureSecurityGroup,
} from './resources/security-group.ts'
import { readPorts } from './resources/service.ts'
import { ensureTargetGroup, readHealthPorts, readTargetPorts } from './resources/target-group.ts'
import { removeUnused } from './resources/unused.ts'

/** Creates the resources that releases need. Runs once, as an administrator of the account. */
export async function bootstrap(given: Context): Promise<ResultOf<'bootstrap'>> {
  const context = await withIds(given)
  const { app, changes, print } = context
  const place = await findPlace(context)
  const values = placeValues(app, place)
  const front = readLoadBalancer(values)
  if (front.listeners.some(isSecure)) readDomain(values)
  const roles = rolesOf(app, values)
  print(`account ${place.account}, ${place.region}, as ${place.caller}`)

  await ensureOidcProvider(context)
  const pushRole = await ensureRole(shared(context), roles.push)
  const deployRole = await ensureRole(context, roles.deploy)
  await ensureRole(context, roles.execution)
  for (const role of taskRolesOf(app, values)) await ensureRole(context, role)

  for (const image of imagesOf(app)) {
    // The environments share the repositories: production alone changes them, and what expires in them.
    const isShared = !isProduction(app) && (await findRepository(context, image))
    if (isShared) changes.unchanged(`ECR repository ${image.repository}`)
    else await ensureRepository(context, image, lifecycleOf(app, values))
  }
  for (const service of app.services)
    for (const name of logGroupsOf(service, values)) await ensureLogGroup(context, name)
  await ensureCluster(context)
  await ensureWays(context, front, { network: await findNetwork(context), values })

  print(changes.summary())
  await printRecord(context, values)
  for (const service of await findRemovedServices(context)) print(removedLine(context, service))
  print(`GitHub's ${pushSubjectsOf(app).join(' and ')} may push,`)
  print(`${deploySubjectsOf(app).join(' and ')} may deploy.`)
  print('Set these variables in the GitHub repository:')
  const created = { pushRole, deployRole, region: place.region }
  for (const line of variableLines(app, created)) print(line)
  return { variables: variablesOf(app, created) }
}

/** Adds the ids of the GitHub repository, which the roles' trust policies need. */
async function withIds(context: Context): Promise<Context> {
  const { app } = context
  if (givenIds(app)) return context
  const role = await findRole(context, app.pushRole)
  const ids = (role && idsIn(role.trust, app)) ?? (await fetchIds(app))
  if (!ids) throw new BadInput(missingIds(app.repository))
  return { ...context, app: { ...app, ...ids } }
}

interface Ways {
  network: Network
  values: Values
}

/** The load balancer, and the ways from it to the services. */
async function ensureWays(
  context: Context,
  desired: DesiredLoadBalancer,
  ways: Ways,
): Promise<void> {
  const { app } = context
  const { vpc } = ways.network
  const outer: DesiredGroup = {
    name: app.loadBalancerGroup,
    description: `Lets anyone reach the load balancer of ${app.name}`,
    vpc,
    ports: desired.listeners.map(({ Port }) => Port),
    from: 'anywhere',
  }
  const securityGroup = await ensureSecurityGroup(context, outer)
  const innerOf = (service: AppService): DesiredGroup => ({
    name: service.group,
    description: `Lets only the load balancer reach the tasks of ${service.name} of ${app.name}`,
    vpc,
    ports: [...new Set([...readPorts(service), ...readHealthPorts(service)])],
    from: { group: securityGroup },
  })
  for (const service of app.services) await ensureSecurityGroup(context, innerOf(service))
  await ensureConnections(context)
  if (balanced(app.services).length > 0)
    await ensureFront(context, desired, { ...ways, securityGroup })
  await removeUnused(context)
  await closeOtherPorts(context, outer)
  for (const service of app.services)
    await closeOtherPorts(context, innerOf(service), await readTargetPorts(context, service))
}

/** The load balancer with its certificate, its target groups and its listeners. */
async function ensureFront(
  context: Context,
  desired: DesiredLoadBalancer,
  { network, values, securityGroup }: Ways & { securityGroup: string },
): Promise<void> {
  const certificate = needsCertificate(desired)
    ? { domain: readDomain(values), arn: await ensureCertificate(context, readDomain(values)) }
    : undefined
  const balancer = await ensureLoadBalancer(context, { desired, network, securityGroup })
  const groups = new Map<string, string>()
  for (const service of balanced(context.app.services))
    groups.set(
      service.name,
      await ensureTargetGroup(context, service, { vpc: network.vpc, values }),
    )
  if (certificate) await waitForCertificate(context, certificate)
  const { listeners } = readLoadBalancer({
    ...values,
    ...(certificate && { CERTIFICATE: certificate.arn }),
  })
  await ensureListeners(context, listeners, { balancer, groups, values })
}

/** Prints the record with which the domain name leads to the load balancer, while DNS does not have it. */
async function printRecord(context: Context, values: Values): Promise<void> {
  const address = await findAddress(context, values)
  if (!address?.domain || (await leadsThere(address))) return
  context.print(
    `${address.domain} does not lead to the load balancer yet: create in DNS ${address.domain}. CNAME ${address.dnsName}. (or an alias record of Route 53)`,
  )
}

if (import.meta.main) await runVerb('bootstrap', bootstrap)
