import type { Model } from './model.ts'
import { ec2 } from './ec2.ts'
import { json } from './json.ts'
import { query } from './query.ts'
import type { Protocol } from './protocol.ts'

export const protocols: Record<Model['protocol'], Protocol> = { json, query, ec2 }
