using System.CommandLine;
using System.Runtime.CompilerServices;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Reports.Queries;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster query DIR "SELECT …"</c></summary>
internal static class QueryCommand
{
    private static readonly string[] Formats = ["table", "csv", "json", "parquet"];

    // In the order of ReadyQuery.All, whose assembly no command line should wait for; a test compares them.
    internal static readonly string[] ReadyNames = ["winners", "best-rank", "certainty", "theory", "regret", "precision", "troubled"];

    public static Command Create(Streams streams)
    {
        var directory = PathArgument.Of("DIR", "The dataset directory; the sweep may still be running.");
        var sql = new Argument<string?>("SQL") { Description = "A SELECT for DuckDB over the views risks, trials and cells; '-' reads it from standard input.", Arity = ArgumentArity.ZeroOrOne };
        var ready = WordOption.Optional("--ready", "NAME", $"A ready query in place of SQL: {string.Join(", ", ReadyNames)}.", ReadyNames);
        var showSql = new Option<bool>("--show-sql") { Description = "Print the ready query instead of running it." };
        var format = WordOption.Of("--format", "FORMAT", "table, csv, json or parquet (with --out).", Formats, Formats[0]);
        var output = PathArgument.Option("--out", "Write the answer to this file, which is replaced; csv, json or parquet.", "FILE");
        var command = new Command("query", "Ask a dataset in SQL (DuckDB). Nothing is fetched from a network unless the SQL itself says so.") { directory, sql, ready, showSql, format, output };
        command.Validators.Add(result =>
        {
            string chosen = result.GetValue(format) ?? Formats[0];
            string? file = result.GetValue(output);
            if (result.GetValue(sql) is null == result.GetValue(ready) is null)
            {
                result.AddError("expected either SQL or --ready NAME");
            }
            else if (result.GetValue(showSql) && result.GetValue(ready) is null)
            {
                result.AddError("--show-sql goes together with --ready");
            }
            else if (chosen == "parquet" && file is null)
            {
                result.AddError("--format parquet goes together with --out FILE");
            }
            else if (chosen == "table" && file is not null)
            {
                result.AddError("--out goes together with --format csv, json or parquet");
            }
        });
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetRequiredValue(directory),
                parsed.GetValue(sql),
                parsed.GetValue(ready),
                parsed.GetValue(showSql),
                parsed.GetRequiredValue(format),
                parsed.GetValue(output)),
            streams));
        return command;
    }

    // Not inlined: only when it runs may DuckDB be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(Request request, Streams streams)
    {
        try
        {
            var definition = SweepLoader.FromDataset(request.Directory).Definition;
            using var database = DatasetDatabase.Open(request.Directory, definition);
            if (request.Ready is not null && definition.Find is not null)
            {
                streams.Error.WriteLine("this sweep looks for crossings and has no risks: ready queries find nothing; ask risks WHERE measure = 'crossing'");
            }

            string sql = request.Ready is { } name ? ReadyQuery.All.First(query => query.Name == name).SqlFor(database)
                : request.Sql == "-" ? Console.In.ReadToEnd()
                : request.Sql!;
            if (request.ShowSql)
            {
                streams.Out.WriteLine(sql);
            }
            else if (request.Format == "table")
            {
                QueryText.Write(database.Run(sql, QueryText.MostRows), streams);
            }
            else
            {
                Export(database, sql, request, streams);
            }

            return ExitCodes.Ok;
        }
        catch (QueryRefusedException e)
        {
            throw new CommandException(e is EmptyDatasetException ? ExitCodes.NoInput : ExitCodes.BadSpec, e.Message);
        }
    }

    private static void Export(DatasetDatabase database, string sql, Request request, Streams streams)
    {
        var format = Enum.Parse<QueryFormat>(request.Format, ignoreCase: true);
        if (request.Output is { } path)
        {
            OutputFile.Write(path, () => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose());
            database.Export(sql, format, path);
            streams.Out.WriteLine($"wrote {path}");
            return;
        }

        string temporary = Path.GetTempFileName();
        try
        {
            database.Export(sql, format, temporary);
            using var reader = new StreamReader(temporary);
            char[] piece = new char[1 << 16];
            for (int read = reader.Read(piece); read > 0; read = reader.Read(piece))
            {
                streams.Out.Write(piece, 0, read);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private sealed record Request(string Directory, string? Sql, string? Ready, bool ShowSql, string Format, string? Output);
}
