import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { notImplementedBy } from '../../docs/not-implemented.ts'
import { type Model, type Shape, shapeOf } from '../../localstack/wire/model.ts'
import { services } from '../../localstack/services.ts'
import { openPeopled, type Peopled, renewed } from '../localstack/wire/worst-input/peopled.ts'

let peopled: Peopled
before(async () => {
  peopled = await openPeopled()
})
after(() => peopled[Symbol.asyncDispose]())

/** The example `Operation.member.member=value|value` as inputs of the operation. */
function inputsOf(model: Model, example: string): { operation: string; input: unknown }[] {
  const [path = '', values] = example.split('=')
  const [operation = '', ...members] = path.split('.')
  const base = peopled.validInput(model.service, operation)
  const shape = model.operations[operation]!.input!
  return (values?.split('|') ?? [undefined]).map((value) => ({
    operation,
    input: withMember(model, shape, { base, members, value }),
  }))
}

interface Change {
  base: unknown
  members: string[]
  /** A valid value if it is not given. */
  value: string | undefined
}

/** A value in which a member at any depth is set, of lists in the first item. */
function withMember(model: Model, shapeName: string, { base, members, value }: Change): unknown {
  const shape = shapeOf(model, shapeName)
  if (shape.type === 'list' && (members.length > 0 || value !== undefined)) {
    const [first, ...others] = (base as unknown[] | undefined) ?? []
    return [withMember(model, shape.member!.shape, { base: first, members, value }), ...others]
  }
  if (members.length === 0)
    return value === undefined ? peopled.makerOf(model).valid(shapeName, '') : typed(shape, value)
  const [name = '', ...rest] = members
  const structure = (base ?? peopled.makerOf(model).valid(shapeName, '')) as Record<string, unknown>
  const inner = { base: structure[name], members: rest, value }
  return { ...structure, [name]: withMember(model, shape.members![name]!.shape, inner) }
}

/** Structures that deep hold what no request has. */
const deepest = 4

interface EnumValue {
  /** `Operation.member.member` */
  path: string
  value: string
}

function enumValuesOf(model: Model, operation: string): EnumValue[] {
  const { input } = model.operations[operation]!
  return input ? enumValuesIn(model, input, [operation]) : []
}

function enumValuesIn(model: Model, shapeName: string, path: string[]): EnumValue[] {
  const { type, member, members = {}, enum: values } = shapeOf(model, shapeName)
  if (path.length > deepest + 1) return []
  if (type === 'list') return enumValuesIn(model, member!.shape, path)
  if (type === 'structure')
    return Object.entries(members).flatMap(([name, { shape }]) =>
      enumValuesIn(model, shape, [...path, name]),
    )
  return values?.map((value) => ({ path: path.join('.'), value })) ?? []
}

/** True if an example has the value, its member as a whole, or another member of the structure that gets the sentence. */
function isDeclared(
  rejected: Record<string, string[]>,
  { path, value }: EnumValue,
  body: string,
): boolean {
  return Object.entries(rejected).some(
    ([sentence, examples]) =>
      body.includes(`does not implement ${sentence}`) &&
      examples.some((example) => {
        const [member = '', values] = example.split('=')
        const structure = member.split('.').slice(0, -1).join('.')
        if (member === path && values) return values.split('|').includes(value)
        if (!values && path.startsWith(`${member}.`)) return true
        return structure.includes('.') && path.startsWith(`${structure}.`)
      }),
  )
}

const typed = ({ type }: Shape, value: string): unknown =>
  type === 'string' ? value : (JSON.parse(value) as unknown)

for (const { name, operations, rejected = {}, rejectedAsOnAws = {}, ignored = {} } of services) {
  if (Object.keys(rejected).length > 0)
    test(`what ${name} declares as rejected is answered with 501 and its sentence`, async () => {
      const model = peopled.models.get(name)!
      for (const [sentence, examples] of Object.entries(rejected)) {
        assert.ok(
          notImplementedBy(name).some((known) => known.startsWith(sentence)),
          sentence,
        )
        for (const example of examples)
          for (const { operation, input } of inputsOf(model, example)) {
            const { status, body } = await peopled.send(model, operation, renewed(operation, input))
            assert.equal(status, 501, `${example}: ${body}`)
            assert.ok(body.includes(`does not implement ${sentence}`), `${example}: ${body}`)
          }
      }
    })

  if (Object.keys(rejectedAsOnAws).length > 0)
    test(`what ${name} declares as rejected as on AWS gets AWS’s sentence`, async () => {
      const model = peopled.models.get(name)!
      for (const [sentence, examples] of Object.entries(rejectedAsOnAws))
        for (const example of examples)
          for (const { operation, input } of inputsOf(model, example)) {
            const { status, body } = await peopled.send(model, operation, renewed(operation, input))
            assert.equal(status, 400, `${example}: ${body}`)
            assert.ok(body.includes(sentence), `${example}: ${body}`)
          }
    })

  test(`every value of an enum that ${name} answers with 501 is declared`, async () => {
    const model = peopled.models.get(name)!
    const faults: string[] = []
    for (const operation of Object.keys(operations)) {
      const base = peopled.validInput(name, operation)
      const without = await peopled.send(model, operation, renewed(operation, base))
      for (const { path, value } of enumValuesOf(model, operation)) {
        if (without.status === 501) continue
        const example = `${path}=${value}`
        const [{ input } = { input: undefined }] = inputsOf(model, example)
        const { status, body } = await peopled.send(model, operation, renewed(operation, input))
        if (status === 501 && !isDeclared(rejected, { path, value }, body))
          faults.push(`${example}: ${body}`)
      }
    }
    assert.deepEqual(faults, [])
  })

  if (Object.keys(ignored).length > 0)
    test(`what ${name} declares as without effect is accepted`, async () => {
      const model = peopled.models.get(name)!
      const faults: string[] = []
      for (const [operation, members] of Object.entries(ignored))
        for (const member of members.filter((each) => !onInstances.includes(each))) {
          const [{ input } = { input: undefined }] = inputsOf(model, `${operation}.${member}`)
          const answer = await peopled.send(model, operation, renewed(operation, input))
          if (answer.status < 300) continue
          const base = peopled.validInput(name, operation)
          const without = await peopled.send(model, operation, renewed(operation, base))
          if (codeOf(answer.body) !== codeOf(without.body))
            faults.push(`${operation}.${member}: ${answer.body}`)
        }
      assert.deepEqual(faults, [])
    })
}

/** AWS rejects these with Fargate, on which everything here runs. */
const onInstances = [
  'containerDefinitions.resourceRequirements',
  'placementConstraints',
  'placementStrategy',
]

const codeOf = (body: string) => /<Code>(.+?)<|"__type":"(.+?)"/.exec(body)?.[0]
