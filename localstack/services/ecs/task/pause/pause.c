/*
 * Holds the network namespace of a task, as ECS's own pause container does, and passes what its containers
 * send to 169.254.170.2, where AWS answers for metadata and credentials, on to the emulator.
 * `pause` only waits; `pause <12 hex digits>` also passes on, to the IPv4 address and port the digits are.
 * No libc, so that it is a kilobyte. programs.ts holds it in base64, compiled for each processor by
 *   gcc -Os -nostdlib -static -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pic -no-pie
 *     -fno-builtin -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-N -s pause.c
 */
#if defined(__x86_64__)
enum { READ = 0, WRITE = 1, CLOSE = 3, SIGACTION = 13, IOCTL = 16, SOCKET = 41, CONNECT = 42, ACCEPT = 43,
       SHUTDOWN = 48, BIND = 49, LISTEN = 50, CLONE = 56, EXIT = 60, CAPSET = 126, PPOLL = 271 };
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
static long sys(long n, long a, long b, long c, long d, long e) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
  return result;
}
#else
enum { READ = 63, WRITE = 64, CLOSE = 57, SIGACTION = 134, IOCTL = 29, SOCKET = 198, CONNECT = 203, ACCEPT = 202,
       SHUTDOWN = 210, BIND = 200, LISTEN = 201, CLONE = 220, EXIT = 93, CAPSET = 91, PPOLL = 73 };
__asm__(".globl _start\n_start: mov x0, sp\n bl begin\n");
static long sys(long n, long a, long b, long c, long d, long e) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
  return x0;
}
#endif

typedef unsigned char byte;
struct address { unsigned short family; byte port[2]; byte ip[4]; byte zero[8]; };
struct interface { char name[16]; struct address address; byte rest[8]; };
struct watched { int fd; short events, happened; };
enum { INET = 2, STREAM = 1, DATAGRAM = 2, POLLIN = 1, SIGCHLD = 17, SET_ADDRESS = 0x8916, SET_MASK = 0x891c };

static void wait_for_ever(void) {
  for (;;) sys(PPOLL, 0, 0, 0, 0, 8);
}

/* Gives the namespace's loopback the address, for its containers alone. */
static void take_address(const struct address *own) {
  struct interface lo = {"lo:1", *own, {0}};
  long control = sys(SOCKET, INET, DATAGRAM, 0, 0, 0);
  sys(IOCTL, control, SET_ADDRESS, (long)&lo, 0, 0);
  for (int i = 0; i < 4; i++) lo.address.ip[i] = 255;
  sys(IOCTL, control, SET_MASK, (long)&lo, 0, 0);
  sys(CLOSE, control, 0, 0, 0, 0);
}

/* Nothing that follows needs a capability, and a container in the same process namespace may trace this program. */
static void drop_capabilities(void) {
  unsigned version[2] = {0x20080522, 0}, none[6] = {0};
  sys(CAPSET, (long)version, (long)none, 0, 0, 0);
}

/* Passes on what there is; 0 at the end. */
static int move(long from, long to) {
  byte buffer[4096];
  long length = sys(READ, from, (long)buffer, sizeof buffer, 0, 0);
  if (length <= 0) {
    sys(SHUTDOWN, to, 1, 0, 0, 0);
    return 0;
  }
  for (long done = 0; done < length;) {
    long written = sys(WRITE, to, (long)(buffer + done), length - done, 0, 0);
    if (written <= 0) return 0;
    done += written;
  }
  return 1;
}

static void pass_on(long inbound, const struct address *target) {
  long outbound = sys(SOCKET, INET, STREAM, 0, 0, 0);
  if (sys(CONNECT, outbound, (long)target, sizeof *target, 0, 0) < 0) return;
  struct watched ends[2] = {{inbound, POLLIN, 0}, {outbound, POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (sys(PPOLL, (long)ends, 2, 0, 0, 8) < 0) return;
    if (ends[0].happened && ends[0].fd >= 0 && !move(inbound, outbound)) ends[0].fd = -1;
    if (ends[1].happened && ends[1].fd >= 0 && !move(outbound, inbound)) ends[1].fd = -1;
  }
}

static byte digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

__attribute__((used)) void begin(long *stack) {
  if (stack[0] < 2) wait_for_ever();
  const char *hex = (const char *)stack[2];
  struct address own = {INET, {0, 80}, {169, 254, 170, 2}, {0}};
  struct address target = {INET, {0, 0}, {0}, {0}};
  for (int i = 0; i < 4; i++) target.ip[i] = digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]);
  for (int i = 0; i < 2; i++) target.port[i] = digit(hex[8 + 2 * i]) << 4 | digit(hex[9 + 2 * i]);
  long ignore[4] = {1, 0, 0, 0};
  sys(SIGACTION, SIGCHLD, (long)ignore, 0, 8, 0);
  take_address(&own);
  long door = sys(SOCKET, INET, STREAM, 0, 0, 0);
  if (sys(BIND, door, (long)&own, sizeof own, 0, 0) < 0 || sys(LISTEN, door, 64, 0, 0, 0) < 0) door = -1;
  drop_capabilities();
  if (door < 0) wait_for_ever();
  for (;;) {
    long inbound = sys(ACCEPT, door, 0, 0, 0, 0);
    if (inbound < 0) continue;
    if (sys(CLONE, SIGCHLD, 0, 0, 0, 0) == 0) {
      pass_on(inbound, &target);
      sys(EXIT, 0, 0, 0, 0, 0);
    }
    sys(CLOSE, inbound, 0, 0, 0, 0);
  }
}
