import { type Condition, legacyParsing, syntaxError } from '../../access/policy.ts'
import { instantIn, numberIn, rangeIn } from '../../../scripts/policy/operators.ts'

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Checks a condition's values against its operator. */
export function checkCondition({ operator, values }: Condition): void {
  const name = operator.toLowerCase()
  const fixed = values.filter((value) => !value.includes('${'))
  const valid = (test: (value: string) => boolean) => {
    if (!fixed.every(test)) throw legacyParsing()
  }
  if (name.includes('numeric')) valid((value) => !Number.isNaN(numberIn(value)))
  if (name.includes('date')) valid(isDate)
  if (name.includes('ipaddress')) valid((value) => rangeIn(value) !== undefined)
  if (/(^|:)arn/.test(name)) valid((value) => value === '*' || value.startsWith('arn:'))
  if (name.includes('binary') && !fixed.every((value) => base64.test(value))) throw syntaxError()
  if (/(^|:)bool/.test(name) || name.includes('null'))
    valid((value) => ['true', 'false'].includes(value.toLowerCase()))
}

/** IAM stores more forms of a date than its documentation has: a year of any length, one digit for two, `01T`. */
const looseDate =
  /^(-?\d+)(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\d|3[01]))?)?(?:t(?:(?:[01]?\d|2[0-3])(?::[0-5]?\d(?::[0-5]?\d(?:\.\d{1,9})?(?:z|\+(?:[01]\d|2[0-3])(?::[0-5]\d)?)?)?)?)?)?$/i

function isDate(value: string): boolean {
  if (/^\d+$/.test(value)) return BigInt(value) < 1n << 63n
  const year = Number(looseDate.exec(value)?.[1])
  return (year >= -292_275_054 && year <= 292_278_993) || !Number.isNaN(instantIn(value))
}
