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

/** The example `Operation.member.member=value` as an input of the operation. */
function inputOf(model: Model, example: string): { operation: string; input: unknown } {
  const [path = '', value] = example.split('=')
  const [operation = '', ...members] = path.split('.')
  const base = peopled.validInput(model.service, operation)
  const shape = model.operations[operation]!.input!
  return { operation, input: withMember(model, shape, { base, members, value }) }
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
  if (members.length === 0)
    return value === undefined ? peopled.makerOf(model).valid(shapeName, '') : typed(shape, value)
  if (shape.type === 'list') {
    const [first, ...others] = (base as unknown[] | undefined) ?? []
    return [withMember(model, shape.member!.shape, { base: first, members, value }), ...others]
  }
  const [name = '', ...rest] = members
  const structure = (base ?? peopled.makerOf(model).valid(shapeName, '')) as Record<string, unknown>
  const inner = { base: structure[name], members: rest, value }
  return { ...structure, [name]: withMember(model, shape.members![name]!.shape, inner) }
}

const typed = ({ type }: Shape, value: string): unknown =>
  type === 'string' ? value : (JSON.parse(value) as unknown)

for (const { name, rejected = {}, ignored = {} } of services) {
  if (Object.keys(rejected).length > 0)
    test(`what ${name} declares as rejected is answered with 501 and its sentence`, async () => {
      const model = peopled.models.get(name)!
      for (const [sentence, examples] of Object.entries(rejected)) {
        assert.ok(
          notImplementedBy(name).some((known) => known.startsWith(sentence)),
          sentence,
        )
        for (const example of examples) {
          const { operation, input } = inputOf(model, example)
          const { status, body } = await peopled.send(model, operation, renewed(operation, input))
          assert.equal(status, 501, `${example}: ${body}`)
          assert.ok(body.includes(`does not implement ${sentence}`), `${example}: ${body}`)
        }
      }
    })

  if (Object.keys(ignored).length > 0)
    test(`what ${name} declares as without effect is accepted`, async () => {
      const model = peopled.models.get(name)!
      const faults: string[] = []
      for (const [operation, members] of Object.entries(ignored))
        for (const member of members.filter((each) => !onInstances.includes(each))) {
          const { input } = inputOf(model, `${operation}.${member}`)
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
