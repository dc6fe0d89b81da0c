import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  ECSClient,
} from '@aws-sdk/client-ecs'
import { readApp } from '../../../scripts/release/app.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { ensureListener } from '../../../scripts/resources/listener.ts'
import { ensureLoadBalancer } from '../../../scripts/resources/load-balancer.ts'
import { ensureRule } from '../../../scripts/resources/rule.ts'
import { ensureScaling } from '../../../scripts/resources/scaling.ts'
import { ensureService, findService } from '../../../scripts/resources/service.ts'
import { ensureTargetGroup } from '../../../scripts/resources/target-group.ts'
import { removeUnused } from '../../../scripts/resources/unused.ts'
import { defaultNetwork, openGroups } from '../../support/balancer.ts'
import { enterCheckout } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { createIdleService } from '../../support/idle-service.ts'
import { balanced, ruleFor } from '../../support/settings-files.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const { vpcId: vpc, subnetIds: subnets } = await defaultNetwork(target)
const [securityGroup = ''] = await openGroups(target, vpc)
const ecs = new ECSClient(target.config)

test('what a service has no file for any more is removed, once ECS does not use it', async () => {
  using checkout = enterCheckout({
    '.aws/api/task-definition.json': {},
    ...balanced('api', { port: 3000, path: '/' }),
    ...ruleFor('api', '/api'),
    '.aws/api/scaling.json': { MinCapacity: 1, MaxCapacity: 2 },
  })
  const name = unique('shop')
  const { context: before, lines } = openContext(target, name)
  const [api] = before.services
  const balancer = await ensureLoadBalancer(before, {
    desired: { input: {}, listeners: [] },
    network: { vpc, subnets },
    securityGroup,
  })
  const group = await ensureTargetGroup(before, api!, { vpc, values: {} })
  const port80 = { Protocol: 'HTTP' as const, Port: 80 }
  const listener = await ensureListener(before, port80, { balancer, group: undefined })
  await ensureRule(before, api!, { listener, group, values: {} })
  await ecs.send(new CreateClusterCommand({ clusterName: name }))
  const { loadBalancers: _, ...service } = await createIdleService(target, {
    app: name,
    name: 'api',
    loadBalancers: [{ targetGroupArn: group, containerName: 'api', containerPort: 3000 }],
  })
  await ensureScaling(before, api!, {})
  await removeUnused(before)
  lines()

  for (const file of ['rule', 'target-group', 'scaling'])
    rmSync(`${checkout.folder}/.aws/api/${file}.json`)
  const context = contextOf(before)
  await removeUnused(context)
  assert.deepEqual(lines(), [
    'deleted      scaling of api',
    `ECS service api still uses target group ${name}-api: deploy it, then run this again`,
  ])

  await ensureService(context, context.services[0]!, service)
  const deployed = await findService(context, context.services[0]!)
  assert.deepEqual(deployed!.loadBalancers, [])
  lines()
  await removeUnused(context)
  assert.deepEqual(lines(), [
    'deleted      listener on port 80',
    `deleted      load balancer ${name}`,
    `deleted      target group ${name}-api`,
  ])
  await removeUnused(context)
  assert.deepEqual(lines(), [])

  await ecs.send(new DeleteServiceCommand({ cluster: name, service: 'api', force: true }))
  await ecs.send(new DeleteClusterCommand({ cluster: name }))
})

/** The context after files have changed. */
function contextOf(context: Context): Context {
  const app = readApp({ APP_NAME: context.app.name })
  return { ...context, app, services: app.services }
}
