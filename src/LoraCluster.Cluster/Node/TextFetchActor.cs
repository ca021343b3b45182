using Akka.Actor;
using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Node;

/// <summary>Fetches one text from another node, piece by piece, as often as it takes; then tells its parent and ends.</summary>
internal sealed class TextFetchActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // The source may be gone; whoever asked for it knows others.
    private const int TriesMax = 10;

    private readonly string _hash;
    private readonly Texts _texts;
    private readonly IActorRef _source;
    private readonly List<byte> _got = [];
    private int _tries;

    public TextFetchActor(string hash, Texts texts, IActorRef source)
    {
        (_hash, _texts, _source) = (hash, texts, source);
        Receive<Ask>(_ => Try());
        Receive<NodeProtocol.TextPiece>(OnPiece, m => m.Hash == _hash && m.Offset == _got.Count);
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("ask", Ask.Instance, TimeSpan.Zero, Patience);

    private void Try()
    {
        if (_tries++ < TriesMax)
        {
            Fetch();
            return;
        }

        Context.Parent.Tell(new NotFetched(_hash));
        Context.Stop(Self);
    }

    private void OnPiece(NodeProtocol.TextPiece piece)
    {
        _tries = 0;
        _got.AddRange(piece.Bytes.Span);
        if (_got.Count < piece.Total)
        {
            Fetch();
            return;
        }

        if (_texts.Add(_got.ToArray()) == _hash)
        {
            Context.Parent.Tell(new Fetched(_hash));
            Context.Stop(Self);
            return;
        }

        // Pieces of something else: from the beginning.
        _got.Clear();
    }

    private void Fetch() => _source.Tell(new NodeProtocol.FetchText(_hash, _got.Count));

    /// <summary>To the parent: the text is in this process's <see cref="Texts"/>.</summary>
    public sealed record Fetched(string Hash) : INoSerializationVerificationNeeded;

    /// <summary>To the parent: the source does not answer.</summary>
    public sealed record NotFetched(string Hash) : INoSerializationVerificationNeeded;

    private sealed class Ask : INoSerializationVerificationNeeded
    {
        public static Ask Instance { get; } = new();
    }
}
