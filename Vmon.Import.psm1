# Refuses a second copy of the module before PowerShell reports each of its types as already present, and another version before .NET refuses
# an assembly of a name that it has loaded.
$imported = Get-Module Vmon
if ($imported) {
    throw "Cannot import Vmon from '$PSScriptRoot': Vmon $($imported.Version) is imported from '$($imported.ModuleBase)'. Remove it with Remove-Module Vmon, or start a new session."
}

$loaded = 'Vmon.PowerShell.ModuleLifecycle' -as [type]
if ($loaded -and $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
    $own = [Reflection.AssemblyName]::GetAssemblyName("$PSScriptRoot/bin/Vmon.PowerShell.dll")
    if ($own.FullName -ne $loaded.Assembly.FullName) {
        throw "Cannot import Vmon $($own.Version) from '$PSScriptRoot': this session has loaded Vmon $($loaded.Assembly.GetName().Version) from '$($loaded.Assembly.Location)'. Start a new session."
    }
}
