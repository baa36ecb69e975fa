using Vmon.Metrics.Pages;

namespace Vmon.Metrics.Http;

/// <summary>Gives pages of metrics.</summary>
internal interface IPageSource
{
    /// <summary>A page, which the caller releases. Null if no sample can be taken.</summary>
    Page? TryGet(PageFormat format, bool isCompressed);
}
