export { appendLogEvents } from './append.ts'
export { createLogGroup, findLogGroup } from './group.ts'
export { createLogStream, findLogStream } from './stream.ts'
