using System.Collections.Frozen;

namespace Vmon.Host;

/// <summary>
/// The commands of the modules that come with pwsh for Linux, and that the bare engine is without. By name, and not by the look of one:
/// a misspelt cmdlet, or one of Windows, is not in pwsh either.
/// </summary>
internal static class PwshCommands
{
    private const char Comment = '#';

    private const string Names = """
        # Microsoft.PowerShell.Archive
        Compress-Archive Expand-Archive
        # Microsoft.PowerShell.Host
        Start-Transcript Stop-Transcript
        # Microsoft.PowerShell.Management
        Add-Content Clear-Content Clear-Item Clear-ItemProperty Convert-Path Copy-Item Copy-ItemProperty Debug-Process Get-ChildItem
        Get-Clipboard Get-Content Get-Item Get-ItemProperty Get-ItemPropertyValue Get-Location Get-Process Get-PSDrive Get-PSProvider
        Get-TimeZone Invoke-Item Join-Path Move-Item Move-ItemProperty New-Item New-ItemProperty New-PSDrive Pop-Location Push-Location
        Remove-Item Remove-ItemProperty Remove-PSDrive Rename-Item Rename-ItemProperty Resolve-Path Restart-Computer Set-Clipboard
        Set-Content Set-Item Set-ItemProperty Set-Location Split-Path Start-Process Stop-Computer Stop-Process Test-Connection Test-Path
        Wait-Process
        # Microsoft.PowerShell.PSResourceGet
        Compress-PSResource Find-PSResource Get-InstalledPSResource Get-PSResourceRepository Get-PSScriptFileInfo Import-PSGetRepository
        Install-PSResource New-PSScriptFileInfo Publish-PSResource Register-PSResourceRepository Reset-PSResourceRepository
        Save-PSResource Set-PSResourceRepository Test-PSScriptFileInfo Uninstall-PSResource Unregister-PSResourceRepository
        Update-PSModuleManifest Update-PSResource Update-PSScriptFileInfo
        # Microsoft.PowerShell.Security
        ConvertFrom-SecureString ConvertTo-SecureString Get-CmsMessage Get-Credential Get-ExecutionPolicy Get-PfxCertificate
        Protect-CmsMessage Set-ExecutionPolicy Unprotect-CmsMessage
        # Microsoft.PowerShell.ThreadJob
        Start-ThreadJob
        # Microsoft.PowerShell.Utility
        Add-Member Add-Type Clear-Variable Compare-Object ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Json ConvertFrom-Markdown
        ConvertFrom-StringData ConvertTo-CliXml ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-Xml Debug-Runspace
        Disable-PSBreakpoint Disable-RunspaceDebug Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias Export-Clixml Export-Csv
        Export-FormatData Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias Get-Culture Get-Date
        Get-Error Get-Event Get-EventSubscriber Get-FileHash Get-FormatData Get-Host Get-MarkdownOption Get-Member Get-PSBreakpoint
        Get-PSCallStack Get-Random Get-Runspace Get-RunspaceDebug Get-SecureRandom Get-TraceSource Get-TypeData Get-UICulture Get-Unique
        Get-Uptime Get-Variable Get-Verb Group-Object Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PowerShellDataFile
        Import-PSSession Invoke-Expression Invoke-RestMethod Invoke-WebRequest Join-String Measure-Command Measure-Object New-Alias
        New-Event New-Guid New-Object New-TemporaryFile New-TimeSpan New-Variable Out-File Out-String Read-Host Register-EngineEvent
        Register-ObjectEvent Remove-Alias Remove-Event Remove-PSBreakpoint Remove-TypeData Remove-Variable Select-Object Select-String
        Select-Xml Send-MailMessage Set-Alias Set-Date Set-MarkdownOption Set-PSBreakpoint Set-TraceSource Set-Variable Show-Markdown
        Sort-Object Start-Sleep Tee-Object Test-Json Trace-Command Unblock-File Unregister-Event Update-FormatData Update-List
        Update-TypeData Wait-Debugger Wait-Event Write-Debug Write-Error Write-Host Write-Information Write-Output Write-Progress
        Write-Verbose Write-Warning
        # PackageManagement
        Find-Package Find-PackageProvider Get-Package Get-PackageProvider Get-PackageSource Import-PackageProvider Install-Package
        Install-PackageProvider Register-PackageSource Save-Package Set-PackageSource Uninstall-Package Unregister-PackageSource
        # PowerShellGet
        Find-Command Find-DscResource Find-Module Find-RoleCapability Find-Script Get-CredsFromCredentialProvider Get-InstalledModule
        Get-InstalledScript Get-PSRepository Install-Module Install-Script New-ScriptFileInfo Publish-Module Publish-Script
        Register-PSRepository Save-Module Save-Script Set-PSRepository Test-ScriptFileInfo Uninstall-Module Uninstall-Script
        Unregister-PSRepository Update-Module Update-ModuleManifest Update-Script Update-ScriptFileInfo
        # PSReadLine
        Get-PSReadLineKeyHandler Get-PSReadLineOption Remove-PSReadLineKeyHandler Set-PSReadLineKeyHandler Set-PSReadLineOption
        """;

    private static readonly FrozenSet<string> Set = Names.Split('\n')
        .Where(line => !line.StartsWith(Comment))
        .SelectMany(line => line.Split(' '))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The command's name as pwsh spells it; null where pwsh has no such command of its own.</summary>
    internal static string? Find(string name) => Set.TryGetValue(name, out string? command) ? command : null;
}
