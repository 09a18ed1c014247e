using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Distill.Core.Profiles;

/// <summary>
/// The lists of an account's profile in one block of bytes: those of millions are held, and most lists are no longer than an array's head.
/// </summary>
internal readonly struct PackedProfile
{
    private readonly byte[] _bytes;
    private readonly ushort _sittings;
    private readonly byte _models,
        _framings,
        _pairs;

    /// <param name="sittings">Start times, microseconds; at most 65,535, as many as four an hour make in 680 days.</param>
    /// <param name="models">First calls of models; no more than 255 are kept.</param>
    /// <param name="framings">Framings; at most 255.</param>
    /// <param name="pairs">Hashes of word pairs; at most 255.</param>
    /// <param name="traits">Values that others may share.</param>
    public PackedProfile(
        ReadOnlySpan<long> sittings,
        ReadOnlySpan<ModelUse> models,
        ReadOnlySpan<FramingUse> framings,
        ReadOnlySpan<uint> pairs,
        ReadOnlySpan<Trait> traits
    )
    {
        models = models[..Math.Min(models.Length, byte.MaxValue)];
        _sittings = checked((ushort)sittings.Length);
        (_models, _framings, _pairs) = ((byte)models.Length, checked((byte)framings.Length), checked((byte)pairs.Length));
        _bytes = new byte[TraitsAt + (Unsafe.SizeOf<Trait>() * traits.Length)];
        MemoryMarshal.AsBytes(sittings).CopyTo(_bytes);
        MemoryMarshal.AsBytes(models).CopyTo(_bytes.AsSpan(ModelsAt));
        MemoryMarshal.AsBytes(framings).CopyTo(_bytes.AsSpan(FramingsAt));
        MemoryMarshal.AsBytes(pairs).CopyTo(_bytes.AsSpan(PairsAt));
        MemoryMarshal.AsBytes(traits).CopyTo(_bytes.AsSpan(TraitsAt));
    }

    /// <summary>The same lists with other traits.</summary>
    public PackedProfile With(ReadOnlySpan<Trait> traits) => new(Sittings, Models, Framings, Pairs, traits);

    public ReadOnlySpan<long> Sittings => MemoryMarshal.Cast<byte, long>(_bytes.AsSpan(0, ModelsAt));

    public ReadOnlySpan<ModelUse> Models => MemoryMarshal.Cast<byte, ModelUse>(_bytes.AsSpan(ModelsAt..FramingsAt));

    public ReadOnlySpan<FramingUse> Framings => MemoryMarshal.Cast<byte, FramingUse>(_bytes.AsSpan(FramingsAt..PairsAt));

    public ReadOnlySpan<uint> Pairs => MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan(PairsAt..TraitsAt));

    public ReadOnlySpan<Trait> Traits => MemoryMarshal.Cast<byte, Trait>(_bytes.AsSpan(TraitsAt));

    // In order of size: each list lies as its elements ask for.
    private int ModelsAt => sizeof(long) * _sittings;

    private int FramingsAt => ModelsAt + (Unsafe.SizeOf<ModelUse>() * _models);

    private int PairsAt => FramingsAt + (Unsafe.SizeOf<FramingUse>() * _framings);

    private int TraitsAt => PairsAt + (sizeof(uint) * _pairs);
}

/// <summary>An account's first call of a model.</summary>
/// <param name="First">Microseconds.</param>
/// <param name="Name">The model's number among the population's names.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct ModelUse(long First, int Name);
