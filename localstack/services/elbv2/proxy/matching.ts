import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { isInside } from '../../ec2/public.ts'
import { matchesWildcard, wildcardOf } from '../../../../scripts/policy/wildcard.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { valuesOf } from '../condition.ts'
import { defaultRule, listenerRulesOf } from '../rule.ts'
import type { HttpRequest } from '../../../http1/request.ts'
import type { ListenerRecord, RuleRecord } from '../records.ts'

/** The first rule whose conditions all hold, by priority; the default when none does. */
export const ruleFor = (scope: Scope, listener: ListenerRecord, request: HttpRequest): RuleRecord =>
  listenerRulesOf(scope, listener.ListenerArn).find(({ Conditions }) =>
    Conditions.every((condition) => holds(condition, request)),
  ) ?? defaultRule(listener)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function holds(condition: RuleCondition, request: HttpRequest): boolean {
  const { Field, HttpHeaderConfig, QueryStringConfig } = condition
  const values = valuesOf(condition)
  const [path, query] = splitTarget(request.target)
  switch (Field) {
    case 'path-pattern':
      return values.some((value) => isLike(path, value))
    case 'host-header':
      return values.some((value) => isLikeIgnoringCase(hostOf(request), value))
    case 'http-request-method':
      return values.includes(request.method)
    case 'source-ip':
      return isInside(request.source.address, values)
    case 'http-header': {
      const name = HttpHeaderConfig!.HttpHeaderName!.toLowerCase()
      return request.fields
        .all(name)
        .some((text) => values.some((value) => isLikeIgnoringCase(text, value)))
    }
    case 'query-string': {
      const pairs = [...new URLSearchParams(query)]
      return (QueryStringConfig?.Values ?? []).some(({ Key = '*', Value = '' }) =>
        pairs.some(
          ([key, value]) => isLikeIgnoringCase(key, Key) && isLikeIgnoringCase(value, Value),
        ),
      )
    }
    default:
      return false
  }
}

const isLike = (text: string, pattern: string) => matchesWildcard(wildcardOf(pattern), text)

const isLikeIgnoringCase = (text: string, pattern: string) =>
  isLike(text.toLowerCase(), pattern.toLowerCase())

/** A request target's path and query. */
export function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?')
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
}

/** The Host header without its port. */
export const hostOf = ({ fields }: HttpRequest) => (fields.get('host') ?? '').replace(/:\d+$/, '')
