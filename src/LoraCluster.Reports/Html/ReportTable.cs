using LoraCluster.Reports.Queries;

namespace LoraCluster.Reports.Html;

/// <summary>A table of a report.</summary>
/// <param name="Name">The ready query that gives it.</param>
/// <param name="Question">What it answers.</param>
/// <param name="Result">The answer.</param>
internal sealed record ReportTable(string Name, string Question, QueryResult Result);
