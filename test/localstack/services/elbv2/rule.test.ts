import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Action,
  CreateRuleCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
  type RuleCondition,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../support/balancer.ts'
import { openTarget, type Target } from '../../../support/target.ts'

const tea: Action = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '418', MessageBody: 'tea' },
}

const anywhere: RuleCondition = { Field: 'path-pattern', Values: ['/a'] }

async function open(target: Target) {
  const balancer = await openBalancer(target)
  const { elb, listenerArn: ListenerArn } = balancer
  let priority = 0
  const create = async (Conditions: RuleCondition[], Actions = [tea]) => {
    priority += 1
    const { Rules } = await elb.send(
      new CreateRuleCommand({ ListenerArn, Priority: priority, Conditions, Actions }),
    )
    return Rules![0]!
  }
  return { ...balancer, create }
}

test('every kind of condition is taken', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const conditions: RuleCondition[] = [
    { Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } },
    { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-A', Values: ['b*'] } },
    { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'M-SEARCH'] } },
    { Field: 'path-pattern', PathPatternConfig: { Values: ['/img/*'] } },
    { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '1' }] } },
    { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
  ]
  for (const condition of conditions) assert.equal((await create([condition])).IsDefault, false)
})

test('conditions are refused in ELB’s words', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const path = (...Values: string[]): RuleCondition => ({ Field: 'path-pattern', Values })
  const refused: [RuleCondition[], string][] = [
    [[], 'A condition must be specified'],
    [
      [path()],
      "You must provide exactly one of the following: ['Values' 'RegexValues'] for config of type 'PathPatternConfig'",
    ],
    [
      [{ Field: 'path-pattern' }],
      "For conditions of type 'path-pattern', you must specify the following fields: 'Values or RegexValues or PathPatternConfig'",
    ],
    [
      [{ Field: 'host-header', Values: ['localhost'] }],
      "Condition value 'localhost' contains a character that is not valid",
    ],
    [[path('')], 'A condition value must not be empty'],
    [[path('/a b')], "Condition value '/a b' contains a character that is not valid"],
    [
      [{ Field: 'host-header', Values: ['a/b'] }],
      "Condition value 'a/b' contains a character that is not valid",
    ],
    [
      [path('a'.repeat(129))],
      "Condition value for 'path-pattern' cannot contain more than 128 characters",
    ],
    [
      [path('/1', '/2', '/3', '/4', '/5', '/6')],
      "A rule can only have '5' condition values and regex values",
    ],
    [[path('/*/*/*/*/*/*')], "A rule can only have '5' condition wildcards"],
    [[path('/a'), path('/b')], "A rule can only have one 'path-pattern' condition"],
    [
      [{ ...path('/a'), PathPatternConfig: { Values: ['/b'] } }],
      "Only one of 'Values' and 'PathPatternConfig' can be specified in a condition",
    ],
    [
      [{ ...path('/a'), HostHeaderConfig: { Values: ['b'] } }],
      "'HostHeaderConfig' cannot be specified for condition field 'path-pattern'",
    ],
    [
      [{ Field: 'source-ip', Values: ['10.0.0.0/8'] }],
      "For conditions of type 'source-ip', you must specify the following fields: 'SourceIpConfig'",
    ],
    [
      [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }],
      "The specified value '10.0.0.1' is not a valid CIDR block",
    ],
    [
      [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }],
      "Condition value 'get' contains a character that is not valid",
    ],
    [
      [{ Field: 'http-header', HttpHeaderConfig: { Values: ['a'] } }],
      'A header name must be specified',
    ],
    [
      [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['a'] } }],
      "You cannot specify 'host' as an HTTP header name",
    ],
  ]
  for (const [conditions, message] of refused)
    await assert.rejects(create(conditions), { name: 'ValidationError', message })
})

test('regular expressions, which are not here, are refused', async () => {
  await using target = await openTarget()
  const { create, elb, listenerArn: ListenerArn } = await open(target)
  const refused = (what: string) => ({
    name: 'InternalFailure',
    message: `The embedded emulator does not implement ${what}. See docs/coverage.md for what it does.`,
  })
  const RegexValues = ['^/a/.+$']
  for (const condition of [{ RegexValues }, { PathPatternConfig: { RegexValues } }])
    await assert.rejects(create([{ Field: 'path-pattern', ...condition }]), refused('RegexValues'))
  const rule = { ListenerArn, Priority: 1, Actions: [tea] }
  const Rewrites = [{ Regex: '^/a/(.+)$', Replace: '/$1' }]
  await assert.rejects(
    elb.send(
      new CreateRuleCommand({
        ...rule,
        Conditions: [{ Field: 'path-pattern', Values: ['/a/*'] }],
        Transforms: [{ Type: 'url-rewrite', UrlRewriteConfig: { Rewrites } }],
      }),
    ),
    refused('Transforms'),
  )
})

