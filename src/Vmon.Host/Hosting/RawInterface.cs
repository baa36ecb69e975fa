using System.Management.Automation.Host;

namespace Vmon.Host;

/// <summary>The size of the terminal; nothing else of it is the engine's business.</summary>
internal sealed class RawInterface : PSHostRawUserInterface
{
    public override Size BufferSize
    {
        get => TerminalSize.Current;
        set { }
    }

    public override Size WindowSize
    {
        get => TerminalSize.Current;
        set { }
    }

    public override Size MaxPhysicalWindowSize => TerminalSize.Current;

    public override Size MaxWindowSize => TerminalSize.Current;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; }

    public override string WindowTitle { get; set; } = "vmon";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
}
