import type { Context } from './release/context.ts'
import { deploySubjectsOf, pushSubjectsOf } from './release/policies.ts'
import { lifecycleOf, rolesOf } from './release/roles.ts'
import { runVerb } from './release/verb.ts'
import { variableLines } from './release/variables.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { ensureCluster } from './resources/cluster.ts'
import { ensureListener } from './resources/listener.ts'
import { ensureLoadBalancer } from './resources/load-balancer.ts'
import { ensureLogGroup } from './resources/log-group.ts'
import { findNetwork } from './resources/network.ts'
import { ensureOidcProvider } from './resources/oidc-provider.ts'
import { ensureRepository } from './resources/repository.ts'
import { ensureRole } from './resources/role.ts'
import { ensureSecurityGroup } from './resources/security-group.ts'
import { ensureTargetGroup } from './resources/target-group.ts'
import { readTaskShape } from './resources/task-definition.ts'

/** Creates the resources that releases need. Runs once, as an administrator of the account. */
export async function bootstrap(context: Context): Promise<void> {
  const { app, changes, print } = context
  const place = await findPlace(context)
  const values = placeValues(context, place)
  const roles = rolesOf(app, values)
  const { port } = readTaskShape()
  print(`account ${place.account}, ${place.region}, as ${place.caller}`)

  await ensureOidcProvider(context)
  const pushRole = await ensureRole(context, roles.push)
  const deployRole = await ensureRole(context, roles.deploy)
  await ensureRole(context, roles.execution)
  await ensureRole(context, roles.task)

  await ensureRepository(context, lifecycleOf(app, values))
  await ensureLogGroup(context)
  await ensureCluster(context)

  const network = await findNetwork(context)
  const outer = await ensureSecurityGroup(context, {
    name: app.loadBalancerGroup,
    description: `Lets anyone reach the load balancer of ${app.name}`,
    vpc: network.vpc,
    port: 80,
    from: 'anywhere',
  })
  await ensureSecurityGroup(context, {
    name: app.serviceGroup,
    description: `Lets only the load balancer reach the tasks of ${app.name}`,
    vpc: network.vpc,
    port,
    from: { group: outer },
  })
  const balancer = await ensureLoadBalancer(context, network, outer)
  const group = await ensureTargetGroup(context, { vpc: network.vpc, port })
  await ensureListener(context, { balancer, group })

  print(changes.summary())
  print(`GitHub's ${pushSubjectsOf(app).join(' and ')} may push,`)
  print(`${deploySubjectsOf(app).join(' and ')} may deploy.`)
  print('Set these variables in the GitHub repository:')
  for (const line of variableLines(app, { pushRole, deployRole, region: place.region })) print(line)
}

if (import.meta.main) await runVerb('bootstrap', bootstrap)
