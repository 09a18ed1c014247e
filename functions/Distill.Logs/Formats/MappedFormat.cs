using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>A format that is data: a preset, or the user's mapping.</summary>
internal sealed class MappedFormat(FieldMap map) : IRecordFormat
{
    private readonly RecordPath[] _accounts = [.. Sources(map, EventField.Account).Where(s => s.Path is not null).Select(s => s.Path!)];

    public string Name => map.Name;

    public string Title => map.Title;

    public bool Recognizes(JsonElement record)
    {
        var inner = Unwrapped(record);
        return inner.ValueKind == JsonValueKind.Object && map.Recognized.Any(paths => paths.All(p => p.Find(inner) is not null));
    }

    public void Convert(JsonElement record, Conversion into)
    {
        var inner = Unwrapped(record);
        if (map.Only.Any(t => !t.IsMet(inner)))
        {
            into.SetAside.Add(OtherRecord.NoCall);
            return;
        }

        foreach (var (kind, tests) in map.Aside)
        {
            if (tests.Any(t => t.IsMet(inner)))
            {
                into.SetAside.Add(kind);
                return;
            }
        }

        var draft = new EventDraft();
        into.SetAccount(draft, inner, _accounts);
        foreach (var (field, sources) in map.Fields)
        {
            foreach (var source in sources)
            {
                // The account is set above, unless it is a constant.
                if (!draft.Has(field) && (field != EventField.Account || source.Constant is not null))
                {
                    Set(draft, field, source, inner);
                }
            }
        }

        into.Add(draft, inner);
    }

    private static void Set(EventDraft draft, EventField field, FieldSource source, JsonElement record)
    {
        if (source.Constant is { } constant)
        {
            draft.Set(field, constant);
        }
        else if (source.Path!.Find(record) is { } value)
        {
            if (source.Unit is { } unit)
            {
                draft.Set(field, RecordTime.Text(value, unit));
            }
            else if (field == EventField.Model)
            {
                draft.Set(field, ModelName.Of(value));
            }
            else
            {
                draft.Set(field, value);
            }
        }
    }

    private static IReadOnlyList<FieldSource> Sources(FieldMap map, EventField field) =>
        map.Fields.TryGetValue(field, out var sources) ? sources : [];

    private JsonElement Unwrapped(JsonElement record)
    {
        foreach (var path in map.Unwrap)
        {
            if (path.Find(record) is not { } inner)
            {
                continue;
            }

            if (inner.ValueKind == JsonValueKind.Object)
            {
                return inner;
            }

            if (inner.ValueKind == JsonValueKind.String && RecordJson.InText(inner) is { } parsed)
            {
                return parsed;
            }
        }

        return record;
    }
}
