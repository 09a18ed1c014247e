using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Verdicts;

/// <summary>One answer of the changes feed. It is read completely before any of it is applied.</summary>
internal sealed class ChangesPage
{
    private static readonly VerdictLevel[] s_levels = Enum.GetValues<VerdictLevel>();
    private static readonly VerdictAction[] s_actions = Enum.GetValues<VerdictAction>();
    private static readonly string[] s_levelNames = [.. s_levels.Select(level => level.Name())];
    private static readonly string[] s_actionNames = [.. s_actions.Select(action => action.Name())];

    private readonly ReadOnlyMemory<byte> _verdicts;

    private ChangesPage(string cursor, bool more, bool isSnapshot, TimeSpan age, ReadOnlyMemory<byte> verdicts) =>
        (Cursor, More, IsSnapshot, Age, this._verdicts) = (cursor, more, isSnapshot, age, verdicts);

    /// <summary>Where the next page begins.</summary>
    public string Cursor { get; }

    /// <summary>True when the next page is available now.</summary>
    public bool More { get; }

    /// <summary>True for a page of a snapshot, false for a page of changes.</summary>
    public bool IsSnapshot { get; }

    /// <summary>How long before the answer the service was last in step with its store.</summary>
    public TimeSpan Age { get; }

    /// <summary>Reads an answer. The page refers to its bytes, so they must not change while the page is in use.</summary>
    /// <exception cref="JsonException">The answer is not a page.</exception>
    public static ChangesPage Read(ReadOnlyMemory<byte> utf8, TimeSpan age = default)
    {
        string? cursor = null;
        bool? more = null,
            snapshot = null;
        ReadOnlyMemory<byte>? verdicts = null;
        var reader = new Utf8JsonReader(utf8.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A page of changes is an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "cursor" when reader.TokenType == JsonTokenType.String:
                    cursor = reader.GetString();
                    break;
                case "more" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    more = reader.GetBoolean();
                    break;
                case "snapshot" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    snapshot = reader.GetBoolean();
                    break;
                case "verdicts" when reader.TokenType == JsonTokenType.StartArray:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    verdicts = utf8[start..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Read() || string.IsNullOrEmpty(cursor) || more is null || snapshot is null || verdicts is null
            ? throw new JsonException("A page of changes has cursor, more, snapshot and verdicts.")
            : new(cursor, more.Value, snapshot.Value, age, verdicts.Value);
    }

    /// <summary>
    /// Applies the page's verdicts to the table. Returns how many it applied and how many it could not read. A verdict that this version can't read,
    /// for example because of an unknown action, changes nothing.
    /// </summary>
    public (int Applied, int Unreadable) Apply(VerdictIndex table, ushort generation)
    {
        var (applied, unreadable) = (0, 0);
        var reader = new Utf8JsonReader(_verdicts.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (TryApply(ref reader, table, generation))
            {
                applied++;
            }
            else
            {
                unreadable++;
            }
        }

        return (applied, unreadable);
    }

    private static bool TryApply(ref Utf8JsonReader reader, VerdictIndex table, ushort generation)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        AccountHash account = default;
        int level = -1,
            action = -1,
            score = 0;
        string? cluster = null;
        DateTimeOffset? firstFlagged = null,
            expires = null;
        var simulated = false;
        var isGood = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("account"u8))
            {
                isGood &= TryReadAccount(ref reader, table, out account);
            }
            else if (reader.ValueTextEquals("level"u8))
            {
                level = ReadName(ref reader, s_levelNames);
            }
            else if (reader.ValueTextEquals("action"u8))
            {
                action = ReadName(ref reader, s_actionNames);
            }
            else if (reader.ValueTextEquals("score"u8))
            {
                isGood &= reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out score);
            }
            else if (reader.ValueTextEquals("cluster"u8))
            {
                isGood &= TryReadText(ref reader, out cluster);
            }
            else if (reader.ValueTextEquals("firstFlaggedAt"u8))
            {
                isGood &= TryReadTime(ref reader, out firstFlagged);
            }
            else if (reader.ValueTextEquals("expires"u8))
            {
                isGood &= TryReadTime(ref reader, out expires);
            }
            else if (reader.ValueTextEquals("simulated"u8))
            {
                simulated = reader.Read() && reader.TokenType == JsonTokenType.True;
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        if (!isGood || account == default || level < 0 || action < 0)
        {
            return false;
        }

        if (s_levels[level] <= VerdictLevel.Clear && s_actions[action] == VerdictAction.Allow)
        {
            // The service has nothing more to say of the account. Remove it, so that it answers like one that was never listed.
            table.Remove(account);
            return true;
        }

        table.Set(
            account,
            new(s_levels[level], s_actions[action], simulated, score, generation)
            {
                Cluster = string.IsNullOrEmpty(cluster) ? 0 : table.Clusters.NumberOf(cluster),
                FirstFlagged = firstFlagged,
                Expires = expires,
            }
        );
        return true;
    }

    private static bool TryReadAccount(ref Utf8JsonReader reader, VerdictIndex table, out AccountHash account)
    {
        // Long enough for an id of the greatest length: an escaped code unit takes six bytes, and each byte gives at most one code unit.
        Span<char> text = stackalloc char[6 * AccountId.MaxLength];
        account = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > text.Length)
        {
            return false;
        }

        account = table.Hash(text[..reader.CopyString(text)]);
        return true;
    }

    private static int ReadName(ref Utf8JsonReader reader, string[] names)
    {
        reader.Read();
        for (var i = 0; reader.TokenType == JsonTokenType.String && i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    private static bool TryReadTime(ref Utf8JsonReader reader, out DateTimeOffset? time)
    {
        reader.Read();
        time = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) ? value : null;
        return time is not null || reader.TokenType == JsonTokenType.Null;
    }
}
