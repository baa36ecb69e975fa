#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Writes a report of the last hour of a recording, named after the machine and the time.

.DESCRIPTION
Writes one HTML file of what happened in the last hour, or another time, before the end of a recording (see about_Vmon_Recordings), to attach to a
ticket. Command lines are without their arguments, which can be passwords, unless you specify -IncludeArgument.

.PARAMETER Path
Specifies the directory of the recording.

.PARAMETER Destination
Specifies the directory of the report. The default is the current one.

.PARAMETER Last
Specifies how much time before the end of the recording.

.PARAMETER IncludeArgument
Includes the arguments of command lines.

.EXAMPLE
./Export-LastHour.ps1 /var/log/vmon

Writes a report of the last hour, such as web1-20261128T031000Z.html.

.EXAMPLE
./Export-LastHour.ps1 /var/log/vmon /srv/tickets/4711 -Last 0:15:00 -IncludeArgument

Writes a report of the last quarter of an hour to the directory of a ticket.

.OUTPUTS
System.IO.FileInfo, the report.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string]$Path,

    [Parameter(Position = 1)]
    [string]$Destination = '.',

    [timespan]$Last = '1:00:00',

    [switch]$IncludeArgument
)

$ErrorActionPreference = 'Stop'
$recording = Get-VmonRecording -Path $Path
$name = '{0}-{1:yyyyMMddTHHmmssZ}.html' -f $recording.HostName, $recording.EndTime.UtcDateTime
Export-VmonReport (Join-Path $Destination $name) -RecordingPath $Path -StartTime ($recording.EndTime - $Last) -ExcludeArgument:(-not $IncludeArgument) -Force -PassThru
