using LoraCluster.Sweeps.Experiments;
using Parquet;
using Parquet.Schema;

namespace LoraCluster.Results.Reading;

/// <summary>One row group, column by column.</summary>
internal sealed class PartGroup(ParquetRowGroupReader reader, ParquetSchema schema) : IDisposable
{
    public int Rows { get; } = checked((int)reader.RowCount);

    public T[] Read<T>(string column)
        where T : struct
    {
        var values = new T[Rows];
        reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
        return values;
    }

    public T?[] ReadNullable<T>(string column)
        where T : struct
    {
        var values = new T?[Rows];
        reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
        return values;
    }

    public string[] ReadWords(string column)
    {
        var values = new string?[Rows];
        reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
        return values!;
    }

    /// <summary>A parameter's column as parameter values, one per row.</summary>
    public Func<int, ParameterValue> ReadParameter(ParameterSpec parameter)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Integer:
                var integers = Read<long>(parameter.Name);
                return row => ParameterValue.Of(integers[row]);
            case ParameterKind.Real:
                var reals = Read<double>(parameter.Name);
                return row => ParameterValue.Of(reals[row]);
            case ParameterKind.Flag:
                var flags = Read<bool>(parameter.Name);
                return row => ParameterValue.Of(flags[row]);
            default:
                string[] words = ReadWords(parameter.Name);
                return row => ParameterValue.Of(words[row]);
        }
    }

    public void Dispose() => reader.Dispose();

    private DataField FieldOf(string column) => schema.FindDataField(column);
}
