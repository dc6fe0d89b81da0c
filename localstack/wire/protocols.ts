import type { Model } from './model.ts'
import { ec2Protocol } from './ec2.ts'
import { jsonProtocol } from './json.ts'
import { queryProtocol } from './query.ts'
import type { Protocol } from './protocol.ts'

export const protocols: Record<Model['protocol'], Protocol> = {
  json: jsonProtocol,
  query: queryProtocol,
  ec2: ec2Protocol,
}
