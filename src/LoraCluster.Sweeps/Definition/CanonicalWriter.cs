using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>
/// Writes the normal form: one line of JSON, keys in a fixed order, defaults written out, axes as arithmetic. In a grid come first the constants and the derived
/// parameters in the experiment's order, then the axes in the file's order (it numbers the cells), then the conditions.
/// </summary>
internal sealed class CanonicalWriter
{
    // Nothing but ASCII without markup is ever written, and <= should stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<ParameterSpec> _parameters;
    private int _nodes = 1;

    private CanonicalWriter(Utf8JsonWriter json, IReadOnlyList<ParameterSpec> parameters) => (_json, _parameters) = (json, parameters);

    /// <summary>The normal form of a definition, with the number of YAML nodes in it.</summary>
    public static string Write(SweepDefinition definition, ParameterGrid grid, out int nodes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            var writer = new CanonicalWriter(json, definition.Experiment.Parameters);
            writer.Definition(definition, grid);
            nodes = writer._nodes;
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Definition(SweepDefinition definition, ParameterGrid grid)
    {
        _json.WriteStartObject();
        Text("name", definition.Name);
        Text("experiment", definition.Experiment.Name);
        if (definition.Find is { } search)
        {
            Find(search);
        }

        Number("seed", definition.Seed.ToString(CultureInfo.InvariantCulture));
        Text("seeding", definition.Seeding == Seeding.Common ? "common" : "independent");
        if (definition.Precision is { } precision)
        {
            Precision(precision);
        }
        else
        {
            Number("trials", definition.Trials.ToString(CultureInfo.InvariantCulture));
        }

        Ranks(definition.Request.Ranks);
        Words("methods", definition.Request.Methods ?? []);
        Words("diagnostics", definition.Request.Diagnostics);
        Number("keep_trials", definition.KeepTrials ? "true" : "false");
        Text("invalid_cells", grid.InvalidCells == InvalidCells.Skip ? "skip" : "error");
        Key("grid");
        _json.WriteStartArray();
        foreach (var section in grid.Sections)
        {
            Section(section);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Ranks(RankSelection ranks)
    {
        if (ranks.Ranks is null)
        {
            Text("lora_ranks", "all");
            return;
        }

        Key("lora_ranks");
        _json.WriteStartArray();
        foreach (int rank in ranks.Ranks)
        {
            Raw(rank.ToString(CultureInfo.InvariantCulture));
        }

        _json.WriteEndArray();
    }

    private void Find(CrossingSearch search)
    {
        Key("find");
        _json.WriteStartObject();
        Text("crossing", search.Crossing);
        Text("along", search.Along);
        Key("between");
        _json.WriteStartArray();
        Raw(ParameterValue.Of(search.Low).ToString());
        Raw(ParameterValue.Of(search.High).ToString());
        _json.WriteEndArray();
        Number("tolerance", ParameterValue.Of(search.Tolerance).ToString());
        Number("draws", search.Draws.ToString(CultureInfo.InvariantCulture));
        _json.WriteEndObject();
    }

    private void Precision(PrecisionRule rule)
    {
        Key("precision");
        _json.WriteStartObject();
        Number("relative_sem", ParameterValue.Of(rule.RelativeSem).ToString());
        Words("of", rule.Of);
        Number("min_trials", rule.MinTrials.ToString(CultureInfo.InvariantCulture));
        Number("max_trials", rule.MaxTrials.ToString(CultureInfo.InvariantCulture));
        _json.WriteEndObject();
    }

    // Fields younger than the first release are left out where they say nothing.
    private void Words(string key, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        Key(key);
        _json.WriteStartArray();
        foreach (string word in words)
        {
            _nodes++;
            _json.WriteStringValue(word);
        }

        _json.WriteEndArray();
    }

    private void Section(GridSection section)
    {
        _nodes++;
        _json.WriteStartObject();
        var varying = section.Varying();
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (!varying.Contains(i))
            {
                Key(_parameters[i].Name);
                Value(section.Constants[i]);
            }
        }

        foreach (var derived in section.Derived.OrderBy(d => d.Parameter))
        {
            Text(derived.Spec.Name, ExpressionText.Of(derived.Formula));
        }

        foreach (var axis in section.Axes)
        {
            Axis(axis);
        }

        Conditions(section.Conditions);
        _json.WriteEndObject();
    }

    private void Axis(Axis axis)
    {
        Key(_parameters[axis.Parameter].Name);
        switch (axis)
        {
            case RangeAxis range:
                Spacing("range", ParameterValue.Of(range.From), ParameterValue.Of(range.Last), "step", range.Step);
                break;
            case SpacedAxis spaced:
                Spacing(spaced.Geometric ? "geomspace" : "linspace", ParameterValue.Of(spaced.From), ParameterValue.Of(spaced.To), "count", spaced.Count);
                break;
            default:
                _json.WriteStartArray();
                for (long i = 0; i < axis.Count; i++)
                {
                    _nodes++;
                    Value(axis.ValueAt(i));
                }

                _json.WriteEndArray();
                break;
        }
    }

    private void Spacing(string form, ParameterValue from, ParameterValue to, string third, long number)
    {
        _json.WriteStartObject();
        Key(form);
        _json.WriteStartObject();
        Number("from", from.ToString());
        Number("to", to.ToString());
        Number(third, number.ToString(CultureInfo.InvariantCulture));
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Conditions(IReadOnlyList<Expression> conditions)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        Key("where");
        _json.WriteStartArray();
        foreach (var condition in conditions)
        {
            _nodes++;
            _json.WriteStringValue(ExpressionText.Of(condition));
        }

        _json.WriteEndArray();
    }

    private void Value(ParameterValue value)
    {
        if (value.Kind == ParameterKind.Choice)
        {
            _json.WriteStringValue(value.Text);
        }
        else
        {
            _json.WriteRawValue(value.ToString());
        }
    }

    private void Key(string key)
    {
        _nodes += 2;
        _json.WritePropertyName(key);
    }

    private void Text(string key, string text)
    {
        Key(key);
        _json.WriteStringValue(text);
    }

    private void Number(string key, string text)
    {
        Key(key);
        _json.WriteRawValue(text);
    }

    private void Raw(string text)
    {
        _nodes++;
        _json.WriteRawValue(text);
    }
}
