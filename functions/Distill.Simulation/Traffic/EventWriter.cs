using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Simulation.Calls;
using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>
/// Draws the content of a planned call and writes it. All draws are seeded by the account or its relay, with the session, the time or the body. So a
/// call does not depend on what was written before it. All events use one buffer.
/// </summary>
internal sealed class EventWriter : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonEncodedText[] s_platforms =
    [
        JsonEncodedText.Encode("api"),
        JsonEncodedText.Encode("console"),
        JsonEncodedText.Encode("bedrock"),
        JsonEncodedText.Encode("vertex"),
        JsonEncodedText.Encode("foundry"),
    ];

    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly DateTimeOffset _start;
    private readonly IPromptSource _prompts;
    private readonly FramingWriter _framings;
    private readonly PromptText _prompt = new();
    private readonly PromptText _wrap = new();

    public EventWriter(DateTimeOffset start, IPromptSource prompts, SentenceStock stock)
    {
        (_start, _prompts, _framings) = (start, prompts, new(stock));
        _json = new(_bytes, s_options);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Writes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="account">Its account.</param>
    /// <param name="turns">How many turns its conversation has before it.</param>
    public WireEvent Write(PlannedCall call, Account account, int turns)
    {
        var clientele = call.Relayed ? account.Clientele : null;
        var owner = clientele?.Seed ?? account.Seed;
        var voice = clientele?.VoiceOf(call.Session) ?? account.Voice;
        var session = Rng.Of(owner, call.Session, 0x5e55);
        var rng = Rng.Of(account.Seed, (ulong)call.At, call.Matter);
        var framing = voice.FramingOf(ref session);
        var topic = Rng.Of(Topics.Seed(owner, call.Matter));
        // Every framing except a system prompt fixes the task. Otherwise the asker chooses it.
        var task = framing is { Style: not FramingStyle.System } ? framing.Value.Task : voice.Tasks.Draw(ref topic);

        var language = voice.Tongues?.Draw(ref session) ?? voice.Language;

        _prompt.Clear();
        var inText = voice.Wrap is { InText: true };
        if (inText)
        {
            voice.Wrap!.WriteSystem(_prompt);
            _prompt.Append("\n\n");
        }

        var body = new BodyWriter(_prompts, task, language, owner, call.Matter, topic.Chance(voice.Pastes));
        if (rng.Chance(voice.FollowUps))
        {
            _framings.FollowUp(language, ref rng, _prompt);
        }
        else if (framing is { } used)
        {
            _framings.Write(used, body, voice.ParaphraseRate, ref rng, _prompt);
        }
        else
        {
            body.Write(_prompt);
        }

        if (inText)
        {
            _prompt.Append("\n\n");
            voice.Wrap!.WriteReminder(_prompt);
        }

        var time = Begin("call"u8, call.At);
        WriteHex("id"u8, "", Rng.Mix(account.Seed, (ulong)call.At), 16);
        _json.WriteString("account"u8, account.Id);
        if (account.Client.NamesSessions)
        {
            WriteHex("session"u8, "s_", Rng.Mix(account.Seed, call.Session) >> 24, 10);
        }

        _json.WriteString("platform"u8, s_platforms[(int)account.Platform]);
        if (account.Reseller is not null)
        {
            _json.WriteString("reseller"u8, account.Reseller.Id);
        }

        _json.WriteString("model"u8, account.Models.Choose(call.At, ref session));
        _json.WriteNumber("inputTokens"u8, TokenCounts.Input(_prompt.Span, task, ref rng));
        _json.WriteNumber("outputTokens"u8, TokenCounts.Output(task, framing is not null, ref rng));
        var address = account.Addresses.At(account.Seed, call.Session, call.At);
        Span<char> ip = stackalloc char[48];
        _json.WriteString("ip"u8, ip[..address.Format(ip)]);
        _json.WriteNumber("asn"u8, address.Network.Asn);
        _json.WriteString("country"u8, address.Network.Country);
        _json.WriteString("userAgent"u8, account.Client.UserAgent);
        _json.WriteString("tls"u8, account.Client.Tls);
        WriteTools(account, task, framing);
        if (voice.Wrap is { InText: false } wrap)
        {
            TurnWriter.Write(wrap, _wrap, _json);
        }
        else if (framing is null && (call.Relayed || account.Rhythm is HumanRhythm))
        {
            TurnWriter.Write(owner, call, turns, _json);
        }

        _json.WriteString("prompt"u8, _prompt.Span);
        return End(WireEventKind.Call, time, account.Id);
    }

    public WireEvent Write(Notice notice, IReadOnlyList<Account> accounts)
    {
        var account = accounts[notice.Account];
        var time = Begin(
            notice.Kind switch
            {
                NoticeKind.Banned => "ban"u8,
                NoticeKind.Refused => "refusal"u8,
                _ => "account"u8,
            },
            notice.At
        );
        _json.WriteString("account"u8, account.Id);
        switch (notice.Kind)
        {
            case NoticeKind.Banned:
                _json.WriteString("reason"u8, account.BanReason);
                return End(WireEventKind.Ban, time, account.Id);
            case NoticeKind.Refused:
                _json.WriteString("action"u8, "block"u8);
                return End(WireEventKind.Refusal, time, account.Id);
        }

        WriteTime("created"u8, time);
        _json.WriteString("country"u8, account.Home.Code);
        _json.WriteString("emailDomain"u8, account.MailDomain);
        if (account.Card != 0)
        {
            WriteHex("payment"u8, "pm_", account.Card >> 16, 12);
        }

        if (account.Device != 0)
        {
            WriteHex("device"u8, "dv_", account.Device >> 16, 12);
        }

        if (account.Reseller is not null)
        {
            _json.WriteString("reseller"u8, account.Reseller.Id);
        }

        _json.WriteString("kyc"u8, account.Kyc);
        return End(WireEventKind.Account, time, account.Id);
    }

    private void WriteTools(Account account, PromptTask task, Framing? framing)
    {
        if (task is not (PromptTask.Agent or PromptTask.Code or PromptTask.Data))
        {
            return;
        }
        // A framing for agents brings its own tools. Otherwise they are the account's.
        var owner = task == PromptTask.Agent && framing is { Style: FramingStyle.Written } own ? Rng.Of(own.Seed, 0x70) : Rng.Of(account.Seed, 0x70);
        if (!account.Client.SendsTools && (task != PromptTask.Agent || !owner.Chance(.6)))
        {
            return;
        }

        _json.WriteStartArray("tools"u8);
        foreach (var tool in ToolLists.Of(account.Client, ref owner))
        {
            _json.WriteStringValue(tool);
        }

        _json.WriteEndArray();
    }

    private DateTimeOffset Begin(ReadOnlySpan<byte> type, long at)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        var time = SimulatedTime.At(_start, at);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        WriteTime("time"u8, time);
        return time;
    }

    private WireEvent End(WireEventKind kind, DateTimeOffset time, string account)
    {
        _json.WriteEndObject();
        _json.Flush();
        return new(kind, time, account, _bytes.WrittenMemory);
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        // The round-trip format is 2026-05-04T00:00:00.0000000Z. Drop the last of its seven digits.
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(time.UtcDateTime, text, out _, new('O'));
        text[26] = (byte)'Z';
        _json.WriteString(name, text[..27]);
    }

    private void WriteHex(ReadOnlySpan<byte> name, ReadOnlySpan<char> prefix, ulong value, int digits)
    {
        Span<char> text = stackalloc char[24];
        prefix.CopyTo(text);
        for (var d = digits - 1; d >= 0; d--, value >>= 4)
        {
            text[prefix.Length + d] = "0123456789abcdef"[(int)(value & 15)];
        }

        _json.WriteString(name, text[..(prefix.Length + digits)]);
    }
}
