import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { rehearsalEndpoint } from './release/environment.ts'
import { runVerb } from './release/verb.ts'
import { isEmulatorUp, removeEmulator } from './rehearse/emulator.ts'
import { findPlace, type Place } from './resources/account.ts'
import { removeCluster } from './resources/cluster.ts'
import { findLeftovers } from './resources/leftovers.ts'
import { removeListener } from './resources/listener.ts'
import { removeLoadBalancer } from './resources/load-balancer.ts'
import { removeLogGroup } from './resources/log-group.ts'
import { removeOidcProvider } from './resources/oidc-provider.ts'
import { removeRepository } from './resources/repository.ts'
import { removeRole } from './resources/role.ts'
import { removeSecurityGroup } from './resources/security-group.ts'
import { removeService } from './resources/service.ts'
import { removeTargetGroup } from './resources/target-group.ts'
import { removeTaskDefinitions } from './resources/task-definition.ts'

/** Removes all that bootstrap and the releases made, users of a thing before the thing. */
export async function destroy(context: Context, { account }: Flags): Promise<void> {
  const { app, changes, dryRun, print } = context
  const place = await findPlace(context)
  confirm(place, account)

  await removeService(context)
  await removeTaskDefinitions(context)
  await removeListener(context)
  await removeLoadBalancer(context)
  await removeTargetGroup(context)
  await removeSecurityGroup(context, app.serviceGroup)
  await removeSecurityGroup(context, app.loadBalancerGroup)
  await removeLogGroup(context)
  await removeRepository(context)
  await removeCluster(context)
  for (const role of [app.pushRole, app.deployRole, app.executionRole, app.taskRole])
    await removeRole(context, role)
  await removeOidcProvider(context)

  print(changes.summary())
  if (dryRun) return
  const left = await findLeftovers(context)
  if (left.length > 0) throw new Error(`still there: ${left.join(', ')}`)
  print(`nothing of ${app.name} is left in account ${place.account}, ${place.region}`)
}

const noRealAccount = '000000000000'

/** An account that is somebody's is destroyed only by its number. */
function confirm({ account, region }: Place, named: Flags[string]): void {
  if (account === noRealAccount || account === named) return
  throw new Error(
    `this would delete the service with all its images and logs in account ${account}, ${region}: if that is meant, print --account=${account}`,
  )
}

/** Where it is the rehearsal's, the emulator goes as well, and is gone through once more if it is down. */
async function destroyHere(context: Context, flags: Flags): Promise<void> {
  if (process.env.AWS_ENDPOINT_URL !== rehearsalEndpoint) return destroy(context, flags)
  if (await isEmulatorUp()) await destroy(context, flags)
  else context.print(`nothing runs at ${rehearsalEndpoint}`)
  if (!context.dryRun) await removeEmulator(context)
}

if (import.meta.main) await runVerb('destroy', destroyHere)
