using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests;

/// <summary>The walk through the paper's questions in docs/examples: its commands, run in order, print what stands there. LORACLUSTER_REWRITE_EXAMPLES=1 writes it anew.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_papers_questions_are_answered_as_the_example_says()
    {
        string path = Repository.Path("docs/examples/paper.md");
        string text = await File.ReadAllTextAsync(path);
        var rewritten = new StringBuilder();
        int end = 0, commands = 0;
        foreach (Match block in Block().Matches(text))
        {
            rewritten.Append(text, end, block.Index - end).Append("```console\n");
            foreach (string line in block.Groups["content"].Value.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
            {
                commands++;
                rewritten.Append(line).Append('\n').Append(await PrintedAsync(line));
            }

            rewritten.Append("```");
            end = block.Index + block.Length;
        }

        rewritten.Append(text, end, text.Length - end);
        if (Environment.GetEnvironmentVariable("LORACLUSTER_REWRITE_EXAMPLES") == "1")
        {
            await File.WriteAllTextAsync(path, rewritten.ToString());
        }

        Assert.InRange(commands, 10, 100);
        Assert.Equal(rewritten.ToString(), text);
    }

    private async Task<string> PrintedAsync(string line)
    {
        Match cut = Cut().Match(line);
        string[] words = [.. Word().Matches(line["$ lora-cluster ".Length..^cut.Length]).Select(word => word.Value.Trim('"').Replace("out/paper", _place.Path("paper"), StringComparison.Ordinal))];
        (int code, string output, string error) = await Workplace.RunAsync(words);
        Assert.True(code == 0, $"{line}\n{error}");
        string[] lines = output.Replace(_place.Path("paper"), "out/paper", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        var kept = !cut.Success ? lines : cut.Groups["end"].Value == "head" ? lines.Take(int.Parse(cut.Groups["lines"].Value, CultureInfo.InvariantCulture)) : lines.TakeLast(int.Parse(cut.Groups["lines"].Value, CultureInfo.InvariantCulture));
        return string.Concat(kept.Select(kept => kept + "\n"));
    }

    [GeneratedRegex("```console\n(?<content>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@" \| (?<end>head|tail) -(?<lines>[0-9]+)$")]
    private static partial Regex Cut();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
