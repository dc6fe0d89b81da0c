import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { isInside } from '../../ec2/cidr.ts'
import type { Scope } from '../../operation.ts'
import { valuesOf } from '../condition.ts'
import type { Listener } from '../listener.ts'
import { defaultRule, type Rule, rulesOf } from '../rule.ts'
import { wildcard } from '../wildcard.ts'
import type { Request } from './wire/request.ts'

/** The first rule whose conditions all hold, by priority; the default when none does. */
export const ruleFor = (scope: Scope, listener: Listener, request: Request): Rule =>
  rulesOf(scope, listener.ListenerArn).find(({ Conditions }) =>
    Conditions.every((condition) => holds(condition, request)),
  ) ?? defaultRule(listener)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function holds(condition: RuleCondition, request: Request): boolean {
  const { Field, HttpHeaderConfig, QueryStringConfig } = condition
  const values = valuesOf(condition)
  const [path = '', query = ''] = splitTarget(request.target)
  const isLike = (text: string, ignoreCase: boolean) =>
    values.some((value) => wildcard(value, { ignoreCase }).test(text))
  switch (Field) {
    case 'path-pattern':
      return isLike(path, false)
    case 'host-header':
      return isLike(hostOf(request), true)
    case 'http-request-method':
      return values.includes(request.method)
    case 'source-ip':
      return isInside(request.source.address, values)
    case 'http-header': {
      const name = HttpHeaderConfig!.HttpHeaderName!.toLowerCase()
      return request.fields.all(name).some((text) => isLike(text, true))
    }
    case 'query-string': {
      const pairs = [...new URLSearchParams(query)]
      return (QueryStringConfig?.Values ?? []).some(({ Key = '*', Value = '' }) =>
        pairs.some(
          ([key, value]) =>
            wildcard(Key, { ignoreCase: true }).test(key) &&
            wildcard(Value, { ignoreCase: true }).test(value),
        ),
      )
    }
    default:
      return false
  }
}

/** A request target's path and query. */
export function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?')
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
}

/** The Host header without its port. */
export const hostOf = ({ fields }: Request) => (fields.get('host') ?? '').replace(/:\d+$/, '')
