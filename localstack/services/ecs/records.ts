import type {
  ApplicationProtocol,
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  Cluster,
  ClusterSetting,
  Container,
  ContainerDefinition,
  Deployment,
  DeploymentLifecycleHookStage,
  DeploymentStrategy,
  ExpressGatewayScalingTarget,
  LoadBalancer,
  NetworkConfiguration,
  Service,
  ServiceConnectConfiguration,
  ServiceConnectServiceResource,
  ServiceDeployment,
  ServiceDeploymentLifecycleStage,
  ServiceEvent,
  ServiceRevision,
  Task,
  TaskDefinition,
  TaskOverride,
  TimeoutConfiguration,
} from '@aws-sdk/client-ecs'
import type { IssuedCredentials } from '../iam/public.ts'
import type { RollingConfiguration } from './service/configuration.ts'

export interface ClusterRecord extends Cluster {
  clusterArn: string
  clusterName: string
  status: 'ACTIVE' | 'INACTIVE'
  settings: ClusterSetting[]
  capacityProviders: string[]
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[]
}

export interface ContainerDefinitionRecord extends ContainerDefinition {
  name: string
  image: string
  essential: boolean
}

export interface TaskDefinitionRecord extends TaskDefinition {
  taskDefinitionArn: string
  family: string
  revision: number
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS'
  containerDefinitions: ContainerDefinitionRecord[]
}

export interface ServiceRecord extends Service {
  serviceArn: string
  serviceName: string
  clusterArn: string
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  desiredCount: number
  taskDefinition: string
  loadBalancers: LoadBalancer[]
  deploymentConfiguration: RollingConfiguration
  networkConfiguration: NetworkConfiguration
  /** Newest first. */
  deployments: DeploymentRecord[]
  /** Newest first. */
  events: ServiceEvent[]
  /** Newest first. */
  serviceDeployments: ServiceDeploymentRecord[]
  /** Newest first. */
  revisions: RevisionRecord[]
  /** The deployment that a rollback returns to. */
  lastCompleted?: DeploymentRecord | undefined
  /** Time of the last event that reports a steady state. Undefined while the service is not steady. */
  steadySince?: Date | undefined
  /** Service Connect as the next deployment has it. */
  serviceConnect?: ServiceConnectConfiguration | undefined
  /** The Cloud Map services that ECS has created for Service Connect. */
  connectResources?: ServiceConnectServiceResource[] | undefined
  /** The CreateService request, which a repeated call must equal. */
  request: string
  /** The rest of an Express Mode service. */
  express?: ExpressRecord | undefined
}

export type ExpressScaling = Required<{
  [Member in keyof ExpressGatewayScalingTarget]: NonNullable<ExpressGatewayScalingTarget[Member]>
}>

/** What ECS keeps of an Express Mode service beside the service: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html */
export interface ExpressRecord {
  infrastructureRoleArn: string
  endpoint: string
  accessType: 'PUBLIC' | 'PRIVATE'
  healthCheckPath: string
  scalingTarget: ExpressScaling
  updatedAt: Date
  /** The name of the log group for a container without one of its own. */
  logGroup: string
  resources: ExpressResources
  /** The service has ended, and its resources are removed. */
  isRemoved?: boolean | undefined
}

/** A load balancer that up to 25 services of a VPC share. */
export interface ExpressGateway {
  loadBalancerArn: string
  listenerArn: string
  defaultCertificate: string
  securityGroup: string
  subnets: string[]
}

export interface ExpressResources {
  vpcId: string
  gateway: ExpressGateway
  certificateArn: string
  ruleArn: string
  targetGroups: [string, string]
  /** The security group that lets the load balancer in. */
  securityGroup: string
  alarm: string
  scalableTarget?: string | undefined
  scalingPolicy?: { name: string; arn: string } | undefined
}

