/*
 * Makes the network namespace of a task what it is on Fargate, as ECS's own pause container does, and holds it. It
 * takes the task's private address and 169.254.170.2, names the task in /etc/hosts and its name server in
 * /etc/resolv.conf, and passes on to the emulator what the containers send to 169.254.170.2, where AWS answers for
 * metadata and credentials, to an address of their VPC, or to one of Service Connect's.
 *   pause <20 hex digits: private address, emulator's address and port> <netfilter rules in hex> <text of /etc/hosts>
 *     [<text of /etc/resolv.conf>]
 * No libc, so that it is a few kilobytes. programs.ts holds it in base64, compiled for each processor by
 *   gcc -Os -nostdlib -static -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pic -no-pie
 *     -fno-builtin -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-N -s pause.c
 */
#if defined(__x86_64__)
enum { READ = 0, WRITE = 1, CLOSE = 3, SIGACTION = 13, IOCTL = 16, SOCKET = 41, CONNECT = 42, ACCEPT = 43,
       SHUTDOWN = 48, BIND = 49, LISTEN = 50, GETSOCKOPT = 55, CLONE = 56, EXIT = 60, CAPSET = 126, OPENAT = 257,
       PPOLL = 271 };
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
       SHUTDOWN = 210, BIND = 200, LISTEN = 201, GETSOCKOPT = 209, CLONE = 220, EXIT = 93, CAPSET = 91, OPENAT = 56,
       PPOLL = 73 };
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
enum { INET = 2, STREAM = 1, DATAGRAM = 2, POLLIN = 1, SIGCHLD = 17, SET_ADDRESS = 0x8916, SET_MASK = 0x891c,
       NETLINK = 16, RAW_NONBLOCKING = 3 | 0x800, NETFILTER = 12, ORIGINAL_DESTINATION = 80,
       WRITE_TRUNCATED = 01 | 01000 };

static byte digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static int bytes_of(const char *hex, byte *bytes, int most) {
  int length = 0;
  for (; hex[0] && length < most; hex += 2) bytes[length++] = digit(hex[0]) << 4 | digit(hex[1]);
  return length;
}

static void copy(const byte *from, byte *to, int length) {
  for (int i = 0; i < length; i++) to[i] = from[i];
}

static void wait_for_ever(void) {
  for (;;) sys(PPOLL, 0, 0, 0, 0, 8);
}

/* Gives an interface of the namespace an address of its own. */
static void take_address(struct interface *interface) {
  long control = sys(SOCKET, INET, DATAGRAM, 0, 0, 0);
  sys(IOCTL, control, SET_ADDRESS, (long)interface, 0, 0);
  for (int i = 0; i < 4; i++) interface->address.ip[i] = 255;
  sys(IOCTL, control, SET_MASK, (long)interface, 0, 0);
  sys(CLOSE, control, 0, 0, 0, 0);
}

/* The containers share these files. */
static void write_file(const char *path, const char *text) {
  long file = sys(OPENAT, -100, (long)path, WRITE_TRUNCATED, 0, 0), length = 0;
  while (text[length]) length++;
  sys(WRITE, file, (long)text, length, 0, 0);
  sys(CLOSE, file, 0, 0, 0, 0);
}

