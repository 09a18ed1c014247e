using Distill.Contracts.Prompts;

namespace Distill.Core.Windows;

/// <summary>Reads only the names, the country, the tokens and the intents of a window's packed calls. It skips everything else.</summary>
/// <param name="bytes">What <see cref="PackedCalls.Write"/> wrote.</param>
/// <param name="calls">How many calls there were.</param>
/// <param name="contexts">Scratch: room for a context of each call.</param>
internal ref struct PackedTotals(ReadOnlySpan<byte> bytes, int calls, Span<CallNames> contexts)
{
    private readonly Span<CallNames> _contexts = contexts;
    private PackedReader _reader = new(bytes);
    private int _left = calls;
    private int _known;

    /// <summary>The call's names.</summary>
    public CallNames Names { get; private set; }

    public int InputTokens { get; private set; }

    public int OutputTokens { get; private set; }

    /// <summary>What the prompt asks for; null when it is not known.</summary>
    public PromptIntent? Intent { get; private set; }

    /// <summary>Goes to the next call. False after the last one.</summary>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        var start = new PackedStart(_reader.Number());
        var at = start.Context;
        if (at == _known)
        {
            var hasTools = _reader.SkipCallerTo(out var country);
            _contexts[_known++] = new CallNames((int)_reader.Number(), (int)_reader.Number(), (int)_reader.Number(), country, hasTools);
        }

        Names = _contexts[at];
        _reader.SkipMoment();
        InputTokens = (int)_reader.Number();
        OutputTokens = (int)_reader.Number();
        _reader.SkipExchanges(start);
        Intent = _reader.SkipPrompt(start.IsWide);
        return true;
    }
}

/// <summary>
/// The names of a call, as numbers of a <see cref="NameTable"/>, its country, and whether it offered tools. 0 is the empty name, and no country.
/// </summary>
internal readonly record struct CallNames(int Model, int Platform, int Reseller, ushort Country, bool HasTools);
