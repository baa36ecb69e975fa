// Workloads that count their own CPU time and bytes, to compare with what a sampler shows.
//
//     accounting MODE SECONDS BYSTANDERS
//
// prints its PID when BYSTANDERS sleeping children exist, starts when it reads a line, and ends with a line of JSON: CPU seconds that it used and
// reaped, CPU seconds that all processes counted before they exited, and bytes that all of them wrote.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SHARED_FD = 77 };

static struct shared { long nanoseconds, bytes, ready, probe; } *shared;
static char *program;
static int sink;
static unsigned seed;

static long now(int clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static long nanoseconds(struct rusage usage) {
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000L + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000L;
}

static void burn(long milliseconds) {
    long end = now(CLOCK_THREAD_CPUTIME_ID) + milliseconds * 1000000;
    for (volatile long i = 0; now(CLOCK_THREAD_CPUTIME_ID) < end;)
        for (int j = 0; j < 2000; j++) i++;
}

static void put(long bytes) {
    static char block[65536];
    while (bytes > 0) {
        long count = write(sink, block, bytes > (long)sizeof block ? (long)sizeof block : bytes);
        if (count < 0) return;
        bytes -= count;
        __sync_fetch_and_add(&shared->bytes, count);
    }
}

static void pause_for(long milliseconds) {
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, 0);
}

static int between(int least, int most) {
    seed = seed * 1103515245 + 12345;
    return least + (seed >> 8) % (most - least + 1);
}

static void end(void) {
    __sync_fetch_and_add(&shared->nanoseconds, now(CLOCK_PROCESS_CPUTIME_ID));
    _exit(0);
}

static void work(int times, long cpu, long bytes, long rest) {
    for (int i = 0; i < times; i++) {
        burn(cpu);
        put(bytes);
        if (rest) pause_for(rest);
    }
}

static pid_t child(void) {
    pid_t id = fork();
    if (!id) seed ^= getpid();
    return id;
}

static void reap(pid_t id) { waitpid(id, 0, 0); }

static void reap_exited(void) {
    while (waitpid(0, 0, WNOHANG) > 0);
}

static void reap_all(void) {
    while (waitpid(0, 0, 0) > 0);
}

// Up to four children at once. Each exits within most intervals.
static void churn(void) {
    pid_t ids[4];
    int count = between(1, 4);
    for (int i = 0; i < count; i++)
        if (!(ids[i] = child())) { work(1, between(1, 30), between(1000, 2000000), 0); end(); }
    for (int i = 0; i < count; i++) reap(ids[i]);
    work(1, 1, 1000, 0);
}

// Children that run for up to 1.5 s.
static void lasting(void) {
    for (int i = 0; i < 3; i++)
        if (!child()) {
            for (int n = between(5, 40); n > 0; n--) work(1, between(1, 12), between(1000, 400000), between(1, 30));
            end();
        }
    reap_all();
}

// The parent of an orphan exits just before it: one ancestor reaps the parent, another the orphan.
static void orphan(void) {
    pid_t middle = child();
    if (!middle) {
        int gone[2];
        if (pipe(gone)) _exit(1);
        pid_t parent = child();
        if (!parent) {
            if (!child()) {
                char byte;
                close(gone[1]);
                work(30, 15, 300000, 10);
                if (read(gone[0], &byte, 1) == 0) end();
                _exit(1);
            }
            work(25, 3, 10000, 30);
            end();
        }
        close(gone[0]);
        close(gone[1]);
        reap(parent);
        for (int i = 0; i < 6; i++) {
            pid_t id = child();
            if (!id) { work(1, 40, 100000, 0); end(); }
            reap(id);
        }
        end();
    }
    reap_all();
}

// Forks twice, as a daemon does: the grandchild is adopted.
static void double_fork(void) {
    pid_t id = child();
    if (!id) {
        burn(5);
        if (!child()) { work(15, 8, 100000, 15); end(); }
        end();
    }
    reap(id);
    pause_for(120);
    reap_exited();
}

