param([string]$Manifest)

Import-Module $Manifest
[Console]::Out.WriteLine("pid $PID;")
Show-Vmon -Interval 0.05
[Console]::Out.WriteLine('again')
Show-Vmon -Interval 1
