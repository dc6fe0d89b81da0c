/*
 * Ends a session of ECS Exec whose client has gone, as the end of its terminal would: Docker goes on running the
 * program then. Runs in the process namespace of the container, and finds the program by a variable of its environment.
 *   hang-up <NAME=value>
 * All processes of the program's session get SIGHUP; the program itself gets SIGKILL a second later.
 * No libc. programs.ts holds it in base64, compiled for each processor by
 *   gcc -Os -nostdlib -static -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pic -no-pie
 *     -fno-builtin -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-N -s hang-up.c
 */
#if defined(__x86_64__)
enum { READ = 0, CLOSE = 3, EXIT = 60, KILL = 62, GETSID = 124, GETDENTS = 217, OPENAT = 257, PPOLL = 271 };
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
enum { READ = 63, CLOSE = 57, EXIT = 93, KILL = 129, GETSID = 156, GETDENTS = 61, OPENAT = 56, PPOLL = 73 };
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
struct entry { unsigned long inode, offset; unsigned short length; byte type; char name[]; };
enum { HERE = -100, SIGHUP = 1, SIGKILL = 9, SIGCONT = 18 };

static long open(const char *path) { return sys(OPENAT, HERE, (long)path, 0, 0, 0); }

static char *text(const char *from, char *at) {
  while (*from) *at++ = *from++;
  *at = 0;
  return at;
}

/* A process whose environment cannot be read has none. */
static int has_variable(const char *pid, const char *variable) {
  char path[64], piece[4096];
  text("/environ", text(pid, text("/proc/", path)));
  long file = open(path), length;
  int found = 0, matched = 0;
  while (!found && (length = sys(READ, file, (long)piece, sizeof piece, 0, 0)) > 0)
    for (long i = 0; i < length && !found; i++) {
      if (piece[i] == 0) {
        found = matched >= 0 && variable[matched] == 0;
        matched = 0;
      } else if (matched >= 0) matched = variable[matched] == piece[i] ? matched + 1 : -1;
    }
  sys(CLOSE, file, 0, 0, 0, 0);
  return found;
}

static long number_of(const char *digits) {
  long number = 0;
  for (; *digits; digits++) {
    if (*digits < '0' || *digits > '9') return 0;
    number = number * 10 + *digits - '0';
  }
  return number;
}

/* Without a session: the process that leads a session and has the variable, 0 if there is none. */
static long each_process(const char *variable, long session) {
  byte entries[4096];
  long folder = open("/proc"), length, found = 0;
  while (!found && (length = sys(GETDENTS, folder, (long)entries, sizeof entries, 0, 0)) > 0)
    for (long at = 0; at < length && !found; at += ((struct entry *)(entries + at))->length) {
      const char *name = ((struct entry *)(entries + at))->name;
      long pid = number_of(name);
      if (pid == 0) continue;
      long leader = sys(GETSID, pid, 0, 0, 0, 0);
      if (session == 0 && leader == pid && has_variable(name, variable)) found = pid;
      if (session != 0 && leader == session) {
        sys(KILL, pid, SIGHUP, 0, 0, 0);
        sys(KILL, pid, SIGCONT, 0, 0, 0);
      }
    }
  sys(CLOSE, folder, 0, 0, 0, 0);
  return found;
}

__attribute__((used)) void begin(long *stack) {
  const char *variable = (const char *)stack[2];
  long second[2] = {1, 0}, session = each_process(variable, 0);
  if (session != 0) {
    each_process(variable, session);
    sys(PPOLL, 0, 0, (long)second, 0, 8);
    if (each_process(variable, 0) == session) sys(KILL, session, SIGKILL, 0, 0, 0);
  }
  sys(EXIT, 0, 0, 0, 0, 0);
}
