namespace LoraCluster.Numerics.Randomness;

/// <summary>What a random number is for. Part of the counter, so that no two uses of one trial ever meet the same number. At most 16.</summary>
internal enum StreamPurpose
{
    Noise = 0,
    FactorNormals = 1,
    FactorChi = 2,
    FactorChiUniform = 3,
    ShiftLeftNormals = 4,
    ShiftLeftChi = 5,
    ShiftLeftChiUniform = 6,
    ShiftRightNormals = 7,
    ShiftRightChi = 8,
    ShiftRightChiUniform = 9,
    DesignNormals = 10,
    ReferenceShift = 11,
    ReferenceDesign = 12,
    ReferenceNoise = 13,
    Pretrained = 14,
    ReferenceRotation = 15,
}
