import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { ContinueServiceDeployment } from './operations/ContinueServiceDeployment.ts'
import { CreateCluster } from './operations/CreateCluster.ts'
import { CreateExpressGatewayService } from './operations/CreateExpressGatewayService.ts'
import { CreateService } from './operations/CreateService.ts'
import { DeleteAccountSetting } from './operations/DeleteAccountSetting.ts'
import { DeleteCluster } from './operations/DeleteCluster.ts'
import { DeleteExpressGatewayService } from './operations/DeleteExpressGatewayService.ts'
import { DeleteService } from './operations/DeleteService.ts'
import { DeleteTaskDefinitions } from './operations/DeleteTaskDefinitions.ts'
import { DeregisterTaskDefinition } from './operations/DeregisterTaskDefinition.ts'
import { DescribeCapacityProviders } from './operations/DescribeCapacityProviders.ts'
import { DescribeClusters } from './operations/DescribeClusters.ts'
import { DescribeContainerInstances } from './operations/DescribeContainerInstances.ts'
import { DescribeExpressGatewayService } from './operations/DescribeExpressGatewayService.ts'
import { DescribeServiceDeployments } from './operations/DescribeServiceDeployments.ts'
import { DescribeServiceRevisions } from './operations/DescribeServiceRevisions.ts'
import { DescribeServices } from './operations/DescribeServices.ts'
import { DescribeTaskDefinition } from './operations/DescribeTaskDefinition.ts'
import { DescribeTasks } from './operations/DescribeTasks.ts'
import { ExecuteCommand } from './operations/ExecuteCommand.ts'
import { GetTaskProtection } from './operations/GetTaskProtection.ts'
import { ListAccountSettings } from './operations/ListAccountSettings.ts'
import { ListAttributes } from './operations/ListAttributes.ts'
import { ListClusters } from './operations/ListClusters.ts'
import { ListContainerInstances } from './operations/ListContainerInstances.ts'
import { ListServiceDeployments } from './operations/ListServiceDeployments.ts'
import { ListServices } from './operations/ListServices.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { ListTaskDefinitionFamilies } from './operations/ListTaskDefinitionFamilies.ts'
import { ListTaskDefinitions } from './operations/ListTaskDefinitions.ts'
import { ListTasks } from './operations/ListTasks.ts'
import { PutAccountSetting } from './operations/PutAccountSetting.ts'
import { PutAccountSettingDefault } from './operations/PutAccountSettingDefault.ts'
import { PutClusterCapacityProviders } from './operations/PutClusterCapacityProviders.ts'
import { RegisterTaskDefinition } from './operations/RegisterTaskDefinition.ts'
import { RunTask } from './operations/RunTask.ts'
import { StopServiceDeployment } from './operations/StopServiceDeployment.ts'
import { StopTask } from './operations/StopTask.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { UpdateCluster } from './operations/UpdateCluster.ts'
import { UpdateClusterSettings } from './operations/UpdateClusterSettings.ts'
import { UpdateExpressGatewayService } from './operations/UpdateExpressGatewayService.ts'
import { UpdateService } from './operations/UpdateService.ts'
import { UpdateTaskProtection } from './operations/UpdateTaskProtection.ts'
import { dataChannel } from './exec/channel.ts'
import { Scheduler } from './scheduler.ts'
import { sentenceOfHook } from './service/hook-rules.ts'
import { connectToPeer } from './task/peer.ts'
import { routeTaskEndpoint } from './task/task-endpoint.ts'

