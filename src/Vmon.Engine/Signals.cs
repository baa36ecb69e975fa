namespace Vmon;

/// <summary>A set of signals, by the names of .NET's PosixSignal and of kill; real-time signals by number. Bit n-1 is signal n.</summary>
[Flags]
public enum Signals : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>1: the terminal was closed, or a request to reload.</summary>
    SIGHUP = 1UL << 0,

    /// <summary>2: interrupted from the terminal (Ctrl+C).</summary>
    SIGINT = 1UL << 1,

    /// <summary>3: quit from the terminal (Ctrl+\).</summary>
    SIGQUIT = 1UL << 2,

    /// <summary>4: illegal instruction.</summary>
    SIGILL = 1UL << 3,

    /// <summary>5: trace or breakpoint trap.</summary>
    SIGTRAP = 1UL << 4,

    /// <summary>6: aborted by itself.</summary>
    SIGABRT = 1UL << 5,

    /// <summary>7: bus error.</summary>
    SIGBUS = 1UL << 6,

    /// <summary>8: arithmetic error.</summary>
    SIGFPE = 1UL << 7,

    /// <summary>9: kill; cannot be caught.</summary>
    SIGKILL = 1UL << 8,

    /// <summary>10: for its own use.</summary>
    SIGUSR1 = 1UL << 9,

    /// <summary>11: invalid memory reference.</summary>
    SIGSEGV = 1UL << 10,

    /// <summary>12: for its own use.</summary>
    SIGUSR2 = 1UL << 11,

    /// <summary>13: write to a pipe without a reader.</summary>
    SIGPIPE = 1UL << 12,

    /// <summary>14: timer of alarm(2).</summary>
    SIGALRM = 1UL << 13,

    /// <summary>15: termination request.</summary>
    SIGTERM = 1UL << 14,

    /// <summary>16: stack fault of a coprocessor, unused.</summary>
    SIGSTKFLT = 1UL << 15,

    /// <summary>17: a child exited or stopped.</summary>
    SIGCHLD = 1UL << 16,

    /// <summary>18: continue if stopped.</summary>
    SIGCONT = 1UL << 17,

    /// <summary>19: stop; cannot be caught.</summary>
    SIGSTOP = 1UL << 18,

    /// <summary>20: stopped from the terminal (Ctrl+Z).</summary>
    SIGTSTP = 1UL << 19,

    /// <summary>21: terminal input in the background.</summary>
    SIGTTIN = 1UL << 20,

    /// <summary>22: terminal output in the background.</summary>
    SIGTTOU = 1UL << 21,

    /// <summary>23: urgent data at a socket.</summary>
    SIGURG = 1UL << 22,

    /// <summary>24: CPU time limit exceeded.</summary>
    SIGXCPU = 1UL << 23,

    /// <summary>25: file size limit exceeded.</summary>
    SIGXFSZ = 1UL << 24,

    /// <summary>26: timer of its CPU time.</summary>
    SIGVTALRM = 1UL << 25,

    /// <summary>27: timer of profiling.</summary>
    SIGPROF = 1UL << 26,

    /// <summary>28: size of the terminal changed.</summary>
    SIGWINCH = 1UL << 27,

    /// <summary>29: IO is possible.</summary>
    SIGIO = 1UL << 28,

    /// <summary>30: power is failing.</summary>
    SIGPWR = 1UL << 29,

    /// <summary>31: unknown system call.</summary>
    SIGSYS = 1UL << 30,

    /// <summary>32: for the use of libc.</summary>
    SIG32 = 1UL << 31,

    /// <summary>33: for the use of libc.</summary>
    SIG33 = 1UL << 32,

    /// <summary>34: real-time, for its own use.</summary>
    SIG34 = 1UL << 33,

    /// <summary>35: real-time, for its own use.</summary>
    SIG35 = 1UL << 34,

    /// <summary>36: real-time, for its own use.</summary>
    SIG36 = 1UL << 35,

    /// <summary>37: real-time, for its own use.</summary>
    SIG37 = 1UL << 36,

    /// <summary>38: real-time, for its own use.</summary>
    SIG38 = 1UL << 37,

    /// <summary>39: real-time, for its own use.</summary>
    SIG39 = 1UL << 38,

    /// <summary>40: real-time, for its own use.</summary>
    SIG40 = 1UL << 39,

    /// <summary>41: real-time, for its own use.</summary>
    SIG41 = 1UL << 40,

    /// <summary>42: real-time, for its own use.</summary>
    SIG42 = 1UL << 41,

    /// <summary>43: real-time, for its own use.</summary>
    SIG43 = 1UL << 42,

    /// <summary>44: real-time, for its own use.</summary>
    SIG44 = 1UL << 43,

    /// <summary>45: real-time, for its own use.</summary>
    SIG45 = 1UL << 44,

    /// <summary>46: real-time, for its own use.</summary>
    SIG46 = 1UL << 45,

    /// <summary>47: real-time, for its own use.</summary>
    SIG47 = 1UL << 46,

    /// <summary>48: real-time, for its own use.</summary>
    SIG48 = 1UL << 47,

    /// <summary>49: real-time, for its own use.</summary>
    SIG49 = 1UL << 48,

    /// <summary>50: real-time, for its own use.</summary>
    SIG50 = 1UL << 49,

    /// <summary>51: real-time, for its own use.</summary>
    SIG51 = 1UL << 50,

    /// <summary>52: real-time, for its own use.</summary>
    SIG52 = 1UL << 51,

    /// <summary>53: real-time, for its own use.</summary>
    SIG53 = 1UL << 52,

    /// <summary>54: real-time, for its own use.</summary>
    SIG54 = 1UL << 53,

    /// <summary>55: real-time, for its own use.</summary>
    SIG55 = 1UL << 54,

    /// <summary>56: real-time, for its own use.</summary>
    SIG56 = 1UL << 55,

    /// <summary>57: real-time, for its own use.</summary>
    SIG57 = 1UL << 56,

    /// <summary>58: real-time, for its own use.</summary>
    SIG58 = 1UL << 57,

    /// <summary>59: real-time, for its own use.</summary>
    SIG59 = 1UL << 58,

    /// <summary>60: real-time, for its own use.</summary>
    SIG60 = 1UL << 59,

    /// <summary>61: real-time, for its own use.</summary>
    SIG61 = 1UL << 60,

    /// <summary>62: real-time, for its own use.</summary>
    SIG62 = 1UL << 61,

    /// <summary>63: real-time, for its own use.</summary>
    SIG63 = 1UL << 62,

    /// <summary>64: real-time, for its own use.</summary>
    SIG64 = 1UL << 63,

    /// <summary>All 64.</summary>
    All = ulong.MaxValue,
}
