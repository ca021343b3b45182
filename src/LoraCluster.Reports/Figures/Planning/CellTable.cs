using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>The parameters of many cells, four bytes each: values are numbered, and a cell stores numbers.</summary>
internal sealed class CellTable
{
    private readonly Column[] _columns;

    public CellTable(IReadOnlyList<ParameterSpec> parameters, IEnumerable<Cell> cells)
    {
        Parameters = parameters;
        _columns = [.. parameters.Select(_ => new Column())];
        foreach (Cell cell in cells)
        {
            for (int p = 0; p < _columns.Length; p++)
            {
                _columns[p].Add(cell.Values[p]);
            }

            Count++;
        }
    }

    /// <summary>The parameters, in column order.</summary>
    public IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>Number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>The values of a parameter, by their numbers.</summary>
    public IReadOnlyList<ParameterValue> Values(int parameter) => _columns[parameter].Values;

    /// <summary>The number of a cell's value of a parameter.</summary>
    public int Code(int parameter, int cell) => _columns[parameter].Codes[cell];

    /// <summary>The values that these cells have of a parameter, in the order of a figure.</summary>
    public IReadOnlyList<ParameterValue> ValuesAmong(int parameter, IEnumerable<int> cells) =>
        [.. cells.Select(cell => Code(parameter, cell)).Distinct().Select(code => Values(parameter)[code]).Order(new ValueOrder(Parameters[parameter]))];

    /// <summary>True where a parameter has, among these cells, one value for each value of <paramref name="leader"/>.</summary>
    public bool Follows(int parameter, int leader, IEnumerable<int> cells)
    {
        var known = new Dictionary<int, int>();
        return cells.All(cell => known.TryAdd(Code(leader, cell), Code(parameter, cell)) || known[Code(leader, cell)] == Code(parameter, cell));
    }

    private sealed class Column
    {
        private readonly Dictionary<ParameterValue, int> _numbers = [];

        public List<ParameterValue> Values { get; } = [];

        public List<int> Codes { get; } = [];

        public void Add(ParameterValue value)
        {
            if (!_numbers.TryGetValue(value, out int code))
            {
                code = Values.Count;
                _numbers.Add(value, code);
                Values.Add(value);
            }

            Codes.Add(code);
        }
    }
}
