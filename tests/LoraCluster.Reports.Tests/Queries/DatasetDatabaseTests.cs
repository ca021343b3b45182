using LoraCluster.Reports.Queries;
using LoraCluster.Reports.Tests.Toys;

namespace LoraCluster.Reports.Tests.Queries;

public class DatasetDatabaseTests
{
    [Fact]
    public void Views_hold_what_is_committed_also_in_a_directory_with_a_quote_in_its_name()
    {
        using var dataset = new ToyDataset(parts: 2, isFinished: false, "o'ut \"x\"");
        using var database = DatasetDatabase.Open(dataset.Path, Toy.Definition);
        Assert.Equal(18L, database.Run("SELECT count(*) FROM risks").Rows[0][0]);
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L], database.Run("SELECT cell FROM cells").Rows.Select(row => row[0]));
        Assert.Equal(["level"], database.SweptParameters);
        Assert.Contains("trials", Assert.Throws<QueryRefusedException>(() => database.Run("FROM trials")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rows_there_is_nothing_to_ask()
    {
        using var dataset = new ToyDataset(parts: 0, isFinished: false);
        Assert.Contains("no rows yet", Assert.Throws<EmptyDatasetException>(() => DatasetDatabase.Open(dataset.Path, Toy.Definition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_extension_is_fetched()
    {
        using var dataset = new ToyDataset(parts: 1, isFinished: true);
        using var database = DatasetDatabase.Open(dataset.Path, Toy.Definition);
        Assert.Equal(
            ["false", "false"],
            database.Run("SELECT current_setting('autoinstall_known_extensions')::VARCHAR, current_setting('autoload_known_extensions')::VARCHAR").Rows[0].Cast<string>());
    }

    [Fact]
    public void Every_ready_query_runs_over_the_parameters_that_vary()
    {
        using var dataset = new ToyDataset(parts: 1, isFinished: true);
        using var database = DatasetDatabase.Open(dataset.Path, Toy.Definition);
        Assert.All(ReadyQuery.All, query => database.Run(query.SqlFor(database)));
        Assert.Equal(["cell", "level", "best_rank", "lora_mean", "win_share", "full_mean", "ratio"], database.Run(ReadyQuery.All[1].SqlFor(database)).Columns);
    }
}
