import type { Pool } from './pool.ts'
import type { Random } from './random.ts'

interface Source {
  pool: Pool
  random: Random
}

type Template = (source: Source) => object

const numbered = ({ random }: Source) => `fuzz-${random.below(10)}`
const found = ({ pool }: Source, key: string) => pool.find(key) ?? 'fuzz-0'
const cluster = (source: Source) => found(source, 'clusterName')

const network = (source: Source) => ({
  awsvpcConfiguration: {
    subnets: [found(source, 'SubnetId')],
    securityGroups: [found(source, 'GroupId')],
    assignPublicIp: 'ENABLED',
  },
})

const container = (name: string) => ({
  name,
  image: 'node:26-slim',
  essential: true,
  portMappings: [{ containerPort: name.length * 1000, protocol: 'tcp' }],
  environment: [{ name: 'A', value: 'b' }],
  secrets: [{ name: 'S', valueFrom: 'arn:aws:ssm:us-east-1:000000000000:parameter/fuzz' }],
  healthCheck: { command: ['CMD', 'true'], interval: 10, timeout: 5, retries: 3 },
  logConfiguration: {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': '/ecs/fuzz',
      'awslogs-region': 'us-east-1',
      'awslogs-stream-prefix': 'ecs',
    },
  },
})

const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }]

/** Inputs that are accepted by operations whose rules the model cannot express. */
const templates: Record<string, Template> = {
  'ecs CreateCluster': (source) => ({ clusterName: numbered(source) }),
  'ecs RegisterTaskDefinition': (source) => ({
    family: numbered(source),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::000000000000:role/fuzz-0',
    containerDefinitions: [
      {
        ...container('web'),
        dependsOn: [{ containerName: 'sidecar', condition: 'START' }],
        mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
      },
      container('sidecar'),
    ],
    volumes: [{ name: 'data' }],
  }),
  'ecs RunTask': (source) => ({
    cluster: cluster(source),
    taskDefinition: found(source, 'family'),
    launchType: 'FARGATE',
    networkConfiguration: network(source),
    overrides: { containerOverrides: [{ name: 'web', command: ['true'] }] },
  }),
  'ecs CreateService': (source) => ({
    cluster: cluster(source),
    serviceName: numbered(source),
    taskDefinition: found(source, 'family'),
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: network(source),
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...(source.random.chance(0.5) && {
      loadBalancers: [
        {
          targetGroupArn: found(source, 'TargetGroupArn'),
          containerName: 'web',
          containerPort: 3000,
        },
      ],
    }),
  }),
  'ecs UpdateService': (source) => ({
    cluster: cluster(source),
    service: found(source, 'serviceName'),
    desiredCount: source.random.below(3),
    taskDefinition: found(source, 'family'),
  }),
  'ec2 AuthorizeSecurityGroupIngress': (source) => ({
    GroupId: found(source, 'GroupId'),
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  }),
  'elbv2 CreateLoadBalancer': (source) => ({
    Name: numbered(source),
    Subnets: Array.from({ length: 3 }, () => found(source, 'SubnetId')),
    SecurityGroups: [found(source, 'GroupId')],
  }),
  'elbv2 CreateTargetGroup': (source) => ({
    Name: numbered(source),
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: found(source, 'VpcId'),
  }),
  'elbv2 CreateListener': (source) => ({
    LoadBalancerArn: found(source, 'LoadBalancerArn'),
    Protocol: 'HTTP',
    Port: 80 + source.random.below(5),
    DefaultActions: source.random.chance(0.5)
      ? fixed
      : [{ Type: 'forward', TargetGroupArn: found(source, 'TargetGroupArn') }],
  }),
  'elbv2 CreateRule': (source) => ({
    ListenerArn: found(source, 'ListenerArn'),
    Priority: 1 + source.random.below(50_000),
    Conditions: [{ Field: 'path-pattern', Values: [source.random.pick(['/a*', '/*b*', '/?'])] }],
    Actions: fixed,
  }),
  'application-autoscaling RegisterScalableTarget': (source) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster(source)}/${found(source, 'serviceName')}`,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 0,
    MaxCapacity: 2,
  }),
  'application-autoscaling PutScalingPolicy': (source) => ({
    PolicyName: numbered(source),
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster(source)}/${found(source, 'serviceName')}`,
    ScalableDimension: 'ecs:service:DesiredCount',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  }),
  'logs PutLogEvents': (source) => ({
    logGroupName: found(source, 'logGroupName'),
    logStreamName: found(source, 'logStreamName'),
    logEvents: [
      {
        timestamp: Date.now(),
        message: source.random.pick(['{"a":1}', 'a'.repeat(40), 'error b']),
      },
    ],
  }),
  'logs FilterLogEvents': (source) => ({
    logGroupName: found(source, 'logGroupName'),
    filterPattern: source.random.pick(['error', '{ $.a = 1 }', '%a+%', '{ $.a = "*a*" }']),
  }),
  'ecr InitiateLayerUpload': (source) => ({ repositoryName: found(source, 'repositoryName') }),
  'iam CreateRole': (source) => ({
    RoleName: numbered(source),
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '000000000000', Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    }),
  }),
  'secretsmanager CreateSecret': (source) => ({
    Name: numbered(source),
    SecretString: '{"a":"b"}',
    ClientRequestToken: '00000000-0000-4000-8000-000000000000',
  }),
  'sts AssumeRole': (source) => ({
    RoleArn: source.random.pick([
      found(source, 'RoleArn'),
      'arn:aws:iam::000000000000:role/fuzz-0',
    ]),
    RoleSessionName: numbered(source),
  }),
}

export const templateFor = (service: string, operation: string): Template | undefined =>
  templates[`${service} ${operation}`]

/** Calls that give an empty account something of everything. */
export const firstCalls = [
  'iam CreateRole',
  'ecs CreateCluster',
  'ecs CreateCluster',
  'ecr CreateRepository',
  'ec2 DescribeSubnets',
  'ec2 DescribeSecurityGroups',
  'ec2 AuthorizeSecurityGroupIngress',
  'logs CreateLogGroup',
  'logs CreateLogStream',
  'secretsmanager CreateSecret',
  'ssm PutParameter',
  'ecs RegisterTaskDefinition',
  'elbv2 CreateLoadBalancer',
  'elbv2 CreateTargetGroup',
  'elbv2 CreateListener',
  'elbv2 CreateRule',
  'ecs CreateService',
  'ecs CreateService',
  'ecr GetAuthorizationToken',
].map((call) => call.split(' ') as [service: string, operation: string])