// Keeps ten workers running. Each that exits is replaced.
static void pool(void) {
    static int living;
    for (; living < 10; living++) {
        between(0, 1);
        if (!child()) { work(between(10, 50), 1, 200000, 8); end(); }
    }
    while (waitpid(0, 0, WNOHANG) > 0) living--;
    pause_for(1);
}

// A process cannot count what its own exit costs. Counts that of one process by another that exits at once, whose usage the kernel tells when it is
// reaped, and the usage of that other.
static void count_exit(void) {
    struct rusage usage;
    pid_t id = child();
    if (!id) {
        shared->probe = now(CLOCK_PROCESS_CPUTIME_ID);
        _exit(0);
    }
    if (wait4(id, 0, 0, &usage) != id) return;
    long whole = nanoseconds(usage);
    __sync_fetch_and_add(&shared->nanoseconds, whole + whole - shared->probe);
}

// SIGCHLD is ignored, so the kernel discards the usage of these children.
static void ignored(void) {
    for (int i = 0; i < 9; i++) count_exit();
    pid_t id = child();
    if (!id) {
        signal(SIGCHLD, SIG_IGN);
        for (int i = 0; i < 8; i++) {
            if (!child()) { work(1, between(5, 50), 500000, 0); end(); }
            pause_for(40);
        }
        reap_all();
        end();
    }
    reap(id);
}

static void vfork_exec(void) {
    for (int i = 0; i < 4; i++) {
        pid_t id = vfork();
        if (!id) { execl(program, program, "exec", "25", (char *)0); _exit(1); }
        reap(id);
    }
}

static void *thread_work(void *milliseconds) {
    work(1, (long)milliseconds, 100000, 0);
    return 0;
}

static void threads(void) {
    pid_t id = child();
    if (!id) {
        pthread_t ids[4];
        for (int round = 0; round < 5; round++) {
            for (long i = 0; i < 4; i++) pthread_create(&ids[i], 0, thread_work, (void *)(5 + i * 5));
            for (int i = 0; i < 4; i++) pthread_join(ids[i], 0);
            work(1, 3, 10000, 0);
        }
        end();
    }
    reap(id);
}

static void *outlive(void *unused) {
    work(20, 10, 50000, 20);
    end();
    return unused;
}

static void main_thread_exits(void) {
    pid_t id = child();
    if (!id) {
        pthread_t thread;
        pthread_create(&thread, 0, outlive, 0);
        work(1, 20, 70000, 0);
        syscall(SYS_exit, 0);
    }
    reap(id);
}

static void *thread_exec(void *unused) {
    work(1, 60, 300000, 0);
    execl(program, program, "exec", "80", (char *)0);
    return unused;
}

static void thread_execs(void) {
    pid_t id = child();
    if (!id) {
        pthread_t thread;
        work(1, 10, 100000, 0);
        pthread_create(&thread, 0, thread_exec, 0);
        for (;;) work(1, 5, 1000, 5);
    }
    reap(id);
}

static void traced(void) {
    pid_t id = child();
    int status;
    if (!id) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        work(20, 8, 100000, 0);
        end();
    }
    while (waitpid(id, &status, 0) == id && WIFSTOPPED(status)) ptrace(PTRACE_CONT, id, 0, 0);
}

// The init of a PID namespace adopts and reaps orphans in it.
static void pid_namespace(void) {
    pid_t outer = child();
    if (!outer) {
        if (unshare(CLONE_NEWPID)) _exit(1);
        pid_t init = child();
        if (!init) {
            for (int i = 0; i < 3; i++)
                if (!child()) {
                    if (!child()) { work(20, 6, 60000, 10); end(); }
                    burn(10);
                    end();
                }
            reap_all();
            burn(10);
            end();
        }
        reap(init);
        end();
    }
    reap(outer);
}

