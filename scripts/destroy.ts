import { isProduction } from './release/app.ts'
import { imagesOf } from './release/app-images.ts'
import type { Flags } from './release/arguments.ts'
import { type Context, shared } from './release/context.ts'
import { rehearsalEndpoint } from './release/environment.ts'
import { BadInput } from './release/exit-codes.ts'
import { logGroupsOf } from './release/log-groups.ts'
import { runVerb } from './release/verb.ts'
import { isEmulatorUp, removeEmulator } from './rehearse/emulator.ts'
import { findPlace, placeValues, type Place } from './resources/account.ts'
import { checkBlockers, listClusters } from './resources/blockers.ts'
import { removeCertificates } from './resources/certificate.ts'
import { removeCluster } from './resources/cluster.ts'
import { removeConnections } from './resources/connection.ts'
import { findLeftovers } from './resources/leftovers.ts'
import { removeListeners } from './resources/listener.ts'
import { removeLoadBalancer } from './resources/load-balancer.ts'
import { stopLooseTasks } from './resources/loose-tasks.ts'
import { removeLogGroup } from './resources/log-group.ts'
import { removeOidcProvider } from './resources/oidc-provider.ts'
import { removeRemovedServices } from './resources/remove-services.ts'
import { findLogGroupNames, findRemovedServices } from './resources/removed-services.ts'
import { removeRepository } from './resources/repository.ts'
import { removeRole } from './resources/role.ts'
import { removeScaling } from './resources/scaling.ts'
import { removeSecrets } from './resources/secret.ts'
import { removeSecurityGroup } from './resources/security-group.ts'
import { removeService } from './resources/service.ts'
import { removeTargetGroup } from './resources/target-group.ts'
import { removeTaskDefinitions } from './resources/task-definition.ts'

/** Deletes what bootstrap and the releases created, each resource after its users. */
export async function destroy(
  context: Context,
  { account, removed: onlyRemoved }: Flags,
): Promise<void> {
  const { app, changes, dryRun, print } = context
  const place = await findPlace(context)
  requireConfirmation(place, account)
  const found = await findRemovedServices(context)
  if (onlyRemoved) {
    await removeRemovedServices(context, found, placeValues(app, place))
    return print(changes.summary())
  }
  await checkBlockers(context)
  const removed = found.filter((service) => !app.services.includes(service))
  for (const { name } of removed) print(`.aws has no ${name} any more`)
  const services = [...app.services, ...removed]

  await stopLooseTasks(context)
  for (const service of services) {
    await removeScaling(context, service)
    await removeService(context, service)
  }
  for (const service of removed)
    for (const name of await findLogGroupNames(context, service))
      await removeLogGroup(context, name)
  for (const service of services) await removeTaskDefinitions(context, service)
  await removeListeners(context)
  await removeLoadBalancer(context)
  await removeCertificates(context)
  for (const service of services) await removeTargetGroup(context, service)
  await removeConnections(context, { from: services, to: services })
  for (const { group } of services) await removeSecurityGroup(context, group)
  await removeSecurityGroup(context, app.loadBalancerGroup)
  for (const service of app.services)
    for (const name of logGroupsOf(service, placeValues(app, place)))
      await removeLogGroup(context, name)
  if (isProduction(app))
    for (const image of [...imagesOf(app), ...removed]) await removeRepository(context, image)
  await removeSecrets(context)
  await removeCluster(context)
  if (isProduction(app)) await removeRole(shared(context), app.pushRole)
  await removeRole(context, app.deployRole)
  await removeRole(context, app.executionRole)
  for (const { taskRole } of services) await removeRole(context, taskRole)
  await removeOidcProvider(context)

  print(changes.summary())
  if (dryRun) return
  const left = await findLeftovers(context, services)
  if (left.length > 0) throw new Error(`not deleted: ${left.join(', ')}`)
  print(`nothing of ${app.name} is left in account ${place.account}, ${place.region}`)
}

const emulatedAccount = '000000000000'

/** An account on AWS has to be named. */
function requireConfirmation({ account, region }: Place, named: Flags[string]): void {
  if (account === emulatedAccount || account === named) return
  throw new BadInput(
    `this would delete the service with all its images and logs in account ${account}, ${region}: to confirm, add --account=${account}`,
  )
}

/**
 * Removes the rehearsal's emulator too, with everything it keeps, even if it does not run. It goes on
 * for other apps and environments that it has.
 */
async function destroyHere(context: Context, flags: Flags): Promise<void> {
  if (flags.removed || process.env.AWS_ENDPOINT_URL !== rehearsalEndpoint)
    return destroy(context, flags)
  if (await isEmulatorUp()) await destroy(context, flags)
  else context.print(`nothing runs at ${rehearsalEndpoint}`)
  if (context.dryRun) return
  const others = (await isEmulatorUp()) ? await listClusters(context) : []
  if (others.length === 0) return removeEmulator(context)
  context.print(`the emulator goes on: it has ${others.join(', ')}`)
}

if (import.meta.main) await runVerb('destroy', destroyHere)
