using System.Runtime.CompilerServices;
using LoraCluster.Cli.Output;
using LoraCluster.Numerics.Problems;
using LoraCluster.Reports.Figures;

namespace LoraCluster.Cli.Advising;

/// <summary>Expected risk against LoRA's rank as a picture: full fine-tuning's level, LoRA's risk, and its bias and variance where they are known.</summary>
internal static class RiskFigure
{
    /// <summary>Writes <c>theory.png</c> and <c>theory.svg</c>; returns their paths. Throws <see cref="CommandException"/> (73) where the directory cannot take them.</summary>
    // Not inlined: only when it runs may the assemblies that draw be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> Write(ExpectedRisks risks, string directory)
    {
        var curves = new List<(string, IReadOnlyList<LinePoint>)>
        {
            ("full fine-tuning", [.. risks.Lora.Select(risk => new LinePoint(risk.Rank!.Value, risks.Full.Risk, risks.Full.Low, risks.Full.High))]),
            ("LoRA", [.. risks.Lora.Select(risk => new LinePoint(risk.Rank!.Value, risk.Risk, risk.Low, risk.High))]),
        };
        if (!risks.IsSimulated)
        {
            curves.Add(("its bias", [.. risks.Lora.Select(risk => new LinePoint(risk.Rank!.Value, risk.Bias!.Value))]));
            curves.Add(("its variance", [.. risks.Lora.Select(risk => new LinePoint(risk.Rank!.Value, risk.Variance!.Value))]));
        }

        var figure = LineFigure.Of(
            $"LoRA at every rank: best at {risks.Best.Rank}", Subtitle(risks.Problem), "LoRA rank r", risks.AreMedians ? "median excess risk" : "expected excess risk", curves, risks.AreMedians);
        return FigureOutput.Write(figure, directory, "theory");
    }

    private static string Subtitle(LinearProblem problem) =>
        FormattableString.Invariant($"dx = {problem.Dx}, dy = {problem.Dy}, n = {problem.N}, σ = {problem.NoiseStd:G4}, task shift of rank {problem.TrueRank}");
}
