export { DeleteScalingPolicy } from './operations/DeleteScalingPolicy.ts'
export { DeregisterScalableTarget } from './operations/DeregisterScalableTarget.ts'
export { PutScalingPolicy } from './operations/PutScalingPolicy.ts'
export { RegisterScalableTarget } from './operations/RegisterScalableTarget.ts'
