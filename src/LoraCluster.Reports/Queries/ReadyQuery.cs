namespace LoraCluster.Reports.Queries;

/// <summary>A question that is asked of most datasets, ready as SQL; docs/analytics.md asks the same in other languages.</summary>
public sealed class ReadyQuery
{
    private const string Valued = "measure = 'risk' AND mean IS NOT NULL";

    private readonly Func<string, string> _sql;

    private ReadyQuery(string name, string question, Func<string, string> sql)
    {
        Name = name;
        Question = question;
        _sql = sql;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadyQuery> All { get; } =
    [
        new("winners", "Which estimator has the smallest mean risk, in how many cells?", _ => $"""
            WITH best AS (
              SELECT method, rank FROM risks WHERE {Valued}
              QUALIFY row_number() OVER (PARTITION BY cell ORDER BY mean, method <> 'full', rank NULLS FIRST, method) = 1)
            SELECT method, rank, count(*) AS cells, round(count(*) / sum(count(*)) OVER (), 4) AS share
            FROM best GROUP BY method, rank ORDER BY cells DESC, method, rank NULLS FIRST
            """),
        new("best-rank", "Which LoRA rank is the best in each cell, and what does it save?", axes => $"""
            WITH best AS (
              SELECT cell{axes}, rank AS best_rank, mean AS lora_mean, win_share FROM risks WHERE {Valued} AND method = 'lora'
              QUALIFY row_number() OVER (PARTITION BY cell ORDER BY mean, rank) = 1)
            SELECT best.*, baseline.mean AS full_mean, lora_mean / baseline.mean AS ratio
            FROM best JOIN risks AS baseline ON baseline.cell = best.cell AND baseline.method = 'full' AND baseline.measure = 'risk' AND baseline.mean IS NOT NULL
            ORDER BY best.cell
            """),
        new("certainty", "In how many cells is LoRA at its best rank told apart from full fine-tuning at 95 %, as if that rank had been named beforehand?", _ => $"""
            WITH best AS (
              SELECT diff_mean, diff_sem FROM risks WHERE {Valued} AND method = 'lora'
              QUALIFY row_number() OVER (PARTITION BY cell ORDER BY mean, rank) = 1)
            SELECT CASE WHEN diff_mean < -1.96 * diff_sem THEN 'LoRA is better' WHEN diff_mean > 1.96 * diff_sem THEN 'full fine-tuning is better' ELSE 'not told apart' END AS verdict,
              count(*) AS cells
            FROM best GROUP BY verdict ORDER BY verdict
            """),
        new("theory", "Does the theory agree with what was simulated?", _ => $"""
            SELECT method, theory_status, count(*) AS rows,
              quantile_cont(abs(mean / theory_mean - 1), 0.5) AS median_relative_error,
              quantile_cont(abs(mean / theory_mean - 1), 0.95) AS q95_relative_error,
              avg((abs(mean - theory_mean) <= 1.96 * sem)::INTEGER) AS share_within_95
            FROM risks WHERE {Valued} AND theory_mean > 0 GROUP BY method, theory_status ORDER BY method, theory_status
            """),
        new("regret", "What does the advised rank cost against the best of the cell?", axes => $"""
            SELECT cell{axes}, advised_rank, advised_regret
            FROM risks WHERE measure = 'risk' AND method = 'full' AND advised_regret IS NOT NULL ORDER BY advised_regret DESC, cell LIMIT 20
            """),
        new("precision", "How precise are the means, relative to themselves?", _ => $"""
            SELECT method, rank, count(*) AS cells, quantile_cont(sem / mean, 0.5) AS median_relative_sem, max(sem / mean) AS worst_relative_sem, sum(trials) AS trials
            FROM risks WHERE {Valued} AND mean > 0 GROUP BY method, rank ORDER BY method, rank NULLS FIRST
            """),
        new("troubled", "Which rows are not 'ok', and why?", axes => $"""
            SELECT cell{axes}, method, rank, measure, status, failed, trials FROM risks WHERE status <> 'ok' ORDER BY cell, method, rank NULLS FIRST
            """),
    ];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it answers.</summary>
    public string Question { get; }

    /// <summary>The SQL, over the parameters that vary in the dataset.</summary>
    public string SqlFor(DatasetDatabase database) => _sql(string.Concat(database.SweptParameters.Select(name => ", " + DatasetDatabase.Name(name))));
}
