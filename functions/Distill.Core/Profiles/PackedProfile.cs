using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>
/// The lists of an account's profile in one block of bytes. Millions of profiles are held, and most lists are shorter than the header of an array.
/// </summary>
internal readonly struct PackedProfile
{
    private readonly byte[] _bytes;
    private readonly ushort _sittings;
    private readonly byte _exchanges,
        _models,
        _framings,
        _pairs,
        _passages;

    /// <param name="sittings">Start times, microseconds; at most 65,535, which four sittings an hour reach in 680 days.</param>
    /// <param name="exchanges">Exchanges, see <see cref="AccountExchanges"/>; at most 255.</param>
    /// <param name="models">First calls of models; at most 255 are kept.</param>
    /// <param name="framings">Framings; at most 255.</param>
    /// <param name="pairs">Hashes of word pairs; at most 255.</param>
    /// <param name="passages">Passages; at most 255.</param>
    /// <param name="traits">Values that other accounts may share.</param>
    public PackedProfile(
        ReadOnlySpan<long> sittings,
        ReadOnlySpan<ulong> exchanges,
        ReadOnlySpan<ModelUse> models,
        ReadOnlySpan<FramingUse> framings,
        ReadOnlySpan<uint> pairs,
        ReadOnlySpan<PassageUse> passages,
        ReadOnlySpan<Trait> traits
    )
    {
        models = models[..Math.Min(models.Length, byte.MaxValue)];
        (_sittings, _exchanges) = (checked((ushort)sittings.Length), checked((byte)exchanges.Length));
        (_models, _framings, _pairs) = ((byte)models.Length, checked((byte)framings.Length), checked((byte)pairs.Length));
        _passages = checked((byte)passages.Length);
        _bytes = new byte[TraitsAt + (Unsafe.SizeOf<Trait>() * traits.Length)];
        MemoryMarshal.AsBytes(sittings).CopyTo(_bytes);
        MemoryMarshal.AsBytes(exchanges).CopyTo(_bytes.AsSpan(ExchangesAt));
        MemoryMarshal.AsBytes(models).CopyTo(_bytes.AsSpan(ModelsAt));
        MemoryMarshal.AsBytes(framings).CopyTo(_bytes.AsSpan(FramingsAt));
        MemoryMarshal.AsBytes(pairs).CopyTo(_bytes.AsSpan(PairsAt));
        MemoryMarshal.AsBytes(passages).CopyTo(_bytes.AsSpan(PassagesAt));
        MemoryMarshal.AsBytes(traits).CopyTo(_bytes.AsSpan(TraitsAt));
    }

    /// <summary>Returns a copy with other traits.</summary>
    public PackedProfile With(ReadOnlySpan<Trait> traits) => new(Sittings, Exchanges, Models, Framings, Pairs, Passages, traits);

    public ReadOnlySpan<long> Sittings => MemoryMarshal.Cast<byte, long>(_bytes.AsSpan(0, ExchangesAt));

    public ReadOnlySpan<ulong> Exchanges => MemoryMarshal.Cast<byte, ulong>(_bytes.AsSpan(ExchangesAt..ModelsAt));

    public ReadOnlySpan<ModelUse> Models => MemoryMarshal.Cast<byte, ModelUse>(_bytes.AsSpan(ModelsAt..FramingsAt));

    public ReadOnlySpan<FramingUse> Framings => MemoryMarshal.Cast<byte, FramingUse>(_bytes.AsSpan(FramingsAt..PairsAt));

    public ReadOnlySpan<uint> Pairs => MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan(PairsAt..PassagesAt));

    public ReadOnlySpan<PassageUse> Passages => MemoryMarshal.Cast<byte, PassageUse>(_bytes.AsSpan(PassagesAt..TraitsAt));

    public ReadOnlySpan<Trait> Traits => MemoryMarshal.Cast<byte, Trait>(_bytes.AsSpan(TraitsAt));

    // The lists with the largest alignment come first, so that each list is aligned for its elements.
    private int ExchangesAt => sizeof(long) * _sittings;

    private int ModelsAt => ExchangesAt + (sizeof(ulong) * _exchanges);

    private int FramingsAt => ModelsAt + (Unsafe.SizeOf<ModelUse>() * _models);

    private int PairsAt => FramingsAt + (Unsafe.SizeOf<FramingUse>() * _framings);

    private int PassagesAt => PairsAt + (sizeof(uint) * _pairs);

    private int TraitsAt => PassagesAt + (Unsafe.SizeOf<PassageUse>() * _passages);
}

/// <summary>An account's first call of a model.</summary>
/// <param name="First">Time of the first call, microseconds since 1970-01-01 UTC.</param>
/// <param name="Name">The model's number in the population's names.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct ModelUse(long First, int Name);
