using System.Diagnostics.CodeAnalysis;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Enumerates the prompts of an account's calls, ordered by time, then id. Valid until the buffer is used again.</summary>
internal ref struct PromptEnumerator(AccountHistory history, CallBuffer buffer)
{
    private int _next;
    private int _held;
    private PackedCalls.Prompts _window;

    /// <summary>The call's prompt, by reference.</summary>
    [UnscopedRef]
    public readonly ref readonly PromptFeatures Prompt => ref _window.Prompt;

    /// <summary>The call's <see cref="ApiCall.Id"/>.</summary>
    public readonly ulong Id => _window.Id;

    /// <summary>The call's time, microseconds since 1970-01-01 UTC.</summary>
    public readonly long Micros => _window.Micros;

    /// <summary>Goes to the next call. False after the last one.</summary>
    public bool MoveNext()
    {
        while (!_window.MoveNext())
        {
            if (_next == history.Windows.Length)
            {
                return false;
            }

            ref readonly var window = ref history.Windows[_next++];
            _window = new PackedCalls.Prompts(history.Packed(window, _held, buffer), window.Hour, window.Kept);
            _held += window.Length;
        }

        return true;
    }
}
