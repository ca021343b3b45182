using System.Globalization;
using LoraCluster.Cli.Output;

namespace LoraCluster.Cli.Advising;

/// <summary>Expected risks for people and for machines.</summary>
internal static class RiskText
{
    private const int RanksShown = 24;

    /// <summary>A table of ranks; where there are many, the first ones, the best and its neighbours, and ever sparser ones, unless <paramref name="all"/> are wanted.</summary>
    public static void Write(TextWriter output, ExpectedRisks risks, bool all)
    {
        string value = risks.AreMedians ? "MEDIAN RISK" : "RISK";
        string[] heading = risks.IsSimulated ? ["RANK", value, "95 % FROM", "TO", "OF FULL", "STATUS"] : ["RANK", value, "BIAS", "VARIANCE", "OF FULL", "STATUS"];
        TextTable.Write(output, heading, [Row(risks, risks.Full), .. risks.Lora.Where(risk => all || IsShown(risks, risk.Rank!.Value)).Select(risk => Row(risks, risk))]);
    }

    /// <summary>The same as an object for JSON.</summary>
    public static object Json(ExpectedRisks risks) => new
    {
        full = Json(risks.Full),
        lora = risks.Lora.Select(Json),
        best_rank = risks.Best.Rank,
        medians = risks.AreMedians,
        simulated = risks.IsSimulated,
    };

    /// <summary>Where the numbers come from, in a sentence.</summary>
    public static string Source(ExpectedRisks risks) => risks.AreMedians
        ? "simulated medians: so near n = dx means or their variances are infinite"
        : risks.IsSimulated ? "simulated, with 95 % intervals" : "theory (docs/theory.md); full fine-tuning's is exact";

    /// <summary>A number with four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string[] Row(ExpectedRisks risks, ExpectedRisk risk) =>
    [
        (risk.Rank?.ToString(CultureInfo.InvariantCulture) ?? "full") + (risk == risks.Best ? " *" : string.Empty),
        Number(risk.Risk),
        risks.IsSimulated ? Number(risk.Low!.Value) : Number(risk.Bias!.Value),
        risks.IsSimulated ? Number(risk.High!.Value) : Number(risk.Variance!.Value),
        risks.Full.Risk > 0 ? (risk.Risk / risks.Full.Risk).ToString("0.000", CultureInfo.InvariantCulture) : "-",
        risk.Status,
    ];

    private static bool IsShown(ExpectedRisks risks, int rank)
    {
        int last = risks.Lora.Count;
        int step = Math.Max(1, (rank / 10) + ((last - RanksShown) / 100));
        return last <= RanksShown || rank <= 8 || rank == last || Math.Abs(rank - risks.Best.Rank!.Value) <= 1 || rank % step == 0 && rank % 5 == 0;
    }

    private static object Json(ExpectedRisk risk) => new { rank = risk.Rank, risk = risk.Risk, low = risk.Low, high = risk.High, bias = risk.Bias, variance = risk.Variance, status = risk.Status };
}
