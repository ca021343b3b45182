using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>The columns that repeat a cell's position and parameters on each of its rows.</summary>
internal static class ParameterColumns
{
    /// <summary>Adds <c>cell</c> and the parameters; <paramref name="rowsOf"/> says how many rows a cell has, <paramref name="rows"/> is their sum.</summary>
    public static void Add(
        PartFileWriter file, IReadOnlyList<ParameterSpec> parameters, IReadOnlyList<CellRows> cells, Func<CellRows, int> rowsOf, int rows)
    {
        file.Add(Repeat(cells, rowsOf, rows, cell => cell.Cell.Index));
        for (int i = 0; i < parameters.Count; i++)
        {
            int column = i;
            switch (parameters[i].Kind)
            {
                case ParameterKind.Integer:
                    file.Add(Repeat(cells, rowsOf, rows, cell => cell.Cell.Values[column].Integer));
                    break;
                case ParameterKind.Real:
                    file.Add(Repeat(cells, rowsOf, rows, cell => cell.Cell.Values[column].Real));
                    break;
                case ParameterKind.Flag:
                    file.Add(Repeat(cells, rowsOf, rows, cell => cell.Cell.Values[column].Flag));
                    break;
                default:
                    file.Add(Repeat(cells, rowsOf, rows, cell => cell.Cell.Values[column].Text));
                    break;
            }
        }
    }

    private static T[] Repeat<T>(IReadOnlyList<CellRows> cells, Func<CellRows, int> rowsOf, int rows, Func<CellRows, T> value)
    {
        var column = new T[rows];
        int at = 0;
        foreach (var cell in cells)
        {
            int count = rowsOf(cell);
            column.AsSpan(at, count).Fill(value(cell));
            at += count;
        }

        return column;
    }
}