test('actions are refused in ELB’s words', async () => {
  await using target = await openTarget()
  const { create, createGroup, targetGroupArn } = await open(target)
  const groups: string[] = []
  for (let count = 0; count < 6; count += 1) groups.push(await createGroup())
  const secure = await createGroup({ Protocol: 'HTTPS' })
  const forward = (
    ...TargetGroups: { TargetGroupArn: string; Weight?: number | undefined }[]
  ): Action => ({
    Type: 'forward',
    ForwardConfig: { TargetGroups },
  })
  const weighted = (arn: string | undefined, Weight?: number) => ({ TargetGroupArn: arn!, Weight })
  const fixed = (config: Action['FixedResponseConfig']): Action => ({
    Type: 'fixed-response',
    FixedResponseConfig: config,
  })
  const redirect = (config: object): Action => ({
    Type: 'redirect',
    RedirectConfig: { StatusCode: 'HTTP_302', ...config },
  })
  const bad = 'InvalidLoadBalancerActionException'
  const refused: [Action[], string, string][] = [
    [
      [tea, tea],
      bad,
      'Exactly one of the actions must be a forward, a redirect or a fixed-response',
    ],
    [
      [forward(...groups.map((arn) => weighted(arn, 1)))],
      'TooManyTargetGroupsException',
      'A forward action can have at most 5 target groups',
    ],
    [
      [forward(weighted(groups[0]), weighted(groups[1]))],
      bad,
      'A weight must be specified for each target group of a forward action',
    ],
    [
      [forward(weighted(groups[0], 1), weighted(groups[0], 2))],
      bad,
      'A target group can only be specified once in a forward action',
    ],
    [[forward(weighted(groups[0], 1000))], bad, 'Weight must be between 0 and 999'],
    [
      [{ ...forward(weighted(groups[0])), TargetGroupArn: targetGroupArn }],
      bad,
      'TargetGroupArn and ForwardConfig must name the same single target group',
    ],
    [
      [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [weighted(groups[0])],
            TargetGroupStickinessConfig: { Enabled: true },
          },
        },
      ],
      bad,
      'Target group stickiness duration must be specified and between 1 and 604800 seconds',
    ],
    [
      [forward(weighted(groups[0], 1), weighted(secure, 1))],
      bad,
      'The target groups of a forward action must have the same protocol',
    ],
    [
      [fixed({ StatusCode: '200', ContentType: 'image/png' })],
      bad,
      "The content type 'image/png' must be one of 'text/plain, text/css, text/html, application/javascript, application/json'",
    ],
    [
      [fixed({ StatusCode: '600' })],
      'ValidationError',
      "1 validation error detected: Value '600' at 'actions.1.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$",
    ],
    [[redirect({})], bad, 'The redirect configuration is not valid because it creates a loop.'],
    [[redirect({ Path: 'a' })], bad, "Redirect path 'a' must begin with a '/' character"],
    [
      [redirect({ Port: '0' })],
      bad,
      "Redirect port '0' must be '#{port}' or a number from 1 to 65535",
    ],
  ]
  for (const [actions, name, message] of refused)
    await assert.rejects(create([anywhere], actions), { name, message })
})

test('a rule’s priority is in use until the rule has another', async () => {
  await using target = await openTarget()
  const { elb, create, listenerArn: ListenerArn } = await open(target)
  const first = await create([anywhere])
  const second = await create([anywhere])
  const set = (
    ...RulePriorities: { RuleArn?: string | undefined; Priority?: number | undefined }[]
  ) => elb.send(new SetRulePrioritiesCommand({ RulePriorities }))
  const inUse = { name: 'PriorityInUseException', message: "Priority '1' is currently in use" }
  const again = { ListenerArn, Priority: 1, Conditions: [anywhere], Actions: [tea] }
  await assert.rejects(elb.send(new CreateRuleCommand(again)), inUse)
  await assert.rejects(set({ RuleArn: second.RuleArn, Priority: 1 }), inUse)
  await assert.rejects(
    set({ RuleArn: first.RuleArn, Priority: 9 }, { RuleArn: second.RuleArn, Priority: 9 }),
    { name: 'PriorityInUseException', message: "Priority '9' is currently in use" },
  )
  for (const RuleArn of ['', undefined])
    await assert.rejects(set({ RuleArn, Priority: 9 }), {
      name: 'ValidationError',
      message: "'' is not a valid listener rule ARN",
    })
  await assert.rejects(set({ RuleArn: first.RuleArn }), {
    name: 'ValidationError',
    message: /Value null at 'rulePriorities\.1\.member\.priority'/,
  })
  await set({ RuleArn: first.RuleArn, Priority: 9 })
  await elb.send(new CreateRuleCommand(again))
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn }))
  assert.deepEqual(
    Rules!.map(({ Priority }) => Priority),
    ['1', '2', '9', 'default'],
  )
  const RuleArn = Rules!.at(-1)!.RuleArn!
  await assert.rejects(elb.send(new ModifyRuleCommand({ RuleArn, Actions: [tea] })), {
    name: 'OperationNotPermittedException',
    message: `Default rule '${RuleArn}' cannot be modified`,
  })
})
