// Loads that measure themselves.
//
//     vmload duty FILE KIND      burns CPU and logs its own CPU clock, until it can read a line
//     vmload make SECONDS JOBS   short processes, as of a build, that write files in the current directory
//     vmload storm RATE SECONDS  forks and exits at a rate per second, or as fast as it can (0), on all CPUs
//     vmload connections COUNT SIZE [NAMESPACE ADDRESS]  short TCP connections of two processes, of which one serves in a network namespace
//
// Each prints its PID, starts when it reads a line, prints a line of JSON at its end, and exits when its input ends.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SHARED_FD = 77, PAGE = 4096 };

static struct shared { long started, exited, bytes, cpu, port; } *shared;
static char program[512], shell[600];
static unsigned seed;
static const long second = 1000000000L, millisecond = 1000000L;

static long now(int clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * second + time.tv_nsec;
}

static void sleep_until(long time) {
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &(struct timespec){time / second, time % second}, 0);
}

static int between(int least, int most) {
    seed = seed * 1103515245 + 12345;
    return least + (seed >> 8) % (most - least + 1);
}

static void add(long *counter, long count) { __sync_fetch_and_add(counter, count); }

static int is_input_ready(void) { return poll(&(struct pollfd){0, POLLIN, 0}, 1, 0) != 0; }

// ---- duty

// The CPU clock of a thread at a time. The main thread of a process with one thread has that of the process.
struct entry { long time, cpu; };

static struct log { struct entry *entries; long count; pthread_t thread; unsigned seed; int least, most, percent; } logs[4];
static volatile int is_over;
enum { CAPACITY = 8000000, STEP = 20000, ENTRIES_PER_LOOK = 500 };

static long note(struct log *log) {
    struct entry entry = {now(CLOCK_MONOTONIC), now(CLOCK_THREAD_CPUTIME_ID)};
    if (log->count == CAPACITY) is_over = 1;
    else log->entries[log->count++] = entry;
    if (log == logs && log->count % ENTRIES_PER_LOOK == 0 && is_input_ready()) is_over = 1;
    return entry.cpu;
}

static void burn_noting(struct log *log, long duration) {
    long cpu = note(log), end = cpu + duration;
    while (cpu < end && !is_over) {
        for (long step = cpu + STEP; now(CLOCK_THREAD_CPUTIME_ID) < step;)
            for (volatile int i = 0; i < 500; i++);
        cpu = note(log);
    }
}

// Periods of random length, so that they are in no step with the samples.
static void *duty_thread(void *argument) {
    struct log *log = argument;
    while (!is_over) {
        long begin = now(CLOCK_MONOTONIC);
        long period = (log->least + rand_r(&log->seed) % (log->most - log->least + 1)) * millisecond;
        burn_noting(log, period * log->percent / 100);
        if (log->percent < 100) sleep_until(begin + period);
        if (log == logs && is_input_ready()) is_over = 1;
    }
    note(log);
    return 0;
}

static const struct { const char *name; int threads, least, most, percent; } duties[] = {
    {"5%", 1, 20, 60, 5}, {"30%", 1, 20, 60, 30}, {"100%", 1, 20, 60, 100}, {"bursts", 1, 10, 400, 15}, {"threads", 4, 20, 60, 6},
};

static int duty(const char *file, const char *kind) {
    size_t index = 0;
    while (index < sizeof duties / sizeof *duties && strcmp(kind, duties[index].name)) index++;
    if (index == sizeof duties / sizeof *duties) return 2;
    long threads = duties[index].threads;
    for (int i = 0; i < threads; i++)
        logs[i] = (struct log){malloc(CAPACITY * sizeof(struct entry)), 0, 0, seed + i, duties[index].least, duties[index].most, duties[index].percent};
    for (int i = 1; i < threads; i++) pthread_create(&logs[i].thread, 0, duty_thread, &logs[i]);
    duty_thread(&logs[0]);
    for (int i = 1; i < threads; i++) pthread_join(logs[i].thread, 0);

    FILE *output = fopen(file, "w");
    if (!output) return 1;
    fwrite(&threads, sizeof threads, 1, output);
    for (int i = 0; i < threads; i++) {
        fwrite(&logs[i].count, sizeof logs[i].count, 1, output);
        fwrite(logs[i].entries, sizeof(struct entry), logs[i].count, output);
    }
    if (fclose(output)) return 1;
    printf("{}\n");
    return 0;
}

// ---- make

static void share(void) { shared = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, SHARED_FD, 0); }

static void leave(void) {
    add(&shared->exited, 1);
    _exit(0);
}

