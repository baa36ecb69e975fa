namespace Vmon.PowerShell.Screen.Output;

/// <summary>How many colours a terminal has.</summary>
internal enum ColourDepth
{
    None,
    Ansi,
    Indexed,
    True,
}
