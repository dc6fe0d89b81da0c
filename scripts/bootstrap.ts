import type { Context } from './lib/context.ts'
import { deploySubjectsOf, pushSubjectsOf, readPolicies } from './lib/policies.ts'
import { dryRunFlag, runVerb } from './lib/verb.ts'
import { variableLines } from './lib/variables.ts'
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
import { readShape } from './resources/task-definition.ts'

/** Gives the account, once and as its administrator, all that releases need and do not make. */
export async function bootstrap(context: Context): Promise<void> {
  const { app, changes, say } = context
  const place = await findPlace(context)
  const pushers = pushSubjectsOf(app)
  const deployers = deploySubjectsOf(app)
  const read = (subjects: string[]) =>
    readPolicies({ ...placeValues(context, place), GITHUB_SUBJECTS: subjects })
  const policies = read(deployers)
  const { port } = readShape()
  const isPublic = app.visibility === 'public'
  say(`account ${place.account}, ${place.region}, as ${place.caller}`)

  await ensureOidcProvider(context)
  const pushRole = await ensureRole(context, {
    name: app.pushRole,
    description: `Lets GitHub's ${app.repository} push images of ${app.name}`,
    trust: read(pushers).githubTrust,
    policies: { push: isPublic ? policies.pushPublic : policies.push },
  })
  const deployRole = await ensureRole(context, {
    name: app.deployRole,
    description: `Lets GitHub's ${app.repository} release ${app.name}`,
    trust: policies.githubTrust,
    policies: {
      deploy: policies.deploy,
      'find-image': isPublic ? policies.findImagePublic : policies.findImage,
    },
  })
  await ensureRole(context, {
    name: app.executionRole,
    description: `Lets ECS pull ${app.name} and write its logs`,
    trust: policies.ecsTasksTrust,
    policies: { execution: policies.execution },
  })
  await ensureRole(context, {
    name: app.taskRole,
    description: `What ${app.name} itself may do on AWS: nothing yet`,
    trust: policies.ecsTasksTrust,
    policies: {},
  })

  await ensureRepository(context, policies.lifecycle)
  await ensureLogGroup(context)
  await ensureCluster(context)

  const network = await findNetwork(context)
  const outer = await ensureSecurityGroup(context, {
    name: app.loadBalancerGroup,
    description: `Lets everybody reach the load balancer of ${app.name}`,
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

  say(changes.summary())
  say(`GitHub's ${pushers.join(' and ')} may push,`)
  say(`${deployers.join(' and ')} may deploy: give GitHub the variables`)
  for (const line of variableLines(app, { pushRole, deployRole, region: place.region })) say(line)
}

if (import.meta.main) await runVerb('bootstrap', bootstrap, dryRunFlag)
