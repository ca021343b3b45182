using System.Collections.Concurrent;
using System.Text;
using LoraCluster.Server.Live;

namespace LoraCluster.Server.Tests.Toys;

/// <summary>Datasets made by hand: cells come when a test puts them in.</summary>
internal sealed class FakeRows(SweepOutline outline) : ISweepData
{
    private readonly SweepOutline _outline = outline;

    public ConcurrentQueue<IReadOnlyList<LiveCell>> Parts { get; } = new();

    public string Definition { get; init; } = "{}";

    /// <summary>What reading a part throws.</summary>
    public Exception? Fault { get; set; }

    public byte[]? DefinitionOf(string name) => name == _outline.Name ? Encoding.UTF8.GetBytes(Definition) : null;

    public ISweepRows? Open(string name) => name == _outline.Name ? new Reader(this) : null;

    public static LiveCell Cell(long cell, IReadOnlyList<object> values, int series, string best = "LoRA r = 1", string trouble = "") => new(
        cell,
        values,
        [.. Enumerable.Range(0, series).Select(s => (double?)(100 + (10 * s) + (cell % 37)))],
        [.. Enumerable.Range(0, series).Select(_ => (double?)1)],
        best,
        "#44377f",
        0.01,
        100,
        trouble);

    private sealed class Reader(FakeRows rows) : ISweepRows
    {
        private int _read;

        public SweepOutline Outline => rows._outline;

        public IReadOnlyList<LiveCell>? Next() => rows.Fault is { } fault ? throw fault : rows.Parts.Skip(_read).FirstOrDefault() is { } part && ++_read > 0 ? part : null;
    }
}
