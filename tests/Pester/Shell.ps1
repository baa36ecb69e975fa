# Starts a new pwsh with the executable and arguments of this one. For a dotnet tool, these are dotnet and a dll.
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