// Uses CPU and writes a file, which it deletes at its end.
static void work(int milliseconds, long pages) {
    static char block[16 * PAGE];
    char path[32];
    snprintf(path, sizeof path, "object.%d", getpid());
    int file = pages ? open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600) : -1;
    long end = now(CLOCK_THREAD_CPUTIME_ID) + milliseconds * millisecond;
    while (now(CLOCK_THREAD_CPUTIME_ID) < end)
        for (volatile int i = 0; i < 2000; i++);
    while (file >= 0 && pages > 0) {
        long count = write(file, block, (pages > 16 ? 16 : pages) * PAGE);
        if (count <= 0) break;
        add(&shared->bytes, count);
        pages -= (count + PAGE - 1) / PAGE;
    }
    if (file >= 0) unlink(path);
}

static pid_t child(void) {
    add(&shared->started, 1);
    pid_t id = fork();
    if (!id) seed ^= getpid();
    return id;
}

// "work MILLISECONDS PAGES COUNTS": whether the process counts its own start.
static void work_command(char *text, size_t size, const char *before, int milliseconds, int pages, int counts) {
    snprintf(text, size, "%s%s work %d %d %d", before, program, milliseconds, pages, counts);
}

static void vfork_work(int milliseconds, int pages) {
    char time[16], size[16];
    snprintf(time, sizeof time, "%d", milliseconds);
    snprintf(size, sizeof size, "%d", pages);
    pid_t id = vfork();
    if (!id) {
        execl(program, program, "work", time, size, "1", (char *)0);
        _exit(127);
    }
}

static void spawn(char **words) {
    extern char **environ;
    pid_t id;
    if (posix_spawn(&id, words[0], 0, 0, words, environ)) abort();
}

static void reap_all(void) {
    while (waitpid(-1, 0, 0) > 0);
}

// The driver of a compiler runs it with vfork, and an assembler.
static void compile(void) {
    if (child()) return;
    vfork_work(between(20, 200), between(5, 120));
    reap_all();
    vfork_work(between(5, 20), between(2, 40));
    reap_all();
    leave();
}

// A recipe of several lines in a shell, whose last command takes the place of the shell.
static void recipe(void) {
    static char text[2048], line[700];
    work_command(text, sizeof text, "", between(5, 60), between(0, 20), 1);
    work_command(line, sizeof line, "; ", between(5, 120), between(5, 60), 1);
    strcat(text, line);
    work_command(line, sizeof line, "; exec ", between(5, 30), between(0, 20), 0);
    strcat(text, line);
    add(&shared->started, 1);
    spawn((char *[]){shell, "-c", text, 0});
}

// Forks twice, as a server that a build starts: init adopts the grandchild.
static void daemonize(void) {
    if (child()) return;
    if (!child()) {
        work(between(20, 100), between(0, 40));
        leave();
    }
    leave();
}

// The tests of a configure script: many processes of a millisecond.
static void configure(void) {
    if (child()) return;
    for (int i = 0; i < 20; i++) {
        if (!child()) {
            work(between(0, 2), between(0, 1));
            leave();
        }
        reap_all();
    }
    leave();
}

static int make(double seconds, int jobs) {
    long finish = now(CLOCK_MONOTONIC) + (long)(seconds * second);
    int running = 0;
    while (now(CLOCK_MONOTONIC) < finish) {
        if (running == jobs) {
            waitpid(-1, 0, 0);
            running--;
        }
        int kind = between(1, 100);
        if (kind <= 40) compile();
        else if (kind <= 65) recipe();
        else if (kind <= 80) vfork_work(between(5, 30), between(0, 20));
        else if (kind <= 90) daemonize();
        else configure();
        running++;
    }
    reap_all();
    while (__sync_fetch_and_add(&shared->exited, 0) < __sync_fetch_and_add(&shared->started, 0)) sleep_until(now(CLOCK_MONOTONIC) + 10 * millisecond);
    printf("{\"processes\": %ld, \"bytes\": %ld}\n", shared->started, shared->bytes);
    return 0;
}

// ---- storm

static void storm_worker(double rate, long finish) {
    long begin = now(CLOCK_MONOTONIC), forks = 0;
    for (long time = begin; time < finish; time = now(CLOCK_MONOTONIC)) {
        if (rate > 0 && forks >= rate * (time - begin) / second) {
            sleep_until(time + millisecond);
            continue;
        }
        pid_t id = vfork();
        if (!id) _exit(0);
        waitpid(id, 0, 0);
        forks++;
    }
    add(&shared->started, forks);
    _exit(0);
}

