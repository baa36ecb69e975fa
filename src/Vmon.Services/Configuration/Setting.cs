namespace Vmon.Services.Configuration;

/// <summary>One value of the command line or of the configuration file.</summary>
/// <param name="Name">Its name, which is the same in both.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="Origin">Where it is, for errors.</param>
internal sealed record Setting(string Name, string Value, string Origin);
