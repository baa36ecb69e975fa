#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Reports which processes talk to an address, and how much.

.DESCRIPTION
Watches the connections of all network namespaces to the address for a time, and adds up the bytes that each process sent and received. The kernel counts bytes of TCP
connections from their beginning, so what was transferred before is not included. A connection that was closed between two readings counts until the last one. Finding
the processes of other users requires root.

.PARAMETER Address
Specifies remote addresses: addresses such as 192.0.2.1, prefixes such as 10.0.0.0/8, and wildcards.

.PARAMETER Duration
Specifies how long to watch. Enter a number of seconds, text such as '30s' or '5m', or a TimeSpan.

.PARAMETER Interval
Specifies the time between two readings. A shorter interval misses less of connections that are closed.

.EXAMPLE
./Get-Peer.ps1 10.0.0.0/8

Reports who talked to the private network in ten seconds.

.EXAMPLE
./Get-Peer.ps1 * | Group-Object Unit | Sort-Object Count -Descending

Groups all peers by the service that talks to them.

.OUTPUTS
One object for each process and remote address: Id, ProcessName, Unit, ContainerId, RemoteAddress, Connections (number of different ones), Sent and Received (bytes).
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidateNotNullOrEmpty()]
    [string[]]$Address,

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = '{0} is not a valid duration. Specify a time longer than zero.')]
    [timespan]$Duration = '10s',

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = '{0} is not a valid interval. Specify a time longer than zero.')]
    [timespan]$Interval = '1s'
)

$first = @{}  # keyed by the kernel's number of the socket, because ports are reused
$last = @{}
$end = [DateTime]::UtcNow + $Duration
$isFirst = $true

do {
    Get-VmonConnection -RemoteAddress $Address | ForEach-Object {
        # A connection that is new has sent nothing at the beginning.
        if (-not $first.Contains($_.Cookie)) { $first[$_.Cookie] = if ($isFirst) { $_.BytesSent, $_.BytesReceived } else { 0, 0 } }
        if ($_.OwningProcess -or -not $last.Contains($_.Cookie)) { $last[$_.Cookie] = $_ }
    }
    $isFirst = $false
    Start-Sleep -Duration $Interval
} while ([DateTime]::UtcNow -lt $end)

$last.Values | Group-Object OwningProcess, RemoteAddress | ForEach-Object {
    $one = $_.Group[0]
    [pscustomobject]@{
        Id            = $one.OwningProcess
        ProcessName   = $one.OwningProcessName
        Unit          = $one.Unit
        ContainerId   = $one.ContainerId
        RemoteAddress = $one.RemoteAddress
        Connections   = $_.Count
        Sent          = ($_.Group | ForEach-Object { $_.BytesSent - $first[$_.Cookie][0] } | Measure-Object -Sum).Sum
        Received      = ($_.Group | ForEach-Object { $_.BytesReceived - $first[$_.Cookie][1] } | Measure-Object -Sum).Sum
    }
} | Sort-Object { $_.Sent + $_.Received } -Descending
