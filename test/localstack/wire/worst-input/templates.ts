import { hash } from 'node:crypto'
import type { Pool } from './pool.ts'

type Template = (find: Find) => object

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
})
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a*' }],
})
const everyone = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
})
const lifecycle = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 5 },
      action: { type: 'expire' },
    },
  ],
})
const layer = '{}'
const digest = `sha256:${hash('sha256', layer)}`
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: layer.length },
  layers: [
    { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: layer.length },
  ],
})
const container = (name: string) => ({ name, image: 'a', essential: true })
type Find = (name: string, index?: number) => string

const network = (find: Find) => ({
  awsvpcConfiguration: { subnets: [find('SubnetId')], securityGroups: [find('GroupId')] },
})
const scaled = () => ({
  ServiceNamespace: 'ecs',
  ResourceId: 'service/worst/worst',
  ScalableDimension: 'ecs:service:DesiredCount',
})
const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }]
const ingress = (find: Find) => ({
  GroupId: find('GroupId'),
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
  ],
})
const route = (find: Find) => ({
  RouteTableId: find('RouteTableId'),
  DestinationCidrBlock: '10.200.0.0/16',
  GatewayId: find('InternetGatewayId'),
})

/** Inputs of operations whose rules the model does not have, so that a call comes as far as their own code. */
export const templates: Record<string, Template> = {
  'ec2 AssociateRouteTable': (find) => ({
    RouteTableId: find('RouteTableId'),
    SubnetId: find('SubnetId'),
  }),
  'ec2 CreateNatGateway': (find) => ({
    SubnetId: find('SubnetId'),
    AllocationId: find('AllocationId'),
  }),
  'ec2 CreateRoute': route,
  'ec2 ReplaceRoute': route,
  'ec2 CreateSecurityGroup': () => ({ GroupName: 'worst', Description: 'worst' }),
  'ec2 CreateSubnet': (find) => ({ VpcId: find('VpcId'), CidrBlock: '172.31.240.0/24' }),
  'ec2 CreateTags': (find) => ({ Resources: [find('VpcId')], Tags: [{ Key: 'k', Value: 'aaa' }] }),
  'ec2 CreateVpcEndpoint': (find) => ({
    VpcId: find('VpcId'),
    ServiceName: 'com.amazonaws.us-east-1.ecr.api',
    VpcEndpointType: 'Interface',
    SubnetIds: [find('SubnetId')],
  }),
  'ec2 ModifySubnetAttribute': (find) => ({
    SubnetId: find('SubnetId'),
    MapPublicIpOnLaunch: { Value: true },
  }),
  'ec2 ModifyVpcAttribute': (find) => ({
    VpcId: find('VpcId'),
    EnableDnsSupport: { Value: true },
  }),
  'ec2 CreateVpc': () => ({ CidrBlock: '10.9.0.0/16' }),
  'ec2 AuthorizeSecurityGroupIngress': ingress,
  'ec2 AuthorizeSecurityGroupEgress': ingress,
  'ec2 RevokeSecurityGroupIngress': ingress,
  'ec2 RevokeSecurityGroupEgress': ingress,
  'elbv2 CreateLoadBalancer': (find) => ({
    Name: 'worst',
    Subnets: [find('SubnetId'), find('SubnetId', 1)],
  }),
  'elbv2 CreateTargetGroup': (find) => ({
    Name: 'worst',
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: find('VpcId'),
  }),
  'elbv2 CreateListener': (find) => ({
    LoadBalancerArn: find('LoadBalancerArn'),
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: find('TargetGroupArn') }],
  }),
  'elbv2 DescribeListeners': (find) => ({ LoadBalancerArn: find('LoadBalancerArn') }),
  'elbv2 DescribeRules': (find) => ({ ListenerArn: find('ListenerArn') }),
  'elbv2 ModifyRule': (find) => ({
    RuleArn: find('RuleArn'),
    Conditions: [{ Field: 'path-pattern', Values: ['/a*'] }],
    Actions: fixed,
  }),
  'elbv2 SetRulePriorities': (find) => ({
    RulePriorities: [{ RuleArn: find('RuleArn'), Priority: 2 }],
  }),
  'elbv2 SetSubnets': (find) => ({
    LoadBalancerArn: find('LoadBalancerArn'),
    Subnets: [find('SubnetId'), find('SubnetId', 1)],
  }),
  'elbv2 ModifyLoadBalancerAttributes': (find) => ({
    LoadBalancerArn: find('LoadBalancerArn'),
    Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }],
  }),
  'elbv2 ModifyTargetGroupAttributes': (find) => ({
    TargetGroupArn: find('TargetGroupArn'),
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }],
  }),
  'elbv2 ModifyListenerAttributes': (find) => ({
    ListenerArn: find('ListenerArn'),
    Attributes: [{ Key: 'routing.http.response.server.enabled', Value: 'true' }],
  }),
  'elbv2 RegisterTargets': (find) => ({
    TargetGroupArn: find('TargetGroupArn'),
    Targets: [{ Id: '172.31.0.9', Port: 80 }],
  }),
  'elbv2 CreateRule': (find) => ({
    ListenerArn: find('ListenerArn'),
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/a*'] }],
    Actions: fixed,
  }),
  'iam CreateAccessKey': () => ({ UserName: 'worst' }),
  'iam ListAccessKeys': () => ({ UserName: 'worst' }),
  'iam GetUser': () => ({ UserName: 'worst' }),
  'iam CreateServiceLinkedRole': () => ({ AWSServiceName: 'elasticloadbalancing.amazonaws.com' }),
  'iam CreateRole': () => ({ RoleName: 'worst', AssumeRolePolicyDocument: trust }),
  'iam UpdateAssumeRolePolicy': () => ({ RoleName: 'worst', PolicyDocument: trust }),
  'iam CreatePolicy': () => ({ PolicyName: 'worst', PolicyDocument: policy }),
  'iam CreatePolicyVersion': (find) => ({ PolicyArn: find('PolicyArn'), PolicyDocument: policy }),
  'iam PutRolePolicy': () => ({ RoleName: 'worst', PolicyName: 'worst', PolicyDocument: policy }),
  'iam PutUserPolicy': () => ({ UserName: 'worst', PolicyName: 'worst', PolicyDocument: policy }),
  'iam PutGroupPolicy': () => ({ GroupName: 'worst', PolicyName: 'worst', PolicyDocument: policy }),
  'iam SimulateCustomPolicy': () => ({ PolicyInputList: [policy], ActionNames: ['s3:GetObject'] }),
  'iam SimulatePrincipalPolicy': () => ({
    PolicySourceArn: 'arn:aws:iam::000000000000:role/worst',
    ActionNames: ['s3:GetObject'],
  }),
  'iam CreateOpenIDConnectProvider': () => ({ Url: 'https://worst.example' }),
  'sts AssumeRole': () => ({
    RoleArn: 'arn:aws:iam::000000000000:role/worst',
    RoleSessionName: 'worst',
    Policy: policy,
  }),
  'acm RequestCertificate': () => ({ DomainName: 'www.example.com', ValidationMethod: 'DNS' }),
  'ecr UploadLayerPart': (find) => ({
    repositoryName: 'worst',
    uploadId: find('uploadId'),
    partFirstByte: 0,
    partLastByte: layer.length - 1,
    layerPartBlob: Buffer.from(layer).toString('base64'),
  }),
  'ecr CompleteLayerUpload': (find) => ({
    repositoryName: 'worst',
    uploadId: find('uploadId'),
    layerDigests: [digest],
  }),
  'ecr PutImage': () => ({ repositoryName: 'worst', imageManifest: manifest, imageTag: 'worst' }),
  'ecr SetRepositoryPolicy': () => ({ repositoryName: 'worst', policyText: everyone }),
  'ecr PutRegistryPolicy': () => ({ policyText: everyone }),
  'ecr PutLifecyclePolicy': () => ({ repositoryName: 'worst', lifecyclePolicyText: lifecycle }),
  'ecr StartLifecyclePolicyPreview': () => ({
    repositoryName: 'worst',
    lifecyclePolicyText: lifecycle,
  }),
  'ecr PutReplicationConfiguration': () => ({
    replicationConfiguration: {
      rules: [{ destinations: [{ region: 'eu-west-1', registryId: '000000000000' }] }],
    },
  }),
  'ecs RegisterTaskDefinition': () => ({
    family: 'worst',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        ...container('web'),
        portMappings: [{ containerPort: 80 }],
        dependsOn: [{ containerName: 'other', condition: 'START' }],
      },
      container('other'),
    ],
    volumes: [],
  }),
  'ecs RunTask': (find) => ({
    cluster: 'worst',
    taskDefinition: 'worst',
    launchType: 'FARGATE',
    networkConfiguration: network(find),
    overrides: { containerOverrides: [{ name: 'web' }] },
  }),
  'ecs CreateService': (find) => ({
    cluster: 'worst',
    serviceName: 'worst',
    taskDefinition: 'worst',
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: network(find),
  }),
  'ecs UpdateService': (find) => ({
    cluster: 'worst',
    service: 'worst',
    desiredCount: 0,
    networkConfiguration: network(find),
  }),
  'application-autoscaling RegisterScalableTarget': () => ({
    ...scaled(),
    MinCapacity: 0,
    MaxCapacity: 2,
  }),
  'application-autoscaling PutScalingPolicy': () => ({
    ...scaled(),
    PolicyName: 'worst',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  }),
  'application-autoscaling PutScheduledAction': () => ({
    ...scaled(),
    ScheduledActionName: 'worst',
    Schedule: 'rate(1 day)',
    ScalableTargetAction: { MinCapacity: 0 },
  }),
  'logs DescribeLogStreams': () => ({ logGroupName: 'worst' }),
  'logs GetLogEvents': () => ({ logGroupName: 'worst', logStreamName: 'worst' }),
  'logs PutLogEvents': () => ({
    logGroupName: 'worst',
    logStreamName: 'worst',
    logEvents: [{ timestamp: Date.now(), message: `{"a":"${'a'.repeat(200)}"}` }],
  }),
  'logs FilterLogEvents': () => ({ logGroupName: 'worst', filterPattern: '{ $.a = "a*" }' }),
  'ssm PutParameter': () => ({
    Name: '/worst',
    Value: 'a'.repeat(40),
    Type: 'String',
    Overwrite: true,
  }),
}

/** Finds what a template refers to: the first, or a further one, of the answers so far. */
export const finder =
  (pool: Pool): Find =>
  (name, index = 0) =>
    pool.find(name)[index] ?? 'worst'
