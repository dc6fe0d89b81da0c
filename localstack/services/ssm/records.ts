import type { Tag } from '@aws-sdk/client-ssm'

/** What a put gives a parameter beside its value. */
export interface ParameterSettings {
  Type: 'String' | 'StringList' | 'SecureString'
  DataType: string
  Tier: 'Standard' | 'Advanced'
  KeyId?: string
  Description?: string
  AllowedPattern?: string
  LastModifiedUser: string
}

/** One version of a parameter's value, with the settings of its time. */
export interface ParameterVersionRecord extends Partial<ParameterSettings> {
  Value: string
  Version: number
  LastModifiedDate: Date
  Labels?: string[]
}

export interface ParameterRecord extends ParameterSettings {
  Name: string
  ARN: string
  Tags: Tag[]
  /** Of the newest one. */
  Version: number
  /** By number; AWS keeps a hundred. */
  versions: Map<number, ParameterVersionRecord>
}
