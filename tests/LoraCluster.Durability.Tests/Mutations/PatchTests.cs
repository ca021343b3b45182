using System.Diagnostics;
using LoraCluster.Durability.Tests.Support;

namespace LoraCluster.Durability.Tests.Mutations;

/// <summary>The mutations of <c>tests/mutations/run</c>, which takes minutes: here only that they still fit the source.</summary>
public sealed class PatchTests
{
    public static TheoryData<string> Patches => [.. Directory.GetFiles(Path.Combine(Tree.Root, "tests", "mutations"), "*.patch").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Patches))]
    public async Task A_mutation_applies_to_the_source_and_names_tests_that_exist(string patch)
    {
        string path = Path.Combine(Tree.Root, "tests", "mutations", patch);
        string[] words = File.ReadLines(path).First().Split(' ');
        Assert.Equal(2, words.Length);
        string test = Assert.Single(Directory.GetFiles(Path.Combine(Tree.Root, words[0]), words[1] + ".cs", SearchOption.AllDirectories));
        Assert.Matches(@"\[(Fact|Theory)", await File.ReadAllTextAsync(test));

        using Process git = Process.Start(new ProcessStartInfo("git", ["apply", "--check", path]) { WorkingDirectory = Tree.Root, RedirectStandardError = true })!;
        string error = await git.StandardError.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.True(git.ExitCode == 0, error);
    }
}
