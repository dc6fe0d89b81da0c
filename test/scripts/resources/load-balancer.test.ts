import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readLoadBalancer } from '../../../scripts/release/load-balancer-file.ts'
import {
  ensureLoadBalancer,
  findLoadBalancer,
  removeLoadBalancer,
  requireLoadBalancer,
} from '../../../scripts/resources/load-balancer.ts'
import { defaultNetwork, openGroups } from '../../support/balancer.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const { vpcId: vpc, subnetIds: subnets } = await defaultNetwork(target)
const [securityGroup = ''] = await openGroups(target, vpc)

const Listeners = [{ Protocol: 'HTTP', Port: 80 }]

/** A checkout with this `load-balancer.json`. */
function open(file: object, { dryRun = false, name = unique('shop') } = {}) {
  const checkout = enterCheckout({
    '.aws/api/task-definition.json': {},
    '.aws/load-balancer.json': file,
  })
  const { context, lines } = openContext(target, name, { dryRun })
  const network = { vpc, subnets }
  return {
    name,
    context,
    lines,
    find: () => findLoadBalancer(context),
    ensure: async () =>
      ensureLoadBalancer(context, { desired: readLoadBalancer({}), network, securityGroup }),
    remove: () => removeLoadBalancer(context),
    change: (changed: object) =>
      writeFiles(checkout.folder, { '.aws/load-balancer.json': changed }),
    [Symbol.dispose]: () => checkout[Symbol.dispose](),
  }
}

test('a load balancer is created once, as its file says, and removed', async () => {
  using it = open({ Scheme: 'internal', Listeners })
  const arn = await it.ensure()
  assert.partialDeepStrictEqual(await it.find(), {
    LoadBalancerArn: arn,
    LoadBalancerName: it.name,
    Scheme: 'internal',
    Type: 'application',
    SecurityGroups: [securityGroup],
  })
  assert.equal(await it.ensure(), arn)
  await it.remove()
  assert.equal(await it.find(), undefined)
  await it.remove()
  assert.deepEqual(it.lines(), [
    `created      load balancer ${it.name}`,
    `unchanged    load balancer ${it.name}`,
    `deleted      load balancer ${it.name}`,
  ])
})

test('a dry run creates nothing', async () => {
  using it = open({ Listeners }, { dryRun: true })
  assert.equal(await it.ensure(), `(load balancer ${it.name}, not created yet)`)
  assert.equal(await it.find(), undefined)
  assert.deepEqual(it.lines(), [`would create load balancer ${it.name}`])
})

test('a scheme that AWS cannot change is rejected', async () => {
  using it = open({ Scheme: 'internet-facing', Listeners })
  await it.ensure()
  it.change({ Scheme: 'internal', Listeners })
  await assert.rejects(it.ensure(), {
    message: `.aws/load-balancer.json: Scheme of load balancer ${it.name} is internet-facing and cannot be changed: run \`npm run destroy\` first`,
  })
  await it.remove()
})

test('without a load balancer a release refers to bootstrap', async () => {
  using it = open({ Listeners })
  await assert.rejects(requireLoadBalancer(it.context), {
    message: `there is no load balancer ${it.name}: run \`npm run bootstrap\` first`,
  })
})
