using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>Products of Householder reflectors, as <see cref="LaneBidiagonalization"/> leaves them, with vectors; taken in pairs, so that each pass over a vector serves two.</summary>
internal static unsafe class LaneReflectors
{
    /// <summary>
    /// Applies reflectors <paramref name="from"/> … 0 to <paramref name="count"/> vectors, <paramref name="length"/> apart; reflector j has its entries j + shift … length − 1 at
    /// <c>reflectors + j·length</c>, the first of them 1. <paramref name="couplings"/> as <see cref="Couplings"/> leaves them. Each vector's sums are the same whatever stands beside it.
    /// </summary>
    public static void Apply(
        Lanes* vectors, int count, int length, Lanes* reflectors, Lanes* taus, Lanes* couplings, int from, int shift)
    {
        for (int first = 0; first < count; first += 4)
        {
            Lanes* x = vectors + ((long)first * length);
            int few = Math.Min(4, count - first);

            // From above in pairs (j, j − 1); where their number is odd, reflector 0 stays alone.
            int j = from;
            for (; j >= 1; j -= 2)
            {
                int start = j - 1 + shift;
                Lanes* inner = reflectors + ((long)j * length) + start;
                Lanes* outer = inner - length;
                ReflectPair(x + start, few, length, outer, inner, length - start, taus[j - 1], taus[j], couplings[j]);
            }

            for (int i = 0; j == 0 && i < few; i++)
            {
                Reflect(x + ((long)i * length) + shift, reflectors + shift, length - shift, taus[0]);
            }
        }
    }

    /// <summary>The products v_{j−1}ᵀ v_j of the reflectors that <see cref="Apply"/> takes in pairs, at index j = from, from − 2, …</summary>
    public static void Couplings(int length, Lanes* reflectors, int from, int shift, Lanes* couplings)
    {
        for (int j = from; j >= 1; j -= 2)
        {
            Lanes* inner = reflectors + ((long)j * length);
            Lanes* outer = inner - length;
            Lanes s0 = Lanes.Zero, s1 = Lanes.Zero;
            int i = j + shift;
            for (; i + 1 < length; i += 2)
            {
                s0 = Fma(outer[i], inner[i], s0);
                s1 = Fma(outer[i + 1], inner[i + 1], s1);
            }

            couplings[j] = s0 + s1 + (i < length ? outer[i] * inner[i] : Lanes.Zero);
        }
    }

    private static void Reflect(Lanes* x, Lanes* v, int length, Lanes tau)
    {
        Lanes s0 = Lanes.Zero, s1 = Lanes.Zero;
        int i = 0;
        for (; i + 1 < length; i += 2)
        {
            s0 = Fma(v[i], x[i], s0);
            s1 = Fma(v[i + 1], x[i + 1], s1);
        }

        if (i < length)
        {
            s0 = Fma(v[i], x[i], s0);
        }

        Lanes s = -(tau * (s0 + s1));
        for (i = 0; i < length; i++)
        {
            x[i] = Fma(s, v[i], x[i]);
        }
    }

    // (I − τ₁ o oᵀ)(I − τ₂ v vᵀ) x in one pass: oᵀ of the inner result is oᵀx − τ₂ (oᵀv)(vᵀx). o starts with its 1, v one entry later.
    private static void ReflectPair(
        Lanes* x, int count, int stride, Lanes* o, Lanes* v, int length, Lanes tauOuter, Lanes tauInner, Lanes coupling)
    {
        if (count == 4)
        {
            ReflectPairFour(x, stride, o, v, length, tauOuter, tauInner, coupling);
            return;
        }

        for (int n = 0; n < count; n++, x += stride)
        {
            Lanes along = Lanes.Zero, across = x[0];
            for (int i = 1; i < length; i++)
            {
                along = Fma(v[i], x[i], along);
                across = Fma(o[i], x[i], across);
            }

            Lanes s = -(tauInner * along);
            Lanes t = -(tauOuter * Fma(s, coupling, across));
            x[0] += t;
            for (int i = 1; i < length; i++)
            {
                x[i] = Fma(t, o[i], Fma(s, v[i], x[i]));
            }
        }
    }

    private static void ReflectPairFour(
        Lanes* x0, int stride, Lanes* o, Lanes* v, int length, Lanes tauOuter, Lanes tauInner, Lanes coupling)
    {
        Lanes* x1 = x0 + stride;
        Lanes* x2 = x1 + stride;
        Lanes* x3 = x2 + stride;
        Lanes s0 = Lanes.Zero, s1 = Lanes.Zero, s2 = Lanes.Zero, s3 = Lanes.Zero;
        Lanes t0 = x0[0], t1 = x1[0], t2 = x2[0], t3 = x3[0];
        for (int i = 1; i < length; i++)
        {
            Lanes a = v[i], b = o[i];
            Lanes y0 = x0[i], y1 = x1[i], y2 = x2[i], y3 = x3[i];
            s0 = Fma(a, y0, s0);
            s1 = Fma(a, y1, s1);
            s2 = Fma(a, y2, s2);
            s3 = Fma(a, y3, s3);
            t0 = Fma(b, y0, t0);
            t1 = Fma(b, y1, t1);
            t2 = Fma(b, y2, t2);
            t3 = Fma(b, y3, t3);
        }

        (s0, s1, s2, s3) = (-(tauInner * s0), -(tauInner * s1), -(tauInner * s2), -(tauInner * s3));
        t0 = -(tauOuter * Fma(s0, coupling, t0));
        t1 = -(tauOuter * Fma(s1, coupling, t1));
        t2 = -(tauOuter * Fma(s2, coupling, t2));
        t3 = -(tauOuter * Fma(s3, coupling, t3));
        x0[0] += t0;
        x1[0] += t1;
        x2[0] += t2;
        x3[0] += t3;
        for (int i = 1; i < length; i++)
        {
            Lanes a = v[i], b = o[i];
            x0[i] = Fma(t0, b, Fma(s0, a, x0[i]));
            x1[i] = Fma(t1, b, Fma(s1, a, x1[i]));
            x2[i] = Fma(t2, b, Fma(s2, a, x2[i]));
            x3[i] = Fma(t3, b, Fma(s3, a, x3[i]));
        }
    }
}
