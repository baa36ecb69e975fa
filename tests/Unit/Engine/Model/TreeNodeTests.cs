using Vmon.Model;

namespace Vmon.Tests.Engine.Model;

public class TreeNodeTests
{
    [Fact]
    public void Threads_change_only_when_one_was_read()
    {
        ProcessNode process = new(1) { Phase = NodePhase.Live };
        ProcessNode thread = new(2, process);
        process.Append(thread, sample: 5);
        thread.Detach(sample: 6); // it exited before it was read
        Assert.Equal(0, process.ThreadsChangedIn);
        thread.Phase = NodePhase.New;
        process.Append(thread, sample: 7);
        Assert.Equal(7, process.ThreadsChangedIn);
        thread.Detach(sample: 8);
        Assert.Equal(8, process.ThreadsChangedIn);
    }
}
