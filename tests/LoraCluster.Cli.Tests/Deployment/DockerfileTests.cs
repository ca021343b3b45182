using System.Text.RegularExpressions;
using System.Xml.Linq;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>The Dockerfile and .dockerignore against what the build needs. No engine runs here.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.Path("Dockerfile"));

    private static readonly HashSet<string> LetThrough = [.. File.ReadAllLines(Repository.Path(".dockerignore")).Where(l => l.StartsWith('!')).Select(l => l[1..])];

    public static TheoryData<string> Files => [.. FilesOfTheBuild()];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_the_build_reads_is_let_through(string file)
    {
        Assert.True(File.Exists(Repository.Path(file)), "the test reads the projects wrongly");
        Assert.Contains(file.Split('/')[0], LetThrough);
    }

    [Fact]
    public void What_is_let_through_is_there() => Assert.All(LetThrough, name => Assert.True(Path.Exists(Repository.Path(name)), name));

    [Fact]
    public void The_image_runs_the_program_as_a_user_without_rights()
    {
        string[] last = [.. Lines.Skip(Array.FindLastIndex(Lines, l => l.StartsWith("FROM ", StringComparison.Ordinal)))];
        string program = XDocument.Load(Repository.Path("src/LoraCluster.Cli/LoraCluster.Cli.csproj")).Descendants("AssemblyName").Single().Value;
        Assert.Contains($"ENTRYPOINT [\"{program}\"]", last);
        string user = Argument(last, Assert.Single(last, l => l.StartsWith("USER ", StringComparison.Ordinal))["USER ".Length..].Split(':')[0]);
        Assert.InRange(int.Parse(user, System.Globalization.CultureInfo.InvariantCulture), 1, int.MaxValue);
        string published = Assert.Single(Lines, l => l.Contains("dotnet publish", StringComparison.Ordinal));
        Assert.True(Directory.Exists(Repository.Path(PublishedProject().Match(published).Groups[1].Value)));
    }

    // A name in braces is looked up among the stage's arguments.
    private static string Argument(string[] lines, string word) => word.StartsWith("${", StringComparison.Ordinal)
        ? Assert.Single(lines, l => l.StartsWith($"ARG {word[2..^1]}=", StringComparison.Ordinal)).Split('=')[1]
        : word;

    // Of the published project and those that it refers to: what they include from outside of src, and what MSBuild and the SDK read at the top.
    private static IEnumerable<string> FilesOfTheBuild()
    {
        string root = Path.GetDirectoryName(Repository.Path("Dockerfile"))!;
        string[] top = [.. Directory.GetFiles(root).Select(Path.GetFileName).OfType<string>().Where(n => n.EndsWith(".props", StringComparison.Ordinal) || n.EndsWith(".targets", StringComparison.Ordinal))];
        var included = Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Concat(top.Select(name => Path.Combine(root, name)))
            .SelectMany(project => XDocument.Load(project).Descendants().Attributes("Include").SelectMany(a => a.Value.Split(';')).Select(path => Relative(root, project, path)).OfType<string>());
        return top.Concat(["global.json", ".editorconfig"]).Concat(included).Distinct().Order(StringComparer.Ordinal);
    }

    // Null for what is no file: a package, a name.
    private static string? Relative(string root, string project, string path)
    {
        string full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path.Replace("$(MSBuildThisFileDirectory)", root + "/", StringComparison.Ordinal)));
        return File.Exists(full) ? Path.GetRelativePath(root, full) : null;
    }

    [GeneratedRegex(@"dotnet publish (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex PublishedProject();
}
