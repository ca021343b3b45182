using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Experiments;
using Parquet;
using Parquet.Schema;

namespace LoraCluster.Results.Reading;

/// <summary>One row group, column by column. Throws <see cref="InvalidDataException"/> for what no part can hold.</summary>
internal sealed class PartGroup(PartReader file, ParquetRowGroupReader reader, ParquetSchema schema) : IDisposable
{
    public int Rows { get; } = RowsOf(reader);

    public T[] Read<T>(string column)
        where T : struct
    {
        var values = new T[Rows];
        return file.Checked(() =>
        {
            reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return values;
        });
    }

    public T?[] ReadNullable<T>(string column)
        where T : struct
    {
        var values = new T?[Rows];
        return file.Checked(() =>
        {
            reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return values;
        });
    }

    public string[] ReadWords(string column)
    {
        var values = new string?[Rows];
        return file.Checked(() =>
        {
            reader.ReadAsync(FieldOf(column), values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(values, value => value ?? throw new InvalidDataException($"{column} lacks a value"));
        });
    }

    /// <summary>Makes something of a row; throws <see cref="InvalidDataException"/> where its values are refused.</summary>
    public T Make<T>(Func<int, T> make, int row)
    {
        try
        {
            return make(row);
        }
        catch (ArgumentException refused)
        {
            throw file.Invalid(refused);
        }
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

    // A count is all that stands between a few damaged bytes and gigabytes of arrays.
    private static int RowsOf(ParquetRowGroupReader reader) => reader.RowCount is >= 0 and <= PartFileWriter.RowGroupRows
        ? (int)reader.RowCount
        : throw new InvalidDataException($"a row group of {reader.RowCount} rows; expected at most {PartFileWriter.RowGroupRows}");

    private DataField FieldOf(string column) => schema.FindDataField(column);
}
