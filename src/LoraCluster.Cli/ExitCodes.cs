namespace LoraCluster.Cli;

/// <summary>Exit codes of every command, after BSD's sysexits.h.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>The sweep file is wrong, or some of its cells could not be computed.</summary>
    public const int BadSpec = 65;

    /// <summary>An input file or directory is missing or cannot be read.</summary>
    public const int NoInput = 66;

    /// <summary>A node does not answer, a port cannot be had, or what trains networks is not installed.</summary>
    public const int Unavailable = 69;

    /// <summary>The same computation gave different bits, or the program is at fault.</summary>
    public const int Internal = 70;

    /// <summary>The output directory cannot take this sweep.</summary>
    public const int OutputRefused = 73;

    /// <summary>Reading or writing failed, or a dataset is damaged.</summary>
    public const int Io = 74;

    /// <summary>Stopped before the end; running again goes on.</summary>
    public const int Stopped = 75;

    /// <summary>The dataset is of another release or arithmetic.</summary>
    public const int VersionMismatch = 76;

    /// <summary>Permission denied.</summary>
    public const int Permission = 77;

    /// <summary>The cluster went on without this node: start it again.</summary>
    public const int Downed = 79;

    /// <summary>All of them, as <c>--help</c> shows them.</summary>
    internal const string InWords = """
           0  done                             73  the output directory cannot take this sweep
          64  wrong command line               74  reading or writing failed, or a dataset is damaged
          65  wrong sweep file or SQL          75  stopped before the end; the same command resumes
          66  no input                         76  other release or arithmetic
          69  no node; no training library     77  permission denied
          70  other bits, or a fault of ours   79  the cluster went on without this node
        """;
}
