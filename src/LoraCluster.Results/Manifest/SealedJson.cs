using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>
/// JSON objects that carry their own SHA-256 in a last field <c>digest</c>: every bit of the file is either covered by the digest or compared exactly, so
/// that no flip and no truncation passes unseen.
/// </summary>
public static class SealedJson
{
    private const string BeforeDigest = ",\n  \"digest\": \"";
    private const string AfterDigest = "\"\n}\n";
    private const int DigestLength = 64;

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>Writes an object with at least one field, and seals it. The bytes follow from the fields alone.</summary>
    public static byte[] Seal(Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        var fields = buffer.WrittenSpan[..^"\n}".Length];
        byte[] tail = Encoding.UTF8.GetBytes(BeforeDigest + Sha256.Of(fields) + AfterDigest);
        return [.. fields, .. tail];
    }

    /// <summary>Reads a sealed object; null where the seal is broken.</summary>
    public static JsonElement? Open(ReadOnlySpan<byte> bytes)
    {
        int tailLength = BeforeDigest.Length + DigestLength + AfterDigest.Length;
        if (bytes.Length <= tailLength)
        {
            return null;
        }

        var fields = bytes[..^tailLength];
        string expected = BeforeDigest + Sha256.Of(fields) + AfterDigest;
        return bytes[^tailLength..].SequenceEqual(Encoding.UTF8.GetBytes(expected)) ? Parse(bytes) : null;
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Applies <paramref name="read"/> to the fields; null where the seal is broken or a field is missing or of another type.</summary>
    internal static T? Read<T>(ReadOnlySpan<byte> bytes, Func<JsonElement, T> read)
        where T : class
    {
        if (Open(bytes) is not { } fields)
        {
            return null;
        }

        try
        {
            return read(fields);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
