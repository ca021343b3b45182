using System.Text.Json;

namespace LoraCluster.FineTuning.Texts;

/// <summary>
/// Reads a file of samples: a JSON array, or JSON lines, of objects in one of three forms, told apart by their fields. BoolQ (<c>passage, question, answer</c> or <c>label</c>) and CommonsenseQA
/// (<c>question.stem, question.choices, answerKey</c>) get the prompts of EleutherAI's lm-evaluation-harness, so that accuracies can be compared; Alpaca's form (<c>instruction, input, output</c>) may
/// add <c>choices</c>, of which <c>output</c> is one.
/// </summary>
internal static class TextFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>Reads a file. Throws <see cref="FineTuneException"/> naming the file and the sample.</summary>
    public static IReadOnlyList<TextSample> Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FineTuneException($"{path}: cannot be read: {e.Message}", e);
        }

        var samples = new List<TextSample>();
        try
        {
            foreach (JsonElement element in Elements(text))
            {
                samples.Add(Sample(element) ?? throw new FormatException("expected passage, question, answer; or question.stem, question.choices, answerKey; or instruction, output"));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FineTuneException($"{path}: sample {samples.Count + 1}: {e.Message}", e);
        }

        return samples.Count > 0 ? samples : throw new FineTuneException($"{path}: holds no samples");
    }

    private static IEnumerable<JsonElement> Elements(string text)
    {
        if (text.AsSpan().TrimStart() is ['[', ..])
        {
            using var array = JsonDocument.Parse(text, Lenient);
            return [.. array.RootElement.EnumerateArray().Select(element => element.Clone())];
        }

        return text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(Line);
    }

    private static JsonElement Line(string line)
    {
        using var json = JsonDocument.Parse(line, Lenient);
        return json.RootElement.Clone();
    }

    private static TextSample? Sample(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty("passage", out JsonElement passage))
        {
            return YesOrNo(element, passage.GetString()!);
        }

        if (element.TryGetProperty("question", out JsonElement question) && question.ValueKind == JsonValueKind.Object)
        {
            return Labelled(question, element.GetProperty("answerKey").GetString()!);
        }

        return element.TryGetProperty("instruction", out JsonElement instruction) ? Instruction(element, instruction.GetString()!) : null;
    }

    // SuperGLUE's copy has a label and the title within the passage; the authors' has an answer and the title beside it.
    private static TextSample YesOrNo(JsonElement element, string passage)
    {
        string title = element.TryGetProperty("title", out JsonElement named) ? named.GetString() + " -- " : string.Empty;
        bool isYes = element.TryGetProperty("label", out JsonElement label) ? label.GetInt32() == 1 : element.GetProperty("answer").GetBoolean();
        return new TextSample($"{title}{passage}\nQuestion: {element.GetProperty("question").GetString()}?\nAnswer:", [" no", " yes"], isYes ? 1 : 0);
    }

    private static TextSample Labelled(JsonElement question, string key)
    {
        (string Label, string Text)[] choices = [.. question.GetProperty("choices").EnumerateArray().Select(choice => (choice.GetProperty("label").GetString()!, choice.GetProperty("text").GetString()!))];
        int answer = Array.FindIndex(choices, choice => choice.Label == key);
        string listed = string.Concat(choices.Select(choice => $"\n{choice.Label}. {choice.Text}"));
        return answer >= 0
            ? new TextSample($"Question: {question.GetProperty("stem").GetString()!.Trim()}{listed}\nAnswer:", [.. choices.Select(choice => " " + choice.Label)], answer)
            : throw new FormatException($"answerKey {key} is none of the choices");
    }

    private static TextSample Instruction(JsonElement element, string instruction)
    {
        string input = element.TryGetProperty("input", out JsonElement given) ? given.GetString()! : string.Empty, output = element.GetProperty("output").GetString()!;
        string prompt = $"### Instruction:\n{instruction}\n\n{(input.Length > 0 ? $"### Input:\n{input}\n\n" : "")}### Response:\n";
        if (!element.TryGetProperty("choices", out JsonElement listed))
        {
            return new TextSample(prompt, [output], 0);
        }

        string[] choices = [.. listed.EnumerateArray().Select(choice => choice.GetString()!)];
        int answer = Array.IndexOf(choices, output);
        return answer >= 0 && choices.Length > 1 ? new TextSample(prompt, choices, answer) : throw new FormatException("output is none of at least two choices");
    }
}
