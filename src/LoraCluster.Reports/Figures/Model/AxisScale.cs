namespace LoraCluster.Reports.Figures.Model;

/// <summary>How values are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences, equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios, equal lengths.</summary>
    Logarithmic,

    /// <summary>Words, one place each: 0, 1, 2 …; nothing lies between them.</summary>
    Categories,
}
