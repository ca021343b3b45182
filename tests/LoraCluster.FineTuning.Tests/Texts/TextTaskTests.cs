using LoraCluster.FineTuning.Texts;

namespace LoraCluster.FineTuning.Tests.Texts;

public sealed class TextTaskTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-texts-");

    public void Dispose() => _root.Delete(true);

    [Fact]
    public void Boolq_commonsense_qa_and_alpaca_are_told_apart_by_their_fields()
    {
        Write("train.jsonl", """
            {"question": "is it low", "passage": "The rank is low.", "answer": true}
            {"question": "is it", "passage": "It is not.", "title": "It", "label": 0, "idx": 7}
            {"id": "x", "question": {"stem": "Where is it?", "choices": [{"label": "A", "text": "here"}, {"label": "B", "text": "there"}]}, "answerKey": "B"}
            {"instruction": "Add.", "input": "1 + 1", "output": "2"}

            """);
        Write("test.json", """[{"instruction": "Choose.", "output": "b", "choices": ["a", "b"]}]""");
        TextTask task = TextTask.OpenIn(_root.FullName, "t");
        var samples = task.Draw(Settings.Of() with { LabelNoise = 0, SampleFraction = 1 }, 1, 2, 3);
        TextSample[] all = [.. samples.Train, .. samples.Validation];
        Assert.Equal(4, all.Length);
        Assert.Contains(all, s => s is { Prompt: "It -- It is not.\nQuestion: is it?\nAnswer:", Answer: 0 });
        Assert.Contains(all, s => s is { Prompt: "The rank is low.\nQuestion: is it low?\nAnswer:", Answer: 1 } && s.Choices.SequenceEqual([" no", " yes"]));
        Assert.Contains(all, s => s is { Prompt: "Question: Where is it?\nA. here\nB. there\nAnswer:", Answer: 1 } && s.Choices.SequenceEqual([" A", " B"]));
        Assert.Contains(all, s => s is { Prompt: "### Instruction:\nAdd.\n\n### Input:\n1 + 1\n\n### Response:\n", IsChoice: false } && s.Choices[0] == "2");
        Assert.Equal(("### Instruction:\nChoose.\n\n### Response:\n", 1), (task.Test[0].Prompt, task.Test[0].Answer));
    }

    [Theory]
    [InlineData("{}", "sample 1: expected passage, question, answer")]
    [InlineData("{\"instruction\": \"a\", \"output\": \"c\", \"choices\": [\"a\", \"b\"]}", "output is none of at least two choices")]
    [InlineData("{\"question\": {\"stem\": \"s\", \"choices\": [{\"label\": \"A\", \"text\": \"t\"}]}, \"answerKey\": \"E\"}", "answerKey E is none of the choices")]
    [InlineData("{\"passage\": 5, \"question\": \"q\", \"answer\": true}", "sample 1")]
    [InlineData("no json", "sample 1")]
    [InlineData("", "holds no samples")]
    [InlineData("[]", "holds no samples")]
    public void Other_files_are_refused_with_their_name(string text, string message)
    {
        Write("train.jsonl", text);
        Write("test.jsonl", text);
        string said = Assert.Throws<FineTuneException>(() => TextTask.OpenIn(_root.FullName, "t")).Message;
        Assert.Contains("train.jsonl", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_validation_split_a_tenth_is_held_out_and_the_share_is_of_the_rest()
    {
        Write("train.jsonl", string.Concat(Enumerable.Range(0, 100).Select(i => $$"""{"question": "q{{i}}", "passage": "p", "answer": true}""" + "\n")));
        Write("test.jsonl", """{"question": "q", "passage": "p", "answer": true}""");
        TextTask task = TextTask.OpenIn(_root.FullName, "t");
        (var train, var validation) = task.Draw(Settings.Of() with { SampleFraction = 0.5, LabelNoise = 0 }, 1, 2, 3);
        Assert.Equal((45, 10), (train.Count, validation.Count));
        Assert.Empty(train.Select(s => s.Prompt).Intersect(validation.Select(s => s.Prompt)));
        Assert.All(task.Draw(Settings.Of() with { LabelNoise = 1 }, 1, 2, 3).Train, s => Assert.Equal(0, s.Answer));
    }

    [Fact]
    public void Noise_needs_choices_and_files_must_be_there()
    {
        Assert.Contains("holds neither train.jsonl", Assert.Throws<FineTuneException>(() => TextTask.OpenIn(_root.FullName, "t")).Message, StringComparison.Ordinal);
        Write("train.jsonl", "{\"instruction\": \"a\", \"output\": \"b\"}\n{\"instruction\": \"c\", \"output\": \"d\"}");
        Write("test.jsonl", "{\"instruction\": \"a\", \"output\": \"b\"}");
        TextTask task = TextTask.OpenIn(_root.FullName, "t");
        Assert.Throws<FineTuneException>(() => task.Draw(Settings.Of() with { LabelNoise = 0.1 }, 1, 2, 3));
    }

    [Theory]
    [InlineData("\"model_type\": \"gpt2\"", "model_type is gpt2; expected qwen2 or llama")]
    [InlineData("\"model_type\": \"qwen2\", \"use_sliding_window\": true", "use_sliding_window is on")]
    [InlineData("\"model_type\": \"llama\", \"rope_scaling\": {\"type\": \"llama3\"}", "rope_scaling is set")]
    [InlineData("\"model_type\": \"qwen2\", \"rope_parameters\": {\"rope_type\": \"yarn\", \"rope_theta\": 1e6}", "rope_type is yarn")]
    [InlineData("\"model_type\": \"llama\", \"hidden_act\": \"gelu\"", "hidden_act is gelu")]
    [InlineData("\"model_type\": \"llama\", \"num_key_value_heads\": 3", "do not fit together")]
    public void Models_whose_arithmetic_is_another_are_refused(string fields, string message)
    {
        File.WriteAllText(Path.Combine(_root.FullName, "config.json"), $"{{\"hidden_size\": 16, \"num_attention_heads\": 4, \"intermediate_size\": 32, \"num_hidden_layers\": 2, {fields}}}");
        Assert.Contains(message, Assert.Throws<FineTuneException>(() => LanguageModelConfig.Read(_root.FullName)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"rope_theta\": 1000000", 1e6)]
    [InlineData("\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 500000}", 5e5)]
    [InlineData("\"vocab_size\": 5", 1e4)]
    public void The_rotary_base_is_found_where_old_and_new_files_have_it(string field, double expected)
    {
        File.WriteAllText(Path.Combine(_root.FullName, "config.json"), $"{{\"model_type\": \"qwen2\", \"hidden_size\": 16, \"num_attention_heads\": 4, \"intermediate_size\": 32, \"num_hidden_layers\": 2, {field}}}");
        Assert.Equal(expected, LanguageModelConfig.Read(_root.FullName).RotaryBase);
    }

    private void Write(string name, string text)
    {
        string place = Directory.CreateDirectory(Path.Combine(_root.FullName, "t")).FullName;
        File.WriteAllText(Path.Combine(place, name), text);
    }
}
