using CsCheck;
using Distill.Core.Profiles;

namespace Distill.Core.Tests.Profiles;

public sealed class PackedProfileTests
{
    private static readonly Gen<ModelUse> s_model = Gen.Select(Gen.Long, Gen.Int, (first, name) => new ModelUse(first, name));
    private static readonly Gen<FramingUse> s_framing = Gen.Select(Gen.ULong, Gen.Int, (key, calls) => new FramingUse(new FramingKey(key), calls));
    private static readonly Gen<Trait> s_trait = Gen.Select(Gen.Enum<TraitKind>(), Gen.ULong, (kind, value) => new Trait(kind, value));

    private static readonly Gen<PassageUse> s_passage = Gen.Select(Gen.UInt, Gen.Int, (hash, prompts) => new PassageUse(hash, prompts));

    [Fact]
    public void Lists_AreReadBack() =>
        Gen.Select(
                Gen.Long.Array[0, 700],
                Gen.ULong.Array[0, 32],
                s_model.Array[0, 5],
                s_framing.Array[0, 24],
                Gen.UInt.Array[0, 64],
                s_passage.Array[0, 48],
                s_trait.Array[0, 8]
            )
            .Sample(
                (sittings, exchanges, models, framings, pairs, passages, traits) =>
                {
                    var packed = new PackedProfile(sittings, exchanges, models, framings, pairs, passages, traits);
                    return packed.Sittings.SequenceEqual(sittings)
                        && packed.Exchanges.SequenceEqual(exchanges)
                        && packed.Models.SequenceEqual(models)
                        && packed.Framings.SequenceEqual(framings)
                        && packed.Pairs.SequenceEqual(pairs)
                        && packed.Passages.SequenceEqual(passages)
                        && packed.Traits.SequenceEqual(traits);
                }
            );

    [Fact]
    public void ModelsBeyondAByte_AreLeftOut()
    {
        ModelUse[] models = [.. Enumerable.Range(0, 300).Select(i => new ModelUse(i, i))];

        var packed = new PackedProfile([], [], models, [new FramingUse(new FramingKey(7), 3)], [], [], []);

        Assert.Equal(models[..255], packed.Models.ToArray());
        Assert.Equal(7ul, Assert.Single(packed.Framings.ToArray()).Key.Value);
    }
}
