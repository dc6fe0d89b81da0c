import type { Tag } from '@aws-sdk/client-ssm'

/** One version of a parameter's value. */
export interface ParameterVersionRecord {
  Value: string
  Version: number
  LastModifiedDate: Date
}

export interface ParameterRecord {
  Name: string
  ARN: string
  Type: 'String' | 'StringList' | 'SecureString'
  DataType: string
  Tier: 'Standard' | 'Advanced'
  KeyId?: string
  Description?: string
  AllowedPattern?: string
  LastModifiedUser: string
  Tags: Tag[]
  /** Of the newest one. */
  Version: number
  /** By number; AWS keeps a hundred. */
  versions: Map<number, ParameterVersionRecord>
}
