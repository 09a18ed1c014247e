using System.Collections.Frozen;
using Distill.Contracts;

namespace Distill.Core.Profiles;

/// <summary>The domains of large public mail providers. Anyone can have an address there, so a shared domain of theirs says nothing.</summary>
public static class MailProviders
{
    private static readonly FrozenSet<string> s_domains = TextSections
        .Read(typeof(MailProviders).Assembly, "mail-providers.txt")
        .SelectMany(s => s.Text.Split('\n'))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a provider's domain, in lower case.</summary>
    public static bool Has(string domain) => s_domains.Contains(domain);
}
