# A new pwsh, by the executable and arguments that started this one: that of a dotnet tool is dotnet and a dll.
function Get-ShellCommand([string]$Script, [switch]$Interactive) {
    [Environment]::ProcessPath
    if ((Split-Path -Leaf ([Environment]::ProcessPath)) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] }
    '-NoProfile'
    if (-not $Interactive) { '-NonInteractive' }
    '-Command', $Script
}

function Invoke-Shell([string]$Script) {
    $executable, $arguments = Get-ShellCommand $Script
    & $executable @arguments
}
