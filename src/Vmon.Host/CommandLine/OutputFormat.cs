namespace Vmon.Host;

/// <summary>How output objects are written.</summary>
internal enum OutputFormat
{
    /// <summary>By the format views.</summary>
    Text,

    /// <summary>One JSON value per line.</summary>
    Json,
}