static double seconds_of(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

static int storm(double rate, double seconds) {
    int workers = sysconf(_SC_NPROCESSORS_ONLN);
    long begin = now(CLOCK_MONOTONIC), finish = begin + (long)(seconds * second);
    for (int i = 0; i < workers; i++)
        if (!fork()) storm_worker(rate / workers, finish);
    reap_all();
    double elapsed = (now(CLOCK_MONOTONIC) - begin) / 1e9;
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("{\"forks\": %ld, \"processes\": %ld, \"seconds\": %.6f, \"cpu\": %.6f}\n",
        shared->started, shared->started + workers, elapsed, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    return 0;
}

// ---- connections

static int take(int end, char *buffer, long size) {
    long length = 0;
    for (ssize_t part; length < size && (part = recv(end, buffer, size - length, 0)) > 0;) length += part;
    return length == size;
}

// Closes first, so that the client's port is free again.
static void serve(long count, long size, const char *space, const char *address) {
    char path[300], *buffer = malloc(size);
    snprintf(path, sizeof path, "/run/netns/%s", space ? space : "");
    if (space && setns(open(path, O_RDONLY), CLONE_NEWNET)) _exit(1);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t length = sizeof at;
    inet_pton(AF_INET, address, &at.sin_addr);
    if (bind(server, (struct sockaddr *)&at, length) || listen(server, 1000) || getsockname(server, (struct sockaddr *)&at, &length)) _exit(1);
    __atomic_store_n(&shared->port, at.sin_port, __ATOMIC_RELEASE);
    while (count--) {
        int end = accept(server, 0, 0);
        if (!take(end, buffer, size) || send(end, buffer, size, 0) != size) _exit(1);
        close(end);
    }
}

static void request(long count, long size, const char *address) {
    char *buffer = calloc(1, size);
    struct sockaddr_in at = {.sin_family = AF_INET};
    inet_pton(AF_INET, address, &at.sin_addr);
    while (!(at.sin_port = __atomic_load_n(&shared->port, __ATOMIC_ACQUIRE))) usleep(1000);
    while (count--) {
        int end = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(end, (struct sockaddr *)&at, sizeof at) || send(end, buffer, size, 0) != size || !take(end, buffer, size)) _exit(1);
        close(end);
    }
}

// Both stay until the end of the load, so that observers find them.
static pid_t end_of_connections(int is_server, long count, long size, const char *space, const char *address) {
    pid_t id = fork();
    if (id) return id;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    long begin = now(CLOCK_PROCESS_CPUTIME_ID);
    if (is_server) serve(count, size, space, address);
    else request(count, size, address);
    add(&shared->cpu, now(CLOCK_PROCESS_CPUTIME_ID) - begin);
    add(&shared->exited, 1);
    while (1) pause();
}

static int connections(long count, long size, const char *space, const char *address) {
    long begin = now(CLOCK_MONOTONIC);
    pid_t server = end_of_connections(1, count, size, space, address), client = end_of_connections(0, count, size, space, address);
    while (__atomic_load_n(&shared->exited, __ATOMIC_ACQUIRE) < 2 && waitpid(-1, 0, WNOHANG) == 0) usleep(1000);
    printf("{\"server\": %d, \"client\": %d, \"bytes\": %ld, \"seconds\": %.6f, \"cpu\": %.6f}\n",
        server, client, shared->exited == 2 ? count * size : 0, (now(CLOCK_MONOTONIC) - begin) / 1e9, shared->cpu / 1e9);
    return 0;
}

int main(int count, char **words) {
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0 || count < 4) return 2;
    snprintf(shell, sizeof shell, "%s-sh", program);
    if (count == 5 && !strcmp(words[1], "work")) {
        share();
        add(&shared->started, atoi(words[4]));
        work(atoi(words[2]), atoi(words[3]));
        leave();
    }

    int memory = memfd_create("shared", 0);
    if (memory < 0 || ftruncate(memory, sizeof *shared) || dup2(memory, SHARED_FD) < 0) return 1;
    share();
    seed = getpid();
    printf("%d\n", getpid());
    fflush(stdout);
    char line[16];
    if (!fgets(line, sizeof line, stdin)) return 1;

    int result = 2;
    if (!strcmp(words[1], "duty")) result = duty(words[2], words[3]);
    else if (!strcmp(words[1], "make")) result = make(atof(words[2]), atoi(words[3]));
    else if (!strcmp(words[1], "storm")) result = storm(atof(words[2]), atof(words[3]));
    else if (!strcmp(words[1], "connections")) result = connections(atol(words[2]), atol(words[3]), count > 5 ? words[4] : 0, count > 5 ? words[5] : "127.0.0.1");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin));
    return result;
}
