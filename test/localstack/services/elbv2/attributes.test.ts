import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type LoadBalancerAttribute,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  type TargetGroupAttribute,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../support/balancer.ts'
import { openTarget, type Target } from '../../../support/target.ts'

async function open(target: Target) {
  const { elb, loadBalancerArn, targetGroupArn } = await openBalancer(target)
  return {
    ofBalancer: (...Attributes: LoadBalancerAttribute[]) =>
      elb.send(
        new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: loadBalancerArn, Attributes }),
      ),
    ofGroup: (...Attributes: TargetGroupAttribute[]) =>
      elb.send(
        new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes }),
      ),
  }
}

const refusedWith = (message: string) => ({ name: 'ValidationError', message })

test('a load balancer’s attributes take the values they have', async () => {
  await using target = await openTarget()
  const { ofBalancer } = await open(target)
  await assert.rejects(
    ofBalancer({ Key: 'deletion_protection.enabled', Value: 'yes' }),
    refusedWith(
      "The value of 'deletion_protection.enabled' must be 'true' or 'false', but was 'yes'",
    ),
  )
  await assert.rejects(
    ofBalancer({ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }),
    refusedWith(
      "The value for 'load_balancing.cross_zone.enabled' must always be 'true' for an Application Load Balancer",
    ),
  )
  await assert.rejects(
    ofBalancer({ Key: 'dns_record.client_routing_policy', Value: 'any_availability_zone' }),
    refusedWith("Load balancer attribute key 'dns_record.client_routing_policy' is not recognized"),
  )
  const idle = 'idle_timeout.timeout_seconds'
  await assert.rejects(
    ofBalancer({ Key: idle, Value: '1' }, { Key: idle, Value: '2' }),
    refusedWith(`Attribute key '${idle}' has been specified more than once`),
  )
  for (const Value of ['0', '4001', '1.5', 'x'])
    await assert.rejects(
      ofBalancer({ Key: idle, Value }),
      refusedWith(`Load balancer attribute value '${Value}' of key '${idle}' is not valid`),
    )
  for (const Value of ['1', '4000']) await ofBalancer({ Key: idle, Value })
  await assert.rejects(ofBalancer({ Key: 'access_logs.s3.enabled', Value: 'true' }), {
    name: 'InvalidConfigurationRequestException',
    message: "The key 'access_logs.s3.bucket' must set in order to enable access logs",
  })
  await ofBalancer(
    { Key: 'access_logs.s3.enabled', Value: 'true' },
    { Key: 'access_logs.s3.bucket', Value: 'logs' },
  )
})

test('an attribute is not found among the names that every object has', async () => {
  await using target = await openTarget()
  const { ofBalancer, ofGroup } = await open(target)
  for (const Key of ['constructor', 'toString', 'valueOf']) {
    const message = `attribute key '${Key}' is not recognized`
    await assert.rejects(ofBalancer({ Key, Value: 'a' }), refusedWith(`Load balancer ${message}`))
    await assert.rejects(ofGroup({ Key, Value: 'a' }), refusedWith(`Target group ${message}`))
  }
})

test('a target group’s attributes take the values they have', async () => {
  await using target = await openTarget()
  const { ofGroup } = await open(target)
  const ranges: [key: string, inside: string[], outside: string[]][] = [
    ['deregistration_delay.timeout_seconds', ['0', '3600'], ['-1', '3601']],
    ['slow_start.duration_seconds', ['0', '30', '900'], ['29', '901']],
    ['stickiness.lb_cookie.duration_seconds', ['1', '604800'], ['0', '604801']],
    ['load_balancing.algorithm.type', ['round_robin', 'weighted_random'], ['random']],
  ]
  for (const [Key, inside, outside] of ranges) {
    for (const Value of inside) await ofGroup({ Key, Value })
    for (const Value of outside)
      await assert.rejects(
        ofGroup({ Key, Value }),
        refusedWith(`Target group attribute value '${Value}' of key '${Key}' is not valid`),
      )
  }
  await assert.rejects(
    ofGroup({ Key: 'stickiness.type', Value: 'source_ip' }),
    refusedWith(
      "Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol",
    ),
  )
  const app = { Key: 'stickiness.type', Value: 'app_cookie' }
  const cookie = 'stickiness.app_cookie.cookie_name'
  await assert.rejects(
    ofGroup(app),
    refusedWith(
      "You must set an application cookie name to enable stickiness of type 'app_cookie'",
    ),
  )
  await assert.rejects(
    ofGroup(app, { Key: cookie, Value: 'AWSALB' }),
    refusedWith(
      "The cookie name 'AWSALB' is not valid because the prefixes AWSALB, AWSALBAPP, and AWSALBTG are reserved",
    ),
  )
  await ofGroup(app, { Key: cookie, Value: 'session' })
  await assert.rejects(ofGroup({ Key: 'proxy_protocol_v2.enabled', Value: 'true' }), {
    name: 'InvalidConfigurationRequestException',
    message: 'The provided target group attribute is not supported',
  })
})
