using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace LoraCluster.Training.Storage;

/// <summary>Writes tensors as one safetensors file: length, header, float32 numbers, in the order of the names.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        string[] names = [.. tensors.Keys.Order(StringComparer.Ordinal)];
        using var stream = File.Create(path);
        byte[] header = Header(names, tensors);
        stream.Write(BitConverter.GetBytes((long)header.Length));
        stream.Write(header);
        foreach (string name in names)
        {
            using Tensor plain = tensors[name].detach().to_type(ScalarType.Float32, copy: true).contiguous();
            foreach (float[] piece in plain.data<float>().Chunk(1 << 18))
            {
                stream.Write(MemoryMarshal.AsBytes<float>(piece));
            }
        }

        stream.Flush(flushToDisk: true);
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            long offset = 0;
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            foreach (string name in names)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (long size in tensors[name].shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensors[name].numel() * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Numbers begin at a multiple of eight bytes; the format allows spaces behind the header.
        while (text.Length % Alignment != 0)
        {
            text.WriteByte((byte)' ');
        }

        return text.ToArray();
    }
}
