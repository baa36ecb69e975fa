@{
    ModuleVersion      = '0.1.0'
    RequiredAssemblies = @('../bin/Vmon.PowerShell.dll')  # before the types, whose cells are its code
    FormatsToProcess   = @('../Vmon.Format.ps1xml')
    TypesToProcess     = @('../Vmon.Types.ps1xml')
    FunctionsToExport  = @()
    CmdletsToExport    = @()
    VariablesToExport  = @()
    AliasesToExport    = @()
}
