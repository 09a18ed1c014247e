using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>One format of logs: turns its records into events of ours.</summary>
internal interface IRecordFormat
{
    /// <summary>What <c>--format</c> calls it.</summary>
    string Name { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>Whether a record looks like one of this format.</summary>
    bool Recognizes(JsonElement record);

    /// <summary>Turns a record into events, or says why it is no call.</summary>
    void Convert(JsonElement record, Conversion into);
}
