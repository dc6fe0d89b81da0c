import type { Member, Model, Shape } from '../wire/model.ts'

/** A command that cannot be understood. */
export class UsageError extends Error {}

export interface Command {
  operation: string
  input: Record<string, unknown>
}

/** Reads an operation and its options as the AWS CLI writes them, by the service's model. */
export function readCommand(model: Model, name: string, words: string[]): Command {
  const operation = Object.keys(model.operations).find((each) => isNamed(each, name))
  if (!operation) throw new UsageError(`${model.service} has no operation '${name}'`)
  const shape = model.shapes[model.operations[operation]!.input ?? '']
  const members = Object.entries(shape?.members ?? {})
  const input: Record<string, unknown> = {}
  for (const [option, values] of optionsIn(words)) {
    const found = members.find(([member]) => isNamed(member, option.replace(/^no-/, '')))
    if (!found) throw new UsageError(`${operation} has no option --${option}`)
    const [member, target] = found
    const type = shapeOf(model, target)
    input[member] =
      type.type === 'boolean' ? !option.startsWith('no-') : valueOf(model, type, values)
  }
  return { operation, input }
}

/** `create-repository` is `CreateRepository`, and `image-ids` is `imageIds`. */
const isNamed = (name: string, written: string): boolean =>
  name.toLowerCase() === written.replaceAll('-', '').toLowerCase()

/** Each option with the words behind it. */
function optionsIn(words: string[]): [option: string, values: string[]][] {
  const options: [string, string[]][] = []
  for (const word of words)
    if (/^--[a-z]/.test(word)) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
      options.push([name, value === undefined ? [] : [value]])
    } else if (options.length > 0) options.at(-1)![1].push(word)
    else throw new UsageError(`'${word}' belongs to no option`)
  return options
}

const shapeOf = (model: Model, { shape }: Member): Shape => model.shapes[shape]!

function valueOf(model: Model, shape: Shape, values: string[]): unknown {
  const [first = ''] = values
  if (/^[[{]/.test(first) && isContainer(shape)) return parseJson(first)
  if (shape.type === 'list')
    return values.map((each) => valueOf(model, shapeOf(model, shape.member!), [each]))
  if (isContainer(shape)) return pairsOf(model, shape, first)
  return ['integer', 'long', 'double', 'float'].includes(shape.type) ? Number(first) : first
}

const isContainer = ({ type }: Shape) => ['structure', 'list', 'map'].includes(type)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${text} is not valid JSON`)
  }
}

/** `Key=team,Value=web`. */
function pairsOf(model: Model, shape: Shape, text: string): Record<string, unknown> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [, key = '', value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
      if (value === undefined) throw new UsageError(`'${pair}' is not <key>=<value>`)
      const member = shape.members?.[key]
      return [key, member ? valueOf(model, shapeOf(model, member), [value]) : value]
    }),
  )
}
