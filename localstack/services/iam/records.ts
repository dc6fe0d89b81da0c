import type { Tag, StatusType } from '@aws-sdk/client-iam'
import type { Caller } from '../../kernel/scope.ts'

/** An identity that policies are attached to. */
export interface PolicyHolder {
  /** Inline policies, as written, by name. */
  inlinePolicies: Map<string, string>
  /** ARNs of the managed policies attached. */
  attachedPolicies: Set<string>
  PermissionsBoundary?: Boundary | undefined
}

/** The members that roles and users share. */
export interface Identity extends PolicyHolder {
  Path: string
  Arn: string
  CreateDate: Date
  Tags: Tag[]
}

export interface Boundary {
  PermissionsBoundaryType: 'PermissionsBoundaryPolicy'
  PermissionsBoundaryArn: string
}

/** Temporary credentials that STS issued, and their caller. */
export interface SessionRecord {
  caller: Caller
  secretAccessKey: string
  sessionToken: string
  expiration: Date
  /** Session policies limit the role's permissions: inline text and ARNs of managed policies. */
  policy?: string
  policyArns: string[]
  tags: Tag[]
  issued?: Date
  /** The ARN of the OpenID Connect provider that issued the caller's token. */
  federatedProvider?: string
  sourceIdentity?: string
}

export interface RoleRecord extends Identity {
  RoleName: string
  RoleId: string
  Description?: string | undefined
  MaxSessionDuration: number
  /** The trust policy, as written. */
  trustPolicy: string
  /** The service whose service-linked role this is. */
  linkedService?: string | undefined
}

/** An issuer of web identities that the account trusts. */
export interface OidcProviderRecord {
  Arn: string
  /** Without `https://`, as GetOpenIDConnectProvider shows it. */
  Url: string
  ClientIDList: string[]
  ThumbprintList: string[]
  CreateDate: Date
  Tags: Tag[]
}

/** A managed policy, the account's own or AWS's. */
export interface PolicyRecord {
  PolicyName: string
  PolicyId: string
  Arn: string
  Path: string
  Description?: string
  CreateDate: Date
  UpdateDate: Date
  Tags: Tag[]
  DefaultVersionId: string
  /** The number of the next version; a deleted version's number does not come back. */
  nextVersion: number
  versions: Map<string, PolicyVersionRecord>
}

/** One version of a managed policy; `document` is the text as written. */
export interface PolicyVersionRecord {
  VersionId: string
  CreateDate: Date
  document: string
}

export interface UserRecord extends Identity {
  UserName: string
  UserId: string
}

/** A user's long-term credentials; those of the account's root user have no name. */
export interface AccessKeyRecord {
  UserName?: string
  AccessKeyId: string
  SecretAccessKey: string
  Status: StatusType
  CreateDate: Date
}

/** Users who get policies together; groups have neither tags nor a boundary. */
export interface GroupRecord {
  GroupName: string
  GroupId: string
  Arn: string
  Path: string
  CreateDate: Date
  /** Inline policies, as written, by name. */
  inlinePolicies: Map<string, string>
  /** ARNs of the managed policies attached. */
  attachedPolicies: Set<string>
  /** Names of the users in it. */
  members: Set<string>
}

/** The container that passes a role to an EC2 instance. */
export interface InstanceProfileRecord {
  InstanceProfileName: string
  InstanceProfileId: string
  Arn: string
  Path: string
  CreateDate: Date
  Tags: Tag[]
  /** AWS allows one. */
  RoleName?: string
}
