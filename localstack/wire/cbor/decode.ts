import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import { isIntegerOf } from '../integer.ts'
import { type Model, type Shape, shapeOf } from '../model.ts'

/** Checks a data item against a shape; members that the shape lacks are dropped. */
export function decodeItem(model: Model, shape: Shape, value: unknown, path = ''): unknown {
  const below = (name: string, item: unknown, key: string) =>
    decodeItem(model, shapeOf(model, name), item, path ? `${path}.${key}` : key)
  if (shape.type === 'structure' || shape.type === 'map') {
    if (!isRecord(value)) throw wrongType(shape, path)
    const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      const member = shape.type === 'map' ? shape.value : own(shape.members ?? {}, key)
      return member && item !== null ? [[key, below(member.shape, item, key)]] : []
    })
    return Object.fromEntries(entries)
  }
  if (shape.type === 'list') {
    if (!Array.isArray(value)) throw wrongType(shape, path)
    return value.map((item, index) => below(shape.member!.shape, item, String(index + 1)))
  }
  if (!isOf(shape.type, value)) throw wrongType(shape, path)
  return value
}

function isOf(type: Shape['type'], value: unknown): boolean {
  switch (type) {
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime())
    case 'blob':
      return value instanceof Uint8Array
    case 'integer':
    case 'long':
      return typeof value === 'number' && isIntegerOf(type, value)
    case 'double':
    case 'float':
      return typeof value === 'number'
    default:
      return typeof value === type
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const wrongType = ({ type }: Shape, path: string) =>
  awsError('SerializationException', `${path || 'The request'} is not a ${type}.`)
