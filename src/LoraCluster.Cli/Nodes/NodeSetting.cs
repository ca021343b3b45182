namespace LoraCluster.Cli.Nodes;

/// <summary>One thing that an operator may choose, wherever it is said.</summary>
/// <param name="Name">Its name, which makes the option, the variable and the key.</param>
/// <param name="Metavar">What stands for its value in a help text; empty for a switch.</param>
/// <param name="Default">What holds where nothing is said, in words.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Apply">Takes a value in; throws <see cref="FormatException"/> with what was expected.</param>
internal sealed record NodeSetting(string Name, string Metavar, string Default, string Description, Func<NodeChoices, string, NodeChoices> Apply)
{
    /// <summary>The option on the command line.</summary>
    public string Option => "--" + Name;

    /// <summary>The variable in the environment.</summary>
    public string Variable => NodeSettingTable.Prefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The key in a HOCON file.</summary>
    public string Key => NodeSettingTable.Section + "." + Name;

    public bool IsSwitch => Metavar.Length == 0;
}
