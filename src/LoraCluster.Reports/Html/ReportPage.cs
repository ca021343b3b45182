using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LoraCluster.Reports.Figures.Drawing;
using LoraCluster.Reports.Queries;
using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Reports.Html;

/// <summary>Writes a report as one HTML page that needs nothing else: style and figures are inside, there is no script, and its own policy forbids it to load anything.</summary>
public static class ReportPage
{
    /// <summary>The most rows of a table.</summary>
    internal const int RowsShown = 60;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The page of a dataset, finished or not. Throws <see cref="QueryRefusedException"/> or <see cref="Figures.FigureRefusedException"/> where it has no rows yet, and
    /// <see cref="InvalidDataException"/> for a file that is not as it was committed.
    /// </summary>
    /// <param name="directory">The dataset's directory, as commands in the page name it.</param>
    /// <param name="definition">The sweep in it.</param>
    /// <param name="header">What <c>_sweep.json</c> says.</param>
    public static string Of(string directory, SweepDefinition definition, SweepHeader header)
    {
        var content = ReportContent.Of(directory, definition, header);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(definition.Name)} · LoraCluster</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<main>\n");
        Head(html, content);
        Figures(html, content);
        Tables(html, content);
        Definition(html, content);
        Provenance(html, content, directory);
        Citing(html, content);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Head(StringBuilder html, ReportContent content)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(content.Definition.Name)}</h1>\n");
        string state = content.Manifest is null ? "<strong>The sweep has not finished: what follows is what is on disk so far.</strong>" : "A finished sweep.";
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{state} {Number(content.Counts.Cells)}{(content.Manifest is null ? $" of {Number(SweepEstimate.Counted(content.Definition).Cells)}" : string.Empty)} cells, {Number(content.Counts.Trials)} trials, {Number(content.Counts.Rows)} rows")
            .Append(content.Definition.Precision is { } rule ? string.Create(CultureInfo.InvariantCulture, $"; a cell stops when standard errors are below {100 * rule.RelativeSem:G3} % of their means, or at {rule.MaxTrials:#,0} trials") : string.Empty).Append(".</p>\n")
            .Append("<nav aria-label=\"Contents\"><a href=\"#figures\">Figures</a> <a href=\"#tables\">Tables</a> <a href=\"#definition\">Definition</a> <a href=\"#provenance\">Provenance</a> <a href=\"#citing\">Citing</a></nav>\n");
    }

    private static void Figures(StringBuilder html, ReportContent content)
    {
        html.Append("<section id=\"figures\">\n<h2>Figures</h2>\n");
        if (content.Figures.Count == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>None: {Text((content.Refusals.Count > 0 ? content.Refusals[0] : "there is nothing to draw"))}.</p>\n");
        }

        foreach (ReportFigure figure in content.Figures)
        {
            string alt = $"{figure.Figure.Y.Label} against {figure.Figure.X.Label}: {string.Join(", ", figure.Figure.Series.Select(series => series.Label))}";
            html.Append(CultureInfo.InvariantCulture, $"<figure>\n<img alt=\"{Text(alt)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(FigureRenderer.ToSvg(figure.Figure))}\">\n")
                .Append(CultureInfo.InvariantCulture, $"<figcaption>{Text(figure.Caption)}</figcaption>\n</figure>\n");
        }

        html.Append("</section>\n");
    }

    private static void Tables(StringBuilder html, ReportContent content)
    {
        html.Append("<section id=\"tables\">\n<h2>Tables</h2>\n");
        foreach (ReportTable table in content.Tables)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3 id=\"{table.Name}\">{Text(table.Question)}</h3>\n<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{table.Name}\"><table>\n<thead><tr>");
            for (int column = 0; column < table.Result.Columns.Count; column++)
            {
                bool isNumber = table.Result.Rows.Select(row => row[column]).FirstOrDefault(value => value is not null) is not (null or string or bool);
                html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{(isNumber ? " class=\"number\"" : string.Empty)}>{Text(table.Result.Columns[column])}</th>");
            }

            html.Append("</tr></thead>\n<tbody>\n");
            foreach (var row in table.Result.Rows)
            {
                html.Append("<tr>").Append(string.Concat(row.Select(Cell))).Append("</tr>\n");
            }

            html.Append("</tbody>\n</table></div>\n");
            string more = table.Result.RowsTotal > RowsShown ? $"The first {RowsShown} of {Number(table.Result.RowsTotal)} rows. " : string.Empty;
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{more}All of it: <code>lora-cluster query DIR --ready {table.Name} --format csv</code>{(table.Name == "troubled" ? "; a cell again, trial by trial: <code>lora-cluster replay DIR --cell CELL</code>" : string.Empty)}</p>\n");
        }

        html.Append("</section>\n");
    }

    private static void Definition(StringBuilder html, ReportContent content)
    {
        using var json = JsonDocument.Parse(content.Definition.CanonicalJson);
        html.Append("<section id=\"definition\">\n<h2>Definition</h2>\n<p>The sweep in its normal form, itself a valid sweep file.</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<pre tabindex=\"0\">{Text(JsonSerializer.Serialize(json.RootElement, Indented))}</pre>\n<dl>\n");
        foreach (var parameter in content.Definition.Experiment.Parameters)
        {
            html.Append(CultureInfo.InvariantCulture, $"<dt><code>{Text(parameter.Name)}</code></dt><dd>{Text(parameter.Description)}</dd>\n");
        }

        html.Append("</dl>\n</section>\n");
    }

    private static void Provenance(StringBuilder html, ReportContent content, string directory)
    {
        html.Append("<section id=\"provenance\">\n<h2>Provenance</h2>\n<dl>\n");
        Fact("Release", content.Header.Release);
        Fact("Arithmetic", content.Header.NumericFingerprint);
        Fact("Definition (sha256)", content.Header.DefinitionHash);
        Fact("Dataset (sha256 of its manifest)", content.Manifest?.DatasetHash ?? "none before the sweep has finished");
        if (content.Header.CompactedFrom is { } source)
        {
            Fact("Copied from the dataset", source);
        }

        if (content.Manifest is { } manifest)
        {
            Fact("Files", $"{Number(manifest.Files.Count)} Parquet files, {Number(manifest.Files.Sum(file => file.Bytes))} bytes");
        }

        if (content.Work is { } work)
        {
            Fact(
                "Computed",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{work.First:yyyy-MM-dd HH:mm:ss} to {work.Last:yyyy-MM-dd HH:mm:ss} UTC, {Number(work.Blocks)} blocks on {work.Workers} solver threads, {work.CpuSeconds:#,0.#} s of solver time"));
        }

        html.Append("</dl>\n<p>Check every byte, compute cells again, ask it more:</p>\n<pre tabindex=\"0\">")
            .Append(Text($"lora-cluster verify {directory} --recompute 5\nlora-cluster replay {directory} --cell 0\nlora-cluster query {directory} --ready winners\n"))
            .Append("</pre>\n</section>\n");

        void Fact(string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>\n");
    }

    private static void Citing(StringBuilder html, ReportContent content)
    {
        string identity = content.Manifest?.DatasetHash ?? content.Header.DefinitionHash;
        html.Append("<section id=\"citing\">\n<h2>How to cite</h2>\n<p>The model is the paper's; the numbers are this dataset's, which its hash identifies.</p>\n<pre tabindex=\"0\">")
            .Append(Text(
                "@article{zindari2026lora,\n  title = {LoRA vs. Full Fine-Tuning: A Theoretical Perspective},\n  author = {Zindari and Mulayoff and Stich},\n  year = {2026},\n  eprint = {2605.19018},\n"
                + $"  archivePrefix = {{arXiv}}\n}}\n\n@misc{{loracluster,\n  title = {{LoraCluster {content.Header.Release}: sweep {content.Definition.Name}}},\n"
                + $"  author = {{The LoraCluster authors}},\n  note = {{{(content.Manifest is null ? "definition" : "dataset")} sha256 {identity}}}\n}}\n"))
            .Append("</pre>\n</section>\n");
    }

    private static string Cell(object? value) => value switch
    {
        null => "<td class=\"none\"><span title=\"none\">–</span></td>",
        double number => $"<td class=\"number\">{Text(number.ToString("G5", CultureInfo.InvariantCulture))}</td>",
        string word => $"<td>{Text(word)}</td>",
        bool flag => flag ? "<td>true</td>" : "<td>false</td>",
        _ => $"<td class=\"number\">{Text(Convert.ToString(value, CultureInfo.InvariantCulture)!)}</td>",
    };

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static string Style()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
