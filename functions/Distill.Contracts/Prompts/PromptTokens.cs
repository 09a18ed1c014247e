using System.Text;

namespace Distill.Contracts.Prompts;

/// <summary>
/// Splits a prompt (UTF-8) into tokens and hashes them. Letters become lower case, every number is one token, every fenced code block is one token,
/// typographic quotes become plain, and each Chinese, Japanese or Korean character is a token of its own. Characters that nobody sees (format
/// characters, the byte order mark, what stands for a broken one) are left out, also inside words. Allocates nothing.
/// </summary>
internal ref struct PromptTokens(ReadOnlySpan<byte> utf8)
{
    private const ulong Number = 0x6E75_6D62_6572;

    /// <summary>The token of every fenced code block.</summary>
    public const ulong CodeBlock = 0x636F_6465;

    private ReadOnlySpan<byte> _rest = utf8;

    /// <summary>True when white space stands in front of the last token.</summary>
    public bool IsSpaced { get; private set; }

    /// <summary>True when a line break stands in front of the last token.</summary>
    public bool IsOnNewLine { get; private set; }

    /// <summary>The next token's hash; false at the end.</summary>
    public bool TryNext(out ulong hash)
    {
        (IsSpaced, IsOnNewLine) = (false, false);
        while (!_rest.IsEmpty)
        {
            if (_rest[0] == '`' && _rest.StartsWith("```"u8))
            {
                var close = _rest[3..].IndexOf("```"u8);
                _rest = close < 0 ? default : _rest[(close + 6)..];
                hash = CodeBlock;
                return true;
            }

            var rune = Next(out var length);
            _rest = _rest[length..];
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsUnseen(rune))
            {
                IsSpaced = true;
                IsOnNewLine |= rune.Value == '\n';
                continue;
            }

            if (Rune.IsDigit(rune))
            {
                SkipWhile(static r => Rune.IsDigit(r) || IsUnseen(r));
                hash = Number;
                return true;
            }

            if (!Rune.IsLetter(rune) || IsIdeograph(rune))
            {
                hash = Fingerprint.Mix(0, (ulong)Plain(rune).Value);
                return true;
            }

            hash = Word(rune);
            return true;
        }

        hash = 0;
        return false;
    }

    private ulong Word(Rune first)
    {
        var hash = 0xCBF2_9CE4_8422_2325UL;
        var rune = first;
        while (true)
        {
            hash = IsUnseen(rune) ? hash : (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * 0x100_0000_01B3;
            if (_rest.IsEmpty)
            {
                break;
            }

            rune = Next(out var length);
            if (!IsWordPart(rune) && !IsUnseen(rune))
            {
                break;
            }

            _rest = _rest[length..];
        }

        return Fingerprint.Mix(1, hash);
    }

    private void SkipWhile(Func<Rune, bool> match)
    {
        while (!_rest.IsEmpty && match(Next(out var length)))
        {
            _rest = _rest[length..];
        }
    }

    private readonly Rune Next(out int length)
    {
        var b = _rest[0];
        if (b < 0x80)
        {
            length = 1;
            return new Rune((char)b);
        }

        // Malformed UTF-8 decodes to the replacement character.
        Rune.DecodeFromUtf8(_rest, out var rune, out length);
        return rune;
    }

    private static bool IsWordPart(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) && !IsIdeograph(rune))
        || rune.Value is '_'
        || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // True for format characters, such as U+FEFF, U+200B and the marks of direction, for variation selectors, and for the replacement character.
    private static bool IsUnseen(Rune rune) =>
        !rune.IsAscii
        && (
            rune.Value is 0xFFFD or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
            || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format
        );

    private static bool IsIdeograph(Rune rune) =>
        rune.Value
            is (>= 0x3040 and <= 0x30FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7AF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3134F);

    private static Rune Plain(Rune rune) =>
        rune.Value switch
        {
            0x2018 or 0x2019 or 0x201B or 0x2032 => new Rune('\''),
            0x201C or 0x201D or 0x201F or 0x2033 => new Rune('"'),
            0x2013 or 0x2014 or 0x2212 => new Rune('-'),
            _ => rune,
        };
}
