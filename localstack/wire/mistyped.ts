import { type AwsError, awsError } from '../kernel/errors.ts'
import type { Model, Shape } from './model.ts'

/** What the model wants where something else is. */
interface Wanted {
  model: Model
  name: string
  shape: Shape
}

/**
 * The error for a JSON value of another type than the model's. AWS has two readers of JSON, of different wording. The
 * newer one was seen in ECS (https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/587 and 610) and
 * is DynamoDB's too (architect/dynalite has its answers); the other one in Athena, Lambda and Kinesis
 * (aoyagikouhei/athena-local and mhart/kinesalite have its answers).
 */
export function mistyped(wanted: Wanted, value: unknown): AwsError {
  const sentence = wanted.model.service === 'ecs' ? newer(wanted, value) : older(wanted, value)
  return awsError('SerializationException', sentence)
}

const scalars: Partial<Record<Shape['type'], string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Integer',
  long: 'Long',
  double: 'Double',
  float: 'Float',
}

function newer({ name, shape: { type } }: Wanted, value: unknown): string {
  const java = scalars[type]
  if (Array.isArray(value)) return `Unrecognized collection type class ${classOf(name, type)}`
  if (typeof value === 'object') return 'Start of structure or map found where not expected'
  if (type === 'blob') return 'only base-64-encoded strings are convertible to bytes'
  if (type === 'boolean' && typeof value === 'string')
    return 'Unexpected token received from parser'
  if (!java && type !== 'timestamp') return 'Unexpected field type'
  const isDecimal = typeof value === 'number' && !Number.isInteger(value)
  return `${isDecimal ? 'DECIMAL_VALUE' : token(value)} cannot be converted to ${java ?? 'Date'}`
}

/** The Java class of a shape. Madison is what ECS is called inside of AWS. */
function classOf(name: string, type: Shape['type']): string {
  if (type === 'blob') return 'java.nio.ByteBuffer'
  if (type === 'timestamp') return 'java.util.Date'
  if (type === 'map') return 'java.util.Map'
  return scalars[type] ? `java.lang.${scalars[type]}` : `com.amazonaws.madison.frontend.${name}`
}

function older({ shape: { type } }: Wanted, value: unknown): string {
  if (Array.isArray(value)) return 'Start of list found where not expected'
  if (typeof value === 'object') return 'Start of structure or map found where not expected.'
  if (type === 'structure') return 'Expected null'
  if (type === 'list' || type === 'map') return `Expected ${type} or null`
  if (type === 'boolean' && typeof value === 'string')
    return `'${value.toUpperCase().slice(0, 256)}' can not be converted to an Boolean`
  if (type === 'timestamp')
    return `${token(value)} can not be converted to milliseconds since epoch`
  const java = scalars[type] ?? 'Blob'
  return `${token(value)} can not be converted to ${java === 'Integer' ? 'an' : 'a'} ${java}`
}

const token = (value: unknown): string =>
  typeof value === 'boolean'
    ? `${String(value).toUpperCase()}_VALUE`
    : typeof value === 'number'
      ? 'NUMBER_VALUE'
      : 'STRING_VALUE'
