import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNamespaced } from '../../../../../localstack/services/ecs/task/system-control.ts'

test('a kernel parameter is a container’s own by its whole name', () => {
  const own = ['net.core.somaxconn', 'net.ipv4.conf.eth0.forwarding', 'fs.mqueue.msg_max']
  for (const namespace of [...own, 'kernel.sem', 'kernel.shm_rmid_forced'])
    assert.ok(isNamespaced({ namespace, value: '1' }), namespace)
  const others = ['kernel.core_pattern', 'kernel.semi', 'vm.swappiness', 'fs.file-max', 'net', '']
  for (const namespace of [...others, 'net/../kernel/core_pattern', 'net.a\nkernel.core_pattern'])
    assert.ok(!isNamespaced({ namespace, value: '1' }), namespace)
  assert.ok(!isNamespaced({ namespace: 'kernel.sem' }))
})
