using System.Text;

namespace LoraCluster.Cli;

/// <summary>Swallows write errors: <c>lora-cluster … | head</c> must not break a run. One writer at a time.</summary>
internal sealed class ForgivingWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _gate = new();
    private bool _closed;

    public override Encoding Encoding => inner.Encoding;

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
            }
        }
    }
}
