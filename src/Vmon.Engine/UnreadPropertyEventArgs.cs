namespace Vmon;

/// <summary>A property of a sample that was asked for and not read.</summary>
/// <param name="property">Its name.</param>
/// <param name="dataSet">The data set that has it; None for <see cref="ProcessSample.Parent"/>, which takes that the parent is in the watch.</param>
/// <param name="notRead">All data sets that were not read of the sample.</param>
public sealed class UnreadPropertyEventArgs(string property, ProcessDataSets dataSet, ProcessDataSets notRead) : EventArgs
{
    /// <summary>Its name.</summary>
    public string Property { get; } = property;

    /// <summary>The data set that has it; None for <see cref="ProcessSample.Parent"/>, which takes that the parent is in the watch.</summary>
    public ProcessDataSets DataSet { get; } = dataSet;

    /// <summary>All data sets that were not read of the sample.</summary>
    public ProcessDataSets NotRead { get; } = notRead;

    /// <summary>Whether a handler has reported it to the user, so that it need not be raised again.</summary>
    public bool IsReported { get; set; }
}
