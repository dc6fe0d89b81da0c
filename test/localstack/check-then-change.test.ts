import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { AwsError } from '../../localstack/kernel/errors.ts'
import { services } from '../../localstack/services.ts'
import { acmCases } from './check-then-change/acm.ts'
import { scalingCases } from './check-then-change/application-autoscaling.ts'
import { cloudwatchCases } from './check-then-change/cloudwatch.ts'
import { ec2Cases } from './check-then-change/ec2.ts'
import { ecrCases } from './check-then-change/ecr.ts'
import { ecrPublicCases } from './check-then-change/ecr-public.ts'
import { ecsCases } from './check-then-change/ecs.ts'
import { elbv2Cases, endElbv2 } from './check-then-change/elbv2.ts'
import { iamCases } from './check-then-change/iam.ts'
import { logsCases } from './check-then-change/logs.ts'
import { secretsmanagerCases } from './check-then-change/secretsmanager.ts'
import { discoveryCases } from './check-then-change/servicediscovery.ts'
import { ssmCases } from './check-then-change/ssm.ts'
import { stsCases } from './check-then-change/sts.ts'
import { type Cases, openWorld } from './check-then-change/world.ts'

const world = openWorld()

const cases: Record<string, Cases> = {
  acm: await acmCases(world),
  cloudwatch: await cloudwatchCases(world),
  ec2: await ec2Cases(world),
  ecr: await ecrCases(world),
  'ecr-public': await ecrPublicCases(world),
  ecs: await ecsCases(world),
  'application-autoscaling': await scalingCases(world),
  elbv2: await elbv2Cases(world),
  iam: await iamCases(world),
  logs: await logsCases(world),
  secretsmanager: await secretsmanagerCases(world),
  servicediscovery: await discoveryCases(world),
  ssm: await ssmCases(world),
  sts: await stsCases(world),
}

after(async () => {
  await endElbv2(world)
  world[Symbol.dispose]()
})

for (const { name: service, operations } of services)
  describe(`${service}: a rejected request has changed nothing`, () => {
    const changing = Object.keys(operations).filter((name) => !operations[name]!.readOnly)

    test('every operation that changes something has a case', () => {
      assert.deepEqual(Object.keys(cases[service] ?? {}).toSorted(), changing.toSorted())
    })

    for (const [name, input] of Object.entries(cases[service] ?? {}))
      test(name, { skip: typeof input === 'string' && input }, async () => {
        const before = world.changes()
        await assert.rejects(world.run(service, name, input as object), (error) => {
          assert.ok(error instanceof AwsError, String(error))
          return true
        })
        assert.equal(world.changes(), before)
      })
  })
