export const taskId = ({ taskArn }: { taskArn: string }) => taskArn.split('/').at(-1)!