/* The kernel answers at once: with an error, or with the acknowledgement that the last rule asks for. 0 if all is well. */
static int set_rules(const char *hex) {
  byte batch[4096], answer[4096];
  int error[5] = {0, 0, 0, 0, -1};
  int length = bytes_of(hex, batch, sizeof batch);
  long kernel = sys(SOCKET, NETLINK, RAW_NONBLOCKING, NETFILTER, 0, 0);
  if (sys(WRITE, kernel, (long)batch, length, 0, 0) == length &&
      sys(READ, kernel, (long)answer, sizeof answer, 0, 0) >= (long)sizeof error)
    copy(answer, (byte *)error, sizeof error);
  sys(CLOSE, kernel, 0, 0, 0, 0);
  return error[4];
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

static char *decimal(unsigned number, char *at) {
  char digits[10];
  int count = 0;
  do digits[count++] = '0' + number % 10; while (number /= 10);
  while (count) *at++ = digits[--count];
  return at;
}

static char *text(const char *from, char *at) {
  while (*from) *at++ = *from++;
  return at;
}

/* Reports to the emulator that this kernel has no nftables. */
static void report(const struct address *target) {
  const char *request = "CONNECT nftables:0 HTTP/1.1\r\nHost: vpc\r\n\r\n";
  long emulator = sys(SOCKET, INET, STREAM, 0, 0, 0), length = 0;
  while (request[length]) length++;
  if (sys(CONNECT, emulator, (long)target, sizeof *target, 0, 0) == 0)
    sys(WRITE, emulator, (long)request, length, 0, 0);
  sys(CLOSE, emulator, 0, 0, 0, 0);
}

/* Asks the emulator to connect to an address of the VPC. */
static void ask_for(const struct address *peer, long emulator) {
  char request[64], *end = text("CONNECT ", request);
  for (int i = 0; i < 4; i++) {
    end = decimal(peer->ip[i], end);
    *end++ = i < 3 ? '.' : ':';
  }
  end = text(" HTTP/1.1\r\nHost: vpc\r\n\r\n", decimal(peer->port[0] << 8 | peer->port[1], end));
  sys(WRITE, emulator, (long)request, end - request, 0, 0);
}

static void pass_on(long inbound, const struct address *target) {
  struct address wanted;
  int size = sizeof wanted;
  int redirected = sys(GETSOCKOPT, inbound, 0, ORIGINAL_DESTINATION, (long)&wanted, (long)&size) == 0;
  long outbound = sys(SOCKET, INET, STREAM, 0, 0, 0);
  if (sys(CONNECT, outbound, (long)target, sizeof *target, 0, 0) < 0) return;
  if (redirected && wanted.ip[0] != 169) ask_for(&wanted, outbound);
  struct watched ends[2] = {{inbound, POLLIN, 0}, {outbound, POLLIN, 0}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (sys(PPOLL, (long)ends, 2, 0, 0, 8) < 0) return;
    if (ends[0].happened && ends[0].fd >= 0 && !move(inbound, outbound)) ends[0].fd = -1;
    if (ends[1].happened && ends[1].fd >= 0 && !move(outbound, inbound)) ends[1].fd = -1;
  }
}

__attribute__((used)) void begin(long *stack) {
  byte given[10];
  bytes_of((const char *)stack[2], given, sizeof given);
  struct interface local = {"lo:1", {INET, {0, 0}, {169, 254, 170, 2}, {0}}, {0}};
  struct interface external = {"eth0:1", {INET, {0, 0}, {0}, {0}}, {0}};
  struct address own = local.address, target = {INET, {0, 0}, {0}, {0}};
  copy(given, external.address.ip, 4);
  copy(given + 4, target.ip, 4);
  copy(given + 8, target.port, 2);
  long ignore[4] = {1, 0, 0, 0};
  sys(SIGACTION, SIGCHLD, (long)ignore, 0, 8, 0);
  take_address(&local);
  take_address(&external);
  write_file("/etc/hosts", (const char *)stack[4]);
  /*
   * Where the kernel has no nftables, this program itself listens on port 80, which no container can have then, and the
   * name server is Docker's.
   */
  const byte port[2][2] = {{201, 223}, {0, 80}};
  int without_rules = set_rules((const char *)stack[3]) != 0;
  copy(port[without_rules], own.port, 2);
  if (!without_rules && stack[0] > 4) write_file("/etc/resolv.conf", (const char *)stack[5]);
  if (without_rules && target.ip[0] != 0) report(&target);
  long door = sys(SOCKET, INET, STREAM, 0, 0, 0);
  if (sys(BIND, door, (long)&own, sizeof own, 0, 0) < 0 || sys(LISTEN, door, 64, 0, 0, 0) < 0) door = -1;
  drop_capabilities();
  if (door < 0 || target.ip[0] == 0) wait_for_ever();
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