// Reaped long after it exited.
static void zombie(void) {
    pid_t id = child();
    if (!id) { work(10, 10, 100000, 10); end(); }
    pause_for(600);
    reap(id);
}

// A process group is killed at once. The parent of its leader continues.
static void killed_tree(void) {
    pid_t id = child();
    if (!id) {
        pid_t leader = child();
        if (!leader) {
            setpgid(0, 0);
            for (int i = 0; i < 3; i++)
                if (!child()) for (;;) work(1, 5, 50000, 2);
            for (;;) pause_for(50);
        }
        pause_for(900);
        kill(-leader, SIGKILL);
        reap(leader);
        pause_for(50);
        for (int i = 0; i < 5; i++) {
            pid_t next = child();
            if (!next) { work(1, 60, 100000, 0); end(); }
            reap(next);
        }
        _exit(0);
    }
    reap(id);
    pause_for(30);
    while (waitpid(-1, 0, WNOHANG) > 0);
}

// A process exits without having reaped its children, which an ancestor of its parent reaps. The parent reaps a larger child.
static void left_behind(void) {
    pid_t middle = child();
    if (!middle) {
        pid_t leaver = child();
        if (!leaver) {
            for (int i = 0; i < 3; i++)
                if (!child()) end();
            pause_for(20);
            end();
        }
        reap(leaver);
        pid_t next = child();
        if (!next) { work(1, 60, 100000, 0); end(); }
        reap(next);
        pause_for(300);
        end();
    }
    reap(middle);
    reap_exited();
}

static const struct { const char *name; void (*run)(void); } modes[] = {
    {"churn", churn}, {"lasting", lasting}, {"orphan", orphan}, {"double-fork", double_fork}, {"pool", pool}, {"ignored", ignored},
    {"vfork-exec", vfork_exec}, {"threads", threads}, {"main-thread-exits", main_thread_exits}, {"thread-execs", thread_execs},
    {"traced", traced}, {"pid-namespace", pid_namespace}, {"zombie", zombie}, {"killed-tree", killed_tree},
    {"left-behind", left_behind},
};

static void share(void) { shared = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0); }

int main(int count, char **words) {
    program = "/proc/self/exe";
    sink = open("/dev/null", O_WRONLY);
    if (count == 3 && !strcmp(words[1], "exec")) {
        share();
        work(1, atoi(words[2]), 200000, 0);
        end();
    }
    if (count != 4) return 2;

    int memory = memfd_create("shared", 0);
    if (memory < 0 || ftruncate(memory, sizeof *shared) || dup2(memory, SHARED_FD) < 0) return 1;
    share();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int bystanders = atoi(words[3]);
    for (int i = 0; i < bystanders; i++)
        if (!fork()) {
            setpgid(0, 0);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            __sync_fetch_and_add(&shared->ready, 1);
            for (;;) pause();
        }
    while (__sync_fetch_and_add(&shared->ready, 0) < bystanders) pause_for(10);
    printf("%d\n", getpid());
    fflush(stdout);
    char line[16];
    if (!fgets(line, sizeof line, stdin)) return 1;

    seed = getpid();
    long before = now(CLOCK_PROCESS_CPUTIME_ID);
    long finish = now(CLOCK_MONOTONIC) + (long)(atof(words[2]) * 1e9);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        while (!strcmp(words[1], modes[i].name) && now(CLOCK_MONOTONIC) < finish) modes[i].run();
    reap_all();

    struct rusage reaped;
    getrusage(RUSAGE_CHILDREN, &reaped);
    double self = (now(CLOCK_PROCESS_CPUTIME_ID) - before) / 1e9;
    double children = nanoseconds(reaped) / 1e9;
    printf("{\"reaped\": %.4f, \"counted\": %.4f, \"bytes\": %ld}\n", self + children, self + shared->nanoseconds / 1e9, shared->bytes);
    fflush(stdout);
    return fgets(line, sizeof line, stdin) == 0;
}
