using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>A growing block of lane vectors, aligned to 64 bytes, outside the garbage-collected heap. Contents are undefined after growth.</summary>
internal sealed unsafe class LaneBuffer : IDisposable
{
    private Vector512<double>* _pointer;
    private nuint _capacity;

    ~LaneBuffer() => Free();

    /// <summary>Bytes held.</summary>
    public long Bytes => 64 * (long)_capacity;

    /// <summary>Room for at least <paramref name="count"/> lane vectors; throws <see cref="OutOfMemoryException"/>.</summary>
    public Vector512<double>* Reserve(long count)
    {
        nuint wanted = (nuint)Math.Max(count, 1);
        if (wanted > _capacity)
        {
            Free();
            _pointer = (Vector512<double>*)NativeMemory.AlignedAlloc(checked(wanted * 64), 64);
            _capacity = wanted;
        }

        return _pointer;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        _capacity = 0;
    }
}
