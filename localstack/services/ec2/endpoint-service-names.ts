/** What interface endpoints lead to, as `com.amazonaws.<region>.` continues: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
export const interfaceNames = `
  access-analyzer account acm acm-pca airflow.api airflow.env airflow.ops analytics-omics app-integrations
  appconfig appconfigdata application-autoscaling application-signals appmesh appmesh-envoy-management apprunner
  apprunner.requests appstream.api appstream.streaming appsync appsync-api apptest aps aps-workspaces arc-zonal-shift
  athena auditmanager autoscaling autoscaling-plans awsconnector b2bi backup backup-gateway batch bcm-data-exports
  bedrock bedrock-agent bedrock-agent-runtime bedrock-agentcore bedrock-runtime billing braket budgets cases
  cassandra cassandra-streams ce cleanrooms cleanrooms-ml cloudcontrolapi cloudcontrolapi-fips clouddirectory
  cloudformation cloudhsmv2 cloudtrail codeartifact.api codeartifact.repositories codebuild codebuild-fips codecommit
  codecommit-fips codeconnections.api codedeploy codedeploy-commands-secure codeguru-profiler codeguru-reviewer
  codepipeline codestar-connections.api codewhisperer cognito-idp comprehend comprehendmedical compute-optimizer
  config connect-campaigns console control-storage-omics cost-optimization-hub data-servicediscovery
  data-servicediscovery-fips databrew dataexchange datasync datazone deadline.management deadline.scheduling
  devicefarm devops-guru dicom-medical-imaging dms dms-fips drs ds ds-data dynamodb-fips dynamodb-streams ebs ec2
  ec2messages ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth elastic-inference.runtime elasticache
  elasticache-fips elasticbeanstalk elasticbeanstalk-health elasticfilesystem elasticfilesystem-fips
  elasticloadbalancing elasticmapreduce email email-smtp emr-containers emr-serverless
  emr-serverless-services.livy emrwal.prod entityresolution events evidently evidently-dataplane execute-api finspace
  finspace-api fis forecast forecast-fips forecastquery forecastquery-fips frauddetector freetier fsx fsx-fips
  git-codecommit git-codecommit-fips glue glue.dashboard grafana grafana-workspace greengrass groundstation guardduty
  guardduty-data guardduty-data-fips guardduty-fips healthlake iam identitystore imagebuilder inspector-scan
  inspector2 internetmonitor internetmonitor-fips invoicing iot.credentials iot.data iot.fleethub.api iotfleetwise
  iotroborunner iotsitewise.api iotsitewise.data iottwinmaker.api iottwinmaker.data iotwireless.api kendra
  kendra-ranking kinesis-firehose kinesis-streams kinesis-streams-fips kms kms-fips lakeformation lambda launchwizard
  license-manager license-manager-fips license-manager-linux-subscriptions license-manager-user-subscriptions logs
  lookoutequipment lookoutmetrics lookoutvision lorawan.cups lorawan.lns m2 macie2 managedblockchain-query
  managedblockchain.bitcoin.mainnet managedblockchain.bitcoin.testnet mediaconnect medical-imaging memory-db
  memorydb-fips mgn migrationhub-orchestrator models-v2-lex monitoring mq neptune-graph neptune-graph-data
  neptune-graph-fips network-firewall network-firewall-fips networkflowmonitor networkflowmonitorreports
  networkmonitor organizations organizations-fips osis outposts payment-cryptography.controlplane
  payment-cryptography.dataplane pca-connector-ad pca-connector-scep pcs pcs-fips personalize personalize-events
  personalize-runtime pi pi-fips pinpoint pinpoint-sms-voice-v2 pipes pipes-data pipes-fips polly pricing.api
  private-networks profile proton q qapps qbusiness qldb.session quicksight-website ram rbin rds rds-data redshift
  redshift-data redshift-data-fips redshift-fips redshift-serverless redshift-serverless-fips refactor-spaces
  rekognition rekognition-fips resiliencehub resource-explorer-2 resource-explorer-2-fips resource-groups
  resource-groups-fips robomaker rolesanywhere rum rum-dataplane runtime-medical-imaging runtime-v2-lex s3-outposts
  s3tables sagemaker.api sagemaker.api-fips sagemaker.featurestore-runtime sagemaker.metrics sagemaker.runtime
  sagemaker.runtime-fips savingsplans scheduler scn secretsmanager securityhub securitylake securitylake-fips
  serverlessrepo servicecatalog servicecatalog-appregistry servicediscovery servicediscovery-fips servicequotas
  signin simspaceweaver sms sms-fips snow-device-management sns social-messaging sqs ssm ssm-contacts ssm-incidents
  ssm-quicksetup ssmmessages states storage-omics storagegateway streaming-rekognition streaming-rekognition-fips sts
  swf swf-fips sync-states synthetics synthetics-fips tagging tags-omics tax textract textract-fips thinclient.api
  timestream-influxdb timestream-influxdb-fips tnb transcribe transcribestreaming transfer transfer.server translate
  trustedadvisor user-notifications verifiedpermissions voiceid vpc-lattice wafv2 wafv2-fips wellarchitected wisdom
  workflows-omics workspaces workspaces-web workspaces-web-fips xray
`
  .trim()
  .split(/\s+/)
