using Vmon.Recording.Processes;

namespace Vmon.Recording;

/// <summary>The columns of a frame, by number. The numbers are part of the format.</summary>
internal enum FrameColumn
{
    /// <summary>Of a whole frame: the host, and the names of the numbers.</summary>
    Preamble = 0,

    /// <summary>The times of the sample.</summary>
    Sample = 1,

    /// <summary>Number of processes in the frame, and for each the difference of its slot from the one before.</summary>
    Slots = 2,

    /// <summary>For each process, which numbers changed: the number of a pattern.</summary>
    Patterns = 3,

    /// <summary>For each new pattern, its bits.</summary>
    NewPatterns = 4,

    /// <summary>For each process in a new slot: its PID, and that of the parent below which it is shown.</summary>
    Births = 5,

    /// <summary>How processes exited.</summary>
    Exits = 6,

    /// <summary>Corrections of the figures of processes that reaped children.</summary>
    Reaped = 7,

    /// <summary>New texts.</summary>
    Texts = 8,

    /// <summary>New names of users.</summary>
    Users = 9,

    /// <summary>What happened to processes: the kind of each event, and what is not a number or a text.</summary>
    Events = 10,

    /// <summary>The numbers of events.</summary>
    EventNumbers = 11,

    /// <summary>The texts of events.</summary>
    EventTexts = 12,

    /// <summary>For each process, which numbers of its details changed: the number of a pattern.</summary>
    DetailPatterns = 13,

    /// <summary>For each new pattern of details, its bits.</summary>
    NewDetailPatterns = 14,

    /// <summary>New texts of details.</summary>
    DetailTexts = 15,

    /// <summary>As <see cref="Slots"/>, of threads.</summary>
    ThreadSlots = 16,

    /// <summary>As <see cref="Patterns"/>, of threads.</summary>
    ThreadPatterns = 17,

    /// <summary>As <see cref="NewPatterns"/>, of threads.</summary>
    NewThreadPatterns = 18,

    /// <summary>For each thread in a new slot: its TID, and the slot of its process.</summary>
    ThreadBirths = 19,

    /// <summary>As <see cref="Texts"/>, of threads.</summary>
    ThreadTexts = 20,

    /// <summary>As <see cref="DetailPatterns"/>, of threads.</summary>
    ThreadDetailPatterns = 21,

    /// <summary>As <see cref="NewDetailPatterns"/>, of threads.</summary>
    NewThreadDetailPatterns = 22,

    /// <summary>As <see cref="DetailTexts"/>, of threads.</summary>
    ThreadDetailTexts = 23,

    /// <summary>Which threads of their parents forked processes.</summary>
    ParentThreads = 24,

    /// <summary>The descriptors of processes that were opened, changed or closed.</summary>
    Files = 25,

    /// <summary>New targets of descriptors.</summary>
    FileTexts = 26,

    /// <summary>The control groups of which something changed: for each the difference of its slot from the one before.</summary>
    Cgroups = 27,

    /// <summary>For each control group, which numbers changed: the number of a pattern.</summary>
    CgroupPatterns = 28,

    /// <summary>For each new pattern of control groups, its bits.</summary>
    NewCgroupPatterns = 29,

    /// <summary>What is new of control groups, with their names.</summary>
    CgroupTexts = 30,

    /// <summary>The block devices of control groups.</summary>
    CgroupDevices = 31,

    /// <summary>Slots of the sockets that changed or are gone, each as the difference from the previous one.</summary>
    Connections = 32,

    /// <summary>For each socket, which numbers changed: the number of a pattern.</summary>
    ConnectionPatterns = 33,

    /// <summary>For each new pattern of sockets, its bits.</summary>
    NewConnectionPatterns = 34,

    /// <summary>New texts of sockets.</summary>
    ConnectionTexts = 35,

    /// <summary>The network namespaces of the sockets.</summary>
    NetworkNamespaces = 36,

    /// <summary>The first of the columns of a machine's files.</summary>
    Machine = 64,

    /// <summary>The first of the columns of changed numbers, in the order of <see cref="ProcessNumbers.Names"/>.</summary>
    Numbers = 256,

    /// <summary>The first of the columns of changed numbers of details, in the order of <see cref="Processes.DetailNumbers.Names"/>.</summary>
    DetailNumbers = 384,

    /// <summary>As <see cref="Numbers"/>, of threads.</summary>
    ThreadNumbers = 512,

    /// <summary>As <see cref="DetailNumbers"/>, of threads.</summary>
    ThreadDetailNumbers = 640,

    /// <summary>The first of the columns of changed numbers of control groups, in the order of <see cref="Cgroups.CgroupValues.Names"/>.</summary>
    CgroupNumbers = 768,

    /// <summary>The first of the columns of changed numbers of sockets, in the order of <see cref="Connections.SocketValues.Names"/>.</summary>
    ConnectionNumbers = 896,
}
