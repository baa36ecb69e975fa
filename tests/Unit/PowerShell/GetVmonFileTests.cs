using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class GetVmonFileTests
{
    [Fact]
    public void Path_Type_Id_and_Deleted_filter_files()
    {
        string path = Path.GetTempFileName();
        using ShellProcess shell = new($"exec 7>'{path}'; echo up; exec sleep 60");
        _ = shell.ReadLine();
        using Shell own = new();
        OpenFile file = own.Run<OpenFile>("Get-VmonFile -Path $args[0]", path).Single();
        Assert.Equal((shell.Id, 7, DescriptorAccess.Write, FileType.Regular), (file.Id, file.Descriptor, file.Access, file.Type));
        Assert.Contains(own.Run<OpenFile>("Get-VmonFile -Id $args[0] -Path ($args[1].Substring(0, 5) + '*')", shell.Id, path), found => found.Descriptor == 7);
        Assert.Empty(own.Run("Get-VmonFile -Id $args[0] -Path $args[1] -Type Socket, Pipe", shell.Id, path));
        Assert.All(own.Run<OpenFile>("Get-VmonFile -Id $args[0] -Type Pipe", shell.Id), found => Assert.Equal(FileType.Pipe, found.Type));
        Assert.Empty(own.Run("Get-VmonFile -Id $args[0] -Deleted", shell.Id));
        File.Delete(path);
        Assert.Equal(path, own.Run<OpenFile>("Get-VmonFile -Id $args[0] -Deleted", shell.Id).Single().Path);
    }

    [Fact]
    public void Path_with_brackets_matches_literally()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        using Shell own = new();
        string target = own.Run<OpenFile>("Get-VmonFile -Id $args[0] -Type Pipe", shell.Id)[0].Target!;
        Assert.Contains(own.Run<OpenFile>("Get-VmonFile -Path $args[0]", target), file => file.Id == shell.Id);
    }

    [Fact]
    public void Get_VmonFile_accepts_and_supplies_pipeline_objects()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        using Shell own = new();
        Assert.All(own.Run<OpenFile>("Get-VmonProcess -Id $args[0] | Get-VmonFile", shell.Id), file => Assert.Equal(shell.Id, file.Id));
        Assert.Equal(shell.Id, own.Run<ProcessSample>("@(Get-VmonFile -Id $args[0])[0] | Get-VmonProcess", shell.Id).Single().Id);
        Assert.Empty(own.Errors);
    }

    [Fact]
    public void LocalPort_RemotePort_and_Listening_find_the_matching_sockets()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using TcpClient client = new();
        client.Connect(IPAddress.Loopback, port);
        using Socket server = listener.AcceptSocket();
        using UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
        int udpPort = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
        using Shell own = new();
        int[] Found(string command, params object[] arguments) => [.. own.Run<OpenFile>(command, arguments).Where(file => file.Id == Environment.ProcessId).Select(file => file.Descriptor)];

        OpenFile file = own.Run<OpenFile>("Get-VmonFile -LocalPort $args[0] -Listening", port).Single();
        Assert.Equal((Environment.ProcessId, (int)listener.Server.Handle), (file.Id, file.Descriptor));
        Assert.Equal(("tcp", "127.0.0.1", port, SocketState.Listen), (file.Protocol, file.LocalAddress, file.LocalPort, file.State));
        Assert.Equal((null, null), (file.RemoteAddress, file.RemotePort));
        Assert.Equal([(int)client.Client.Handle], Found("Get-VmonFile -RemotePort $args[0]", port));
        int[] both = [(int)listener.Server.Handle, (int)server.Handle];
        Assert.Equal(both.Order(), Found("Get-VmonFile -LocalPort $args[0]", port));
        Assert.Equal(both.Order(), Found("Get-VmonFile -Id $args[1] | Where-Object LocalPort -eq $args[0]", port, Environment.ProcessId));
        Assert.Equal([(int)udp.Client.Handle], Found("Get-VmonFile -LocalPort $args[0] -Listening", udpPort));
        Assert.Equal([(int)server.Handle], Found("Get-VmonFile -LocalPort $args[0] -RemotePort $args[1]", port, ((IPEndPoint)client.Client.LocalEndPoint!).Port));
        Assert.Empty(own.Errors);
    }

    [Fact]
    public void LocalPort_without_a_match_is_not_an_error()
    {
        using Shell own = new();
        Assert.Empty(own.Run("Get-VmonFile -Id $args[0] -LocalPort 1 -Listening", Environment.ProcessId));
        Assert.Empty(own.Errors);
    }

    [Fact]
    public void Link_that_leaves_a_captured_tree_causes_one_warning()
    {
        using ProcTree tree = new();
        _ = File.CreateSymbolicLink(Path.Combine(tree.Root, "6"), "/proc/self");
        using Shell own = new();
        _ = own.Run("Start-VmonSession -Name copy -ProcRoot $args[0] | Out-Null; Get-VmonProcess -Session copy", tree.Root);
        Assert.Single(own.Warnings, warning => warning.Contains("/6' of the captured tree", StringComparison.Ordinal));
        _ = own.Run("Get-VmonProcess -Session copy");
        Assert.Empty(own.Warnings);
    }

    [Fact]
    public void Get_VmonFile_reports_an_error_for_a_missing_process()
    {
        using Shell own = new();
        Assert.Empty(own.Run("Get-VmonFile -Id 2147483647"));
        Assert.StartsWith("ProcessNotFound", Assert.Single(own.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(own.Run("Get-VmonFile nobody-has-this-name"));
        Assert.Equal(ErrorCategory.ObjectNotFound, Assert.Single(own.Errors).CategoryInfo.Category);
    }

    [Theory]
    [InlineData("a.log")]
    [InlineData("./a.log")]
    [InlineData("a.*")]
    [InlineData("../*/a.log")]
    [InlineData("*/a.log")]
    public void Path_resolves_relative_to_the_current_location(string path)
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("a.log");
        File.WriteAllText(file, "");
        using ShellProcess process = new($"exec 3<'{file}'; echo up; read line");
        _ = process.ReadLine();
        using Shell shell = new();
        string script = "$null = $ExecutionContext.SessionState.Path.SetLocation($args[1]); Get-VmonFile -Id $args[0] -Path $args[2]";
        Assert.Equal(file, Assert.Single(shell.Run<OpenFile>(script, process.Id, Path.GetDirectoryName(file)!, path)).Path);
        Assert.Empty(shell.Run(script, process.Id, "/", "a.log"));
    }
}
