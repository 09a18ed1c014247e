using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>Where accounts live. The shares of the world's API users are a rough guess. The UTC offsets are those of summer.</summary>
internal sealed record Country(string Code, double Weight, double[] UtcOffsets, Weighted<Language> Languages)
{
    public static Country[] All { get; } =
    [
        new("US", 30, [-7, -7, -6, -5, -5, -4, -4, -4], Speaks((Language.English, 90), (Language.Spanish, 5), (Language.Chinese, 5))),
        new("GB", 8, [1], Speaks((Language.English, 97), (Language.Chinese, 3))),
        new("IN", 11, [5.5], Speaks((Language.English, 90), (Language.Hindi, 10))),
        new("DE", 6, [2], Speaks((Language.German, 45), (Language.English, 55))),
        new("JP", 7, [9], Speaks((Language.Japanese, 75), (Language.English, 25))),
        new("FR", 5, [2], Speaks((Language.French, 55), (Language.English, 45))),
        new("BR", 5, [-3], Speaks((Language.Portuguese, 70), (Language.English, 30))),
        new("CA", 4, [-7, -4, -4], Speaks((Language.English, 80), (Language.French, 15), (Language.Chinese, 5))),
        new("SG", 4, [8], Speaks((Language.English, 65), (Language.Chinese, 35))),
        new("TW", 3, [8], Speaks((Language.Chinese, 75), (Language.English, 25))),
        new("KR", 4, [9], Speaks((Language.Korean, 60), (Language.English, 40))),
        new("AU", 3, [10, 8], Speaks((Language.English, 95), (Language.Chinese, 5))),
        new("NL", 2, [2], Speaks((Language.English, 100))),
        new("ES", 2, [2], Speaks((Language.Spanish, 60), (Language.English, 40))),
        new("MX", 2, [-6], Speaks((Language.Spanish, 75), (Language.English, 25))),
        new("PL", 2, [2], Speaks((Language.English, 100))),
        new("ID", 2, [7], Speaks((Language.English, 100))),
    ];

    private static readonly Weighted<Country> s_byWeight = new(Array.ConvertAll(All, country => (country, country.Weight)));

    public static Country Draw(ref Rng rng) => s_byWeight.Draw(ref rng);

    private static Weighted<Language> Speaks(params (Language, double)[] languages) => new(languages);
}
