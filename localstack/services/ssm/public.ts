export { parameterArn, requireParameter } from './parameter.ts'