export const ecs = defineService({
  name: 'ecs',
  permissions,
  operations: {
    ContinueServiceDeployment,
    CreateCluster,
    CreateExpressGatewayService,
    CreateService,
    DeleteAccountSetting,
    DeleteCluster,
    DeleteExpressGatewayService,
    DeleteService,
    DeleteTaskDefinitions,
    DeregisterTaskDefinition,
    DescribeCapacityProviders,
    DescribeClusters,
    DescribeContainerInstances,
    DescribeExpressGatewayService,
    DescribeServiceDeployments,
    DescribeServiceRevisions,
    DescribeServices,
    DescribeTaskDefinition,
    DescribeTasks,
    ExecuteCommand,
    GetTaskProtection,
    ListAccountSettings,
    ListAttributes,
    ListClusters,
    ListContainerInstances,
    ListServiceDeployments,
    ListServices,
    ListTagsForResource,
    ListTaskDefinitionFamilies,
    ListTaskDefinitions,
    ListTasks,
    PutAccountSetting,
    PutAccountSettingDefault,
    PutClusterCapacityProviders,
    RegisterTaskDefinition,
    RunTask,
    StopServiceDeployment,
    StopTask,
    TagResource,
    UntagResource,
    UpdateCluster,
    UpdateClusterSettings,
    UpdateExpressGatewayService,
    UpdateService,
    UpdateTaskProtection,
  },
  rejected: {
    'the deployment controller': [
      'CreateService.deploymentController.type=CODE_DEPLOY|EXTERNAL',
      'UpdateService.deploymentController.type=CODE_DEPLOY|EXTERNAL',
    ],
    'the scheduling strategy DAEMON': ['CreateService.schedulingStrategy=DAEMON'],
    'the deployment strategy': [
      'CreateService.deploymentConfiguration.strategy=LINEAR|CANARY',
      'UpdateService.deploymentConfiguration.strategy=LINEAR|CANARY',
    ],
    'deployment lifecycle hooks: it has no Lambda': [
      'CreateService.deploymentConfiguration.lifecycleHooks.targetType=AWS_LAMBDA',
      'UpdateService.deploymentConfiguration.lifecycleHooks.targetType=AWS_LAMBDA',
    ],
    'early success criteria of deployments': [
      'CreateService.deploymentConfiguration.earlySuccessCriteria.enable=true',
    ],
  },
  rejectedAsOnAws: {
    'No Container Instances were found in your cluster.': [
      'RunTask.launchType=EC2|MANAGED_INSTANCES',
    ],
    'Task definition does not support launch_type EXTERNAL.': ['RunTask.launchType=EXTERNAL'],
    "The specified capacity provider 'of-instances' was not found.": [
      'CreateCluster.capacityProviders=of-instances',
    ],
  },
  ignored: {
    CreateService: [
      'monitoring',
      'placementConstraints',
      'placementStrategy',
      'serviceConnectConfiguration.accessLogConfiguration',
      'serviceConnectConfiguration.logConfiguration',
      'volumeConfigurations',
      'vpcLatticeConfigurations',
    ],
    RegisterTaskDefinition: [
      'containerDefinitions.credentialSpecs',
      'containerDefinitions.dnsSearchDomains',
      'containerDefinitions.firelensConfiguration',
      'containerDefinitions.linuxParameters.swappiness',
      'containerDefinitions.repositoryCredentials',
      'containerDefinitions.resourceRequirements',
      'enableFaultInjection',
      'proxyConfiguration',
    ],
    RunTask: [
      'overrides.containerOverrides.resourceRequirements',
      'overrides.inferenceAcceleratorOverrides',
      'referenceId',
      'volumeConfigurations',
    ],
    UpdateService: [
      'monitoring',
      'placementConstraints',
      'placementStrategy',
      'serviceConnectConfiguration.accessLogConfiguration',
      'serviceConnectConfiguration.logConfiguration',
      'volumeConfigurations',
      'vpcLatticeConfigurations',
    ],
  },
  invalid: (violations) =>
    awsError(
      'InvalidParameterException',
      sentenceOfHook(violations) ?? validationSentence(violations),
    ),
  route: routeTaskEndpoint,
  connect: connectToPeer,
  upgrades: dataChannel,
  start: (emulator) => new Scheduler(emulator),
})
