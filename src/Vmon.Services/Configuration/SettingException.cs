namespace Vmon.Services.Configuration;

/// <summary>A command line or a configuration file is not valid. The message says where, and what to do.</summary>
internal sealed class SettingException(string message) : Exception(message);
