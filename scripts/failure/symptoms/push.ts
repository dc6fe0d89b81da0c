import type { Symptom } from '../symptom.ts'

/** The registry rejects a push. */
export const pushSymptoms: Symptom[] = [
  {
    title: 'The repository does not exist',
    message:
      "name unknown: The repository with name 'shop/server' does not exist in the registry with id '123456789012'",
    pattern: /name unknown: /,
    output: true,
    cause: 'ECR has no repository for the image: pushes do not create one',
    fix: 'run `npm run bootstrap` first',
  },
  {
    title: 'The tag exists already',
    message:
      "tag invalid: The image tag '…' already exists in the 'shop/server' repository and cannot be overwritten because the tag is immutable.",
    pattern: /tag invalid: /,
    output: true,
    cause: 'another push of this commit came first: tags of commits are immutable',
    fix: 'run this again to use its image',
  },
  {
    // https://github.com/moby/moby/pull/49949
    title: 'The engine cannot push an image index to immutable tags',
    message:
      'failed commit on ref "manifest-sha256:…": unexpected status from PUT request to …/manifests/v1: 400 Bad Request',
    pattern: /failed commit on ref "manifest-.*400 Bad Request/,
    output: true,
    cause:
      'Docker before 28.2 with the containerd image store pushes all parts of an image index under one tag',
    fix: 'update Docker, or build for one platform and with BUILDX_NO_DEFAULT_ATTESTATIONS=1',
  },
  {
    title: 'The push role lacks a permission',
    message: 'denied: User: … is not authorized to perform: ecr:InitiateLayerUpload on resource: …',
    pattern: /denied: .* is not authorized to perform: (?<action>\S+)/,
    output: true,
    cause: 'the role that pushes may not do <action>',
    fix: 'if .aws/policies has changed, an administrator has to run `npm run bootstrap`',
  },
  {
    title: 'Docker is not logged in to the registry',
    message: 'no basic auth credentials',
    pattern: /no basic auth credentials/,
    output: true,
    cause: 'the registry got no login: the account or the region differs from that of the login',
    fix: 'check AWS_REGION and the credentials, then run this again',
  },
  {
    title: 'The registry does not answer',
    message: 'received unexpected HTTP status: 503 Service Unavailable',
    pattern: /received unexpected HTTP status: 5\d\d/,
    output: true,
    cause: 'the registry has a fault, or a proxy on the way to it',
    fix: 'run this again when the registry answers',
  },
]
