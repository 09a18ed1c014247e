using Distill.Core.Events;

namespace Distill.Core.Profiles;

/// <summary>Finds a text that a sender writes in place of every prompt, such as "redacted".</summary>
internal static class ConstantPrompts
{
    // Fewest known prompts that are judged. Fewer equal ones may well be one question asked again.
    private const int MinCalls = 5;

    // Share of the known prompts that must be equal. Now and then a sender lets a real prompt through.
    private const double NearlyAll = 0.9;

    /// <summary>Fewest accounts with the same constant prompt that make it a placeholder. Two accounts may have agreed on a prompt.</summary>
    public const int MinAccounts = 3;

    /// <summary>Returns the hash of the prompt that nearly all calls have. 0 when there is none.</summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="known">How many of the calls have a known prompt.</param>
    public static ulong Of(ReadOnlySpan<ApiCall> calls, int known)
    {
        if (known < MinCalls)
        {
            return 0;
        }

        // Boyer and Moore's majority vote (doi:10.1007/978-94-011-3488-0_5) finds the only prompt that more than half of the calls can have.
        var (candidate, lead) = (0UL, 0);
        foreach (ref readonly var call in calls)
        {
            if (call.PromptInPlace.Whole is not 0 and var whole)
            {
                candidate = lead == 0 ? whole : candidate;
                lead += whole == candidate ? 1 : -1;
            }
        }

        var count = 0;
        foreach (ref readonly var call in calls)
        {
            count += call.PromptInPlace.Whole == candidate ? 1 : 0;
        }

        return candidate != 0 && count >= NearlyAll * known ? candidate : 0;
    }
}
