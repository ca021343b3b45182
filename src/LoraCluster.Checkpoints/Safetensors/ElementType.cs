namespace LoraCluster.Checkpoints.Safetensors;

/// <summary>How the numbers of a tensor are stored.</summary>
public enum ElementType
{
    /// <summary>bfloat16: the upper half of a float32.</summary>
    BF16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE double precision.</summary>
    F64,
}