export interface DeploymentRecord extends Deployment {
  id: string
  status: 'PRIMARY' | 'ACTIVE'
  taskDefinition: string
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  createdAt: Date
  failedTasks: number
  networkConfiguration: NetworkConfiguration
  serviceRevisionArn: string
  /** An event has reported that the deployment cannot start or stop tasks. */
  saidBlocked: boolean
  /** Tasks in a row that did not reach RUNNING. The back-off grows with it. */
  startFailures: number
  /** No task is started before this time. */
  notBefore: Date
  strategy: DeploymentStrategy
  /** Milliseconds that the deployment takes longer on AWS than here. */
  moreOnAws: number
  /** End of the minutes that the deployment's lifecycle stage lasts. */
  waitUntil?: Date | undefined
}

/** The configuration of a service at the start of a deployment: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html */
export interface RevisionRecord extends ServiceRevision {
  serviceRevisionArn: string
  taskDefinition: string
  /** As given in the request. */
  loadBalancers: LoadBalancer[]
  /** The load balancers with the target group of the revision's tasks. In blue/green it is one of two. */
  targets: LoadBalancer[]
  containerImages: { containerName: string; image: string; imageDigest?: string | undefined }[]
  createdAt: Date
}

/** The stages of a deployment. The API's own type lacks PRE_PRODUCTION_TRAFFIC_SHIFT, at which hooks run. */
export type LifecycleStage = ServiceDeploymentLifecycleStage | DeploymentLifecycleHookStage

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html */
export interface ServiceDeploymentRecord extends Omit<ServiceDeployment, 'lifecycleStage'> {
  serviceDeploymentArn: string
  lifecycleStage?: LifecycleStage | undefined
  createdAt: Date
  deploymentId: string
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED'

export interface ContainerRecord extends Container {
  name: string
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED'
  essential: boolean
  /** Docker's id of the container. */
  dockerId?: string
  /** Time of the last start. */
  startedAt?: Date
  /** Number of restarts by the restart policy. */
  restartCount?: number
  /** Identifies the container in the path of the task metadata endpoint. It cannot be guessed. */
  metadataId?: string
  /** Output is stored up to this time of Docker's clock. */
  logsReadUntil?: string | undefined
}

/** A target that a service has registered for a task. */
export interface TaskTargetRecord {
  targetGroupArn: string
  Id: string
  Port: number
  deregistered: boolean
}

/** A name and port of Service Connect that a task knows. */
export interface ConnectAliasRecord {
  dnsName: string
  port: number
  /** The address in the task's /etc/hosts. */
  address: string
  /** Of the Cloud Map service. */
  discoveryArn: string
  appProtocol?: ApplicationProtocol | undefined
  timeout?: TimeoutConfiguration | undefined
}

export interface TaskRecord extends Task {
  taskArn: string
  clusterArn: string
  taskDefinitionArn: string
  lastStatus: TaskStatus
  desiredStatus: 'RUNNING' | 'STOPPED'
  containers: ContainerRecord[]
  overrides: TaskOverride
  group: string
  createdAt: Date
  network: AwsVpcConfiguration
  networkInterfaceId?: string | undefined
  serviceArn?: string | undefined
  targets: TaskTargetRecord[]
  /** Docker's id of the pause container, which holds the namespaces that the containers share. */
  pauseId?: string | undefined
  /** Identifies the task in the path of the credentials endpoint. */
  credentialsId?: string | undefined
  /** The credentials issued last. */
  credentials?: IssuedCredentials | undefined
  /** The RunTask request that started the task, if it had a client token. */
  request?: { clientToken: string; digest: string } | undefined
  /** Time when the task first passed all checks, or had run long enough without any. */
  healthySince?: Date | undefined
  /** The early end of the task is counted. */
  failureNoted?: boolean | undefined
  /** Images with digest by container, as the service's deployment has resolved them. */
  pinnedImages?: Map<string, string> | undefined
  /** ARNs of the Cloud Map services that have the task as an instance. */
  registeredWith?: string[] | undefined
  connectAliases?: ConnectAliasRecord[] | undefined
  /** Neither scaling in nor a deployment stops the task before this time. */
  protectedUntil?: Date | undefined
}
