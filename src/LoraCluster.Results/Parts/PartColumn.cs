using LoraCluster.Results.Format;

namespace LoraCluster.Results.Parts;

/// <summary>A column of a part's file: its place in the schema, and how its values come out of the cells.</summary>
internal abstract class PartColumn(ColumnSpec spec)
{
    /// <summary>Its place in the schema.</summary>
    public ColumnSpec Spec => spec;

    /// <summary>Writes the column of one row group, from the walk's place on.</summary>
    public abstract ColumnChunk Write(ref RowWalk walk, int rows, PageScratch scratch, ChunkWriter chunk);
}
