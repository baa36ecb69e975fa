@{
    RootModule           = 'bin/Vmon.PowerShell.dll'
    NestedModules        = @('Vmon.Import.psm1', 'Vmon.Views/Vmon.Views.psd1')  # in this order, and before the root module
    ModuleVersion        = '0.1.0'
    GUID                 = '6b1f7a52-0d0e-4b57-9f0b-3c8f6f2a4d19'
    Author               = 'The Vmon authors'
    CompanyName          = 'The Vmon authors'
    Copyright            = '(c) The Vmon authors. MIT licence.'
    Description          = 'Watches Linux processes as objects in a pipeline: one typed object per process per sample, with what changed.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'ConvertTo-VmonJson'
        'Copy-VmonRecording'
        'Export-VmonDiagnostic'
        'Export-VmonMetric'
        'Export-VmonRecording'
        'Export-VmonReport'
        'Get-VmonCgroup'
        'Get-VmonConnection'
        'Get-VmonExporter'
        'Get-VmonFile'
        'Get-VmonPipe'
        'Get-VmonProcess'
        'Get-VmonRecording'
        'Get-VmonSession'
        'Get-VmonSystem'
        'Get-VmonTree'
        'Show-Vmon'
        'Start-VmonExporter'
        'Start-VmonRecording'
        'Start-VmonSession'
        'Stop-VmonExporter'
        'Stop-VmonProcess'
        'Stop-VmonRecording'
        'Stop-VmonSession'
        'Wait-VmonProcess'
        'Watch-VmonCgroup'
        'Watch-VmonEvent'
        'Watch-VmonProcess'
        'Watch-VmonSystem'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('Linux', 'PSEdition_Core', 'process', 'procfs', 'monitoring', 'performance', 'proc', 'top')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
