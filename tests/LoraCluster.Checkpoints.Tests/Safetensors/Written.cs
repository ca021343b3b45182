using System.Buffers.Binary;
using System.Text;

namespace LoraCluster.Checkpoints.Tests.Safetensors;

/// <summary>Files of the safetensors format, written by hand: every number is its place.</summary>
internal static class Written
{
    public static byte[] File(string header, int bytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        for (int i = 0; i + 4 <= bytes; i += 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + text.Length + i), i / 4);
        }

        return file;
    }

    public static void Model(string directory, params (string Name, string Type, long[] Shape)[] tensors)
    {
        Directory.CreateDirectory(directory);
        System.IO.File.WriteAllBytes(Path.Combine(directory, "model.safetensors"), Of(tensors));
    }

    public static void Adapter(string directory, string config, params (string Module, int Rank, int Rows, int Columns)[] updates)
    {
        Directory.CreateDirectory(directory);
        System.IO.File.WriteAllText(Path.Combine(directory, "adapter_config.json"), config);
        System.IO.File.WriteAllBytes(
            Path.Combine(directory, "adapter_model.safetensors"),
            Of([.. updates.SelectMany(u => new[] { (u.Module + ".lora_A.weight", "F32", new long[] { u.Rank, u.Columns }), (u.Module + ".lora_B.weight", "F32", [u.Rows, u.Rank]) })]));
    }

    private static byte[] Of((string Name, string Type, long[] Shape)[] tensors)
    {
        var entries = new List<string>();
        long at = 0;
        foreach (var (name, type, shape) in tensors)
        {
            long bytes = 4 * shape.Aggregate(1L, (product, size) => product * size);
            entries.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{at},{at + bytes}]}}");
            at += bytes;
        }

        return File("{" + string.Join(',', entries) + "}", (int)at);
    }
}
