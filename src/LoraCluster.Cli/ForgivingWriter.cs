using System.Text;

namespace LoraCluster.Cli;

/// <summary>Swallows write errors: <c>lora-cluster … | head</c> must not break a run. One writer at a time.</summary>
internal sealed class ForgivingWriter(TextWriter inner) : TextWriter
{
    private const int BadDescriptor = 9;
    private const int BrokenPipe = 32;

    private readonly Lock _gate = new();
    private bool _closed;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>What was lost and why (a full disk, say); null where nothing was, or where the reader has gone away and wants no more.</summary>
    public string? Trouble { get; private set; }

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            try
            {
                write();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _closed = true;
                Trouble = e is IOException && (e.HResult & 0xFFFF) is not (BadDescriptor or BrokenPipe) ? e.Message : null;
            }
        }
    }
}
