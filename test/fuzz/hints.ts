const policy = (members: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] })

const trust = policy({
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
})

const identity = [
  policy({ Action: '*', Resource: '*' }),
  policy({
    Action: ['ecs:*', 'ecr:Get*'],
    Resource: 'arn:aws:ecs:*:*:cluster/fuzz-?',
    Condition: { StringLike: { 'aws:PrincipalTag/team': ['a*', '*b'] } },
  }),
  policy({ NotAction: 'iam:*', Resource: '*' }),
]

const registry = policy({
  Principal: { AWS: '111122223333' },
  Action: 'ecr:CreateRepository',
  Resource: 'arn:aws:ecr:us-east-1:000000000000:repository/*',
})

const shared = policy({ Principal: '*', Action: ['ecr:BatchGetImage', 'ecr:PutImage'] })

const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 },
      action: { type: 'expire' },
    },
  ],
})

const blob = { digest: `sha256:${'0'.repeat(64)}`, size: 2 }
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...blob },
  layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...blob }],
})

export const names = Array.from({ length: 12 }, (_, index) => `fuzz-${index}`)
const blocks = ['10.0.0.0/16', '10.0.1.0/24', '172.31.0.0/20', '0.0.0.0/0', '203.0.113.7/32']

/** Values that the services accept where the model says only "string", by the member's name in lower case. */
export const hints = new Map<string, string[]>(
  Object.entries({
    accountid: ['000000000000', '111122223333'],
    action: ['ecs:RunTask', 'ecr:*'],
    allowedpattern: ['^[a-z]+$', '.*'],
    applicationid: ['fuzz'],
    assumerolepolicydocument: [trust],
    availabilityzone: ['us-east-1a', 'us-east-1b'],
    cidrblock: blocks,
    cidrip: blocks,
    command: ['sleep', 'node', '-e', '1'],
    containername: ['web', 'sidecar'],
    destinationcidrblock: blocks,
    domainname: ['www.example.com', '*.example.com'],
    filterpattern: ['error', '{ $.a = 1 }', '"a b" -c', '%a+%', '[a, b=1, ...]'],
    filternamepattern: ['fuzz'],
    image: ['node:26-slim', 'localhost:4566/fuzz-0:latest', 'scratch'],
    imagemanifest: [manifest],
    imagetag: ['latest', 'v1', 'v2'],
    ipprotocol: ['tcp', 'udp', '-1', 'icmp'],
    lifecyclepolicy: [lifecycle],
    lifecyclepolicytext: [lifecycle],
    loggroupname: ['/ecs/fuzz', 'fuzz-0', 'fuzz-1'],
    path: ['/', '/fuzz/'],
    pathprefix: ['/', '/fuzz/'],
    policy: [...identity, shared],
    policydocument: identity,
    policyinputlist: identity,
    policytext: [shared, registry],
    repositorypolicy: [shared],
    resourceid: ['service/fuzz-0/fuzz-0'],
    resourcepolicy: [shared],
    schedule: ['rate(5 minutes)', 'cron(0 12 * * ? *)', 'at(2030-01-01T00:00:00)'],
    secretid: names,
    servicename: [...names, 'com.amazonaws.us-east-1.s3', 'com.amazonaws.us-east-1.ecr.api'],
    sslpolicy: ['ELBSecurityPolicy-TLS13-1-2-2021-06'],
    url: ['https://token.actions.githubusercontent.com'],
  }),
)

/** What a member without a hint may be called or look like; the model's pattern decides. */
export const plain = [
  ...names,
  '/fuzz/parameter',
  '000000000000',
  '1',
  '256',
  '512',
  `sha256:${'0'.repeat(64)}`,
  'arn:aws:iam::000000000000:role/fuzz-0',
  'arn:aws:iam::111122223333:role/fuzz-0',
  'arn:aws:iam::aws:policy/AdministratorAccess',
  'arn:aws:ecs:us-east-1:000000000000:cluster/fuzz-0',
  'arn:aws:acm:us-east-1:000000000000:certificate/12345678-1234-1234-1234-123456789012',
  '2026-01-01T00:00:00Z',
]
