using CsCheck;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class PackedProfileTests
{
    private static readonly Gen<ModelUse> s_model = Gen.Select(Gen.Long, Gen.Int, (first, name) => new ModelUse(first, name));
    private static readonly Gen<TemplateUse> s_template = Gen.Select(
        Gen.ULong,
        Gen.Int,
        (key, calls) => new TemplateUse(new TemplateKey(key), calls)
    );
    private static readonly Gen<Trait> s_trait = Gen.Select(Gen.Enum<TraitKind>(), Gen.ULong, (kind, value) => new Trait(kind, value));

    [Fact]
    public void Lists_AreReadBack() =>
        Gen.Select(Gen.Long.Array[0, 700], s_model.Array[0, 5], s_template.Array[0, 24], Gen.UInt.Array[0, 64], s_trait.Array[0, 8])
            .Sample(
                (sittings, models, templates, pairs, traits) =>
                {
                    var packed = new PackedProfile(sittings, models, templates, pairs, traits);
                    return packed.Sittings.SequenceEqual(sittings)
                        && packed.Models.SequenceEqual(models)
                        && packed.Templates.SequenceEqual(templates)
                        && packed.Pairs.SequenceEqual(pairs)
                        && packed.Traits.SequenceEqual(traits);
                }
            );

    [Fact]
    public void ModelsBeyondAByte_AreLeftOut()
    {
        ModelUse[] models = [.. Enumerable.Range(0, 300).Select(i => new ModelUse(i, i))];

        var packed = new PackedProfile([], models, [new TemplateUse(new TemplateKey(7), 3)], [], []);

        Assert.Equal(models[..255], packed.Models.ToArray());
        Assert.Equal(7ul, Assert.Single(packed.Templates.ToArray()).Key.Value);
    }
}
