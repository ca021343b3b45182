namespace LoraCluster.Reports.Figures.Model;

/// <summary>The shapes of markers. All can be filled or hollow.</summary>
public enum PointShape
{
    /// <summary>A circle.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle that points up.</summary>
    TriangleUp,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A triangle that points down.</summary>
    TriangleDown,
}
