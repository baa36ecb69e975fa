using Vmon.Services.Configuration;

namespace Vmon.Tests.Services.Configuration;

internal static class SettingDefaults
{
    /// <summary>The options that the defaults in the help stand for.</summary>
    internal static TOptions Of<TOptions>(SettingTable<TOptions> table)
        where TOptions : class => table.Read(table.Definitions.Where(static one => one.Default is not (null or "none")).Select(static one => new Setting(one.Name, one.Default!, "help")));
}
