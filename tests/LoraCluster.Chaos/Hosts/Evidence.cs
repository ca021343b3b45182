namespace LoraCluster.Chaos.Hosts;

/// <summary>Reads out of logs what came to pass.</summary>
internal static class Evidence
{
    public const string BecomesCoordinator = "this node coordinates the cluster now";
    public const string CeasesToCoordinate = "this node coordinates the cluster no longer";
    public const string TakenIn = "the coordinator has taken this node in";
    public const string Unreachable = "UNREACHABLE";
    public const string Quarantined = "; moved to ";
    public const string LooksAgain = "looking again";
    public const string DiskHangs = "the disk has not answered";

    /// <summary>True for lines that anything here is concluded from; others need not be remembered.</summary>
    public static bool IsOfInterest(string line) =>
        new[] { BecomesCoordinator, CeasesToCoordinate, TakenIn, Unreachable, Quarantined, LooksAgain, DiskHangs }.Any(sign => line.Contains(sign, StringComparison.Ordinal));

    /// <summary>How often a sign was seen after a moment.</summary>
    public static int Count(IEnumerable<LogLine> lines, string sign, TimeSpan after = default) => lines.Count(l => l.At >= after && l.Text.Contains(sign, StringComparison.Ordinal));

    /// <summary>The hosts that coordinate at a moment, in the order in which they began to: those that said so, and neither took it back nor ended since.</summary>
    public static IReadOnlyList<int> Coordinators(IEnumerable<LogLine> lines, IEnumerable<NodeEnding> endings, TimeSpan at)
    {
        var changes = lines
            .Where(l => l.Text.Contains(BecomesCoordinator, StringComparison.Ordinal) || l.Text.Contains(CeasesToCoordinate, StringComparison.Ordinal))
            .Select(l => (l.At, l.Host, Begins: l.Text.Contains(BecomesCoordinator, StringComparison.Ordinal)))
            .Concat(endings.Select(e => (e.At, e.Host, Begins: false)));
        var hosts = new List<int>();
        foreach (var (_, host, begins) in changes.Where(c => c.At <= at).OrderBy(c => c.At))
        {
            hosts.Remove(host);
            if (begins)
            {
                hosts.Add(host);
            }
        }

        return hosts;
    }

    /// <summary>True where two hosts coordinated at some moment after <paramref name="after"/>.</summary>
    public static bool HadTwoCoordinators(IReadOnlyList<LogLine> lines, IReadOnlyList<NodeEnding> endings, TimeSpan after) =>
        lines.Where(l => l.At >= after).Any(l => Coordinators(lines, endings, l.At).Count > 1);

    /// <summary>From a coordinator's loss to the next line of a successor; null where none came.</summary>
    public static TimeSpan? Failover(IEnumerable<LogLine> lines, TimeSpan lostAt) =>
        lines.Where(l => l.At > lostAt && l.Text.Contains(BecomesCoordinator, StringComparison.Ordinal)).Select(l => (TimeSpan?)(l.At - lostAt)).FirstOrDefault();
}
