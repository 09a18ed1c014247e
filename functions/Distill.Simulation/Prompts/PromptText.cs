using System.Globalization;

namespace Distill.Simulation.Prompts;

/// <summary>A text that grows. One instance is used again for every prompt.</summary>
public sealed class PromptText
{
    private char[] _chars = new char[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _chars.AsSpan(0, Length);

    /// <summary>Whether the text is empty or ends with a space or line feed, so that no space may follow.</summary>
    internal bool EndsWithSpace => Length == 0 || _chars[Length - 1] is ' ' or '\n';

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<char> text)
    {
        if (Length + text.Length > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + text.Length));
        }

        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Append(digits[..written]);
    }

    /// <summary>Makes the character at a position upper case, where its script has one.</summary>
    public void Capitalise(int position)
    {
        if (position < Length)
        {
            _chars[position] = char.ToUpperInvariant(_chars[position]);
        }
    }

    /// <summary>Removes white space from the end, but nothing before a position.</summary>
    internal void TrimEnd(int position)
    {
        while (Length > position && char.IsWhiteSpace(_chars[Length - 1]))
        {
            Length--;
        }
    }

    public override string ToString() => Span.ToString();
}
