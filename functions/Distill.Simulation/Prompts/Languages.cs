using Distill.Simulation.World;

namespace Distill.Simulation.Prompts;

internal static class Languages
{
    public static string Prefix(Language language) =>
        language switch
        {
            Language.English => "en",
            Language.Chinese => "zh",
            Language.Spanish => "es",
            Language.German => "de",
            Language.French => "fr",
            Language.Portuguese => "pt",
            Language.Japanese => "ja",
            Language.Korean => "ko",
            _ => "hi",
        };
}
