using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>The 64-bit name of a cell's data: what its random stream is keyed on, besides the sweep's seed.</summary>
public static class DataHash
{
    /// <summary>
    /// The first 8 bytes (little-endian) of SHA-256 over <c>experiment;name=value;…</c> for the parameters that shape the data, in the
    /// experiment's order, leaving out <paramref name="commonAxes"/> (<c>seeding: common</c>). Position, method, rank and
    /// grid do not enter, so a grid can grow and keep what it has.
    /// </summary>
    public static ulong Of(IExperiment experiment, Cell cell, IReadOnlySet<string> commonAxes)
    {
        var text = new StringBuilder(experiment.Name).Append(';');
        var shaping = experiment.DataParameters(cell);
        for (int i = 0; i < experiment.Parameters.Count; i++)
        {
            string name = experiment.Parameters[i].Name;
            if (shaping.Contains(name, StringComparer.Ordinal) && !commonAxes.Contains(name))
            {
                text.Append(name).Append('=').Append(cell.Values[i].ToString()).Append(';');
            }
        }

        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
