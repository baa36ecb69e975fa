using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Vmon.Host;

/// <summary>Writes each object as one line of JSON.</summary>
internal sealed class JsonLines(TerminalOutput output)
{
    private readonly ArrayBufferWriter<byte> _line = new(4096);

    internal void Write(object? value)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_line, new() { Encoder = JsonText.Encoder })) new JsonValues(json).Write(value);
        output.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }
}
