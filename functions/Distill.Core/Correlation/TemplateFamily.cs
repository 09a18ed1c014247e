using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Framings that belong together, because the same accounts use them.</summary>
/// <param name="Templates">The framings, in order of their keys.</param>
/// <param name="Needed">How many of a framing's features a call must carry to be one of its calls.</param>
/// <param name="Tested">Pairs among which these were found.</param>
internal sealed record TemplateFamily(IReadOnlyList<Template> Templates, int Needed, int Tested)
{
    /// <summary>True when the framings are known by their words' pairs, for their wording varies.</summary>
    public bool IsVaried => Needed > 1;
}

/// <summary>One framing.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Features">What a call of it may carry: the framing itself, or pairs of its words.</param>
internal sealed record Template(TemplateKey Key, IReadOnlyList<TemplateKey> Features);
