using System.Text.Json;
using Distill.Logs.Formats;
using Distill.Logs.Framing;
using Distill.Logs.Sources;

namespace Distill.Logs.Opening;

/// <summary>A log that was opened: how it is packed and laid out, its format, and its records. Its content decides, not its name.</summary>
internal sealed class OpenLog : IDisposable
{
    /// <summary>The size of a block in bytes.</summary>
    public const int BlockBytes = 2 * 1024 * 1024;

    // The longest record in bytes. An export of OpenTelemetry holds thousands of spans.
    private const int MaxRecordBytes = 64 * 1024 * 1024;

    // Bytes that tell how the records are laid out, and the number of records that tell the format.
    private const int StartBytes = 1 << 18;
    private const int MostSamples = 50;

    private readonly Stream _stream;
    private readonly IEnumerator<LogBlock> _blocks;
    private readonly bool _hasFirst;

    private OpenLog(
        string file,
        FormatChoice choice,
        Stream stream,
        (string Layout, IEnumerable<LogBlock> Blocks) content,
        IEnumerable<string> layers
    )
    {
        _stream = stream;
        _blocks = content.Blocks.GetEnumerator();
        _hasFirst = _blocks.MoveNext();
        Layout = string.Join(", ", [.. layers, content.Layout]);
        var samples = _hasFirst ? Samples(_blocks.Current) : [];
        var isEmpty = !_hasFirst || (!_blocks.Current.IsOverlong && !_blocks.Current.Split().Any());
        Format = choice.FormatOf(samples) ?? (isEmpty ? Presets.All[0] : throw Unknown(file, samples, _blocks.Current));
        IsNative = Format is NativeFormat && choice.AccountFrom is null;
    }

    /// <summary>How the file is packed and laid out, in words.</summary>
    public string Layout { get; }

    public IRecordFormat Format { get; }

    /// <summary>Whether each record is an event of ours already.</summary>
    public bool IsNative { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <param name="choice">Which format it has.</param>
    /// <param name="bytesRead">Called with the number of bytes read from the file.</param>
    /// <exception cref="UnreadableLogException">It is no log that can be read.</exception>
    /// <exception cref="IOException">It can't be opened or read.</exception>
    public static OpenLog Open(string file, FormatChoice choice, Action<long>? bytesRead = null)
    {
        var layers = new List<string>();
        var packed = UnpackedFile.Open(file, layers, bytesRead);
        Stream stream = packed;
        try
        {
            var start = packed.Peek(StartBytes);
            if (FileSignature.Other(start.Span) is { } other)
            {
                throw new UnreadableLogException(file, other);
            }

            if (FileSignature.IsParquet(start.Span) || FileSignature.IsAvro(start.Span))
            {
                var isParquet = FileSignature.IsParquet(start.Span);
                stream = SeekableFile.Of(packed, layers.Count == 0 ? file : null);
                bytesRead?.Invoke(layers.Count == 0 ? LogSources.LengthOf(file) : 0);
                var blocks = isParquet ? ParquetBlocks.Read(stream, file, BlockBytes) : AvroBlocks.Read(stream, file, BlockBytes, MaxRecordBytes);
                return new OpenLog(file, choice, stream, (isParquet ? "Parquet" : "Avro", blocks), layers);
            }

            return new OpenLog(file, choice, packed, Content(packed, file, start.Span), layers);
        }
        catch (IOException)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The records, block by block. Read them once.</summary>
    public IEnumerable<LogBlock> Blocks()
    {
        for (var isThere = _hasFirst; isThere; isThere = _blocks.MoveNext())
        {
            yield return _blocks.Current;
        }
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _stream.Dispose();
    }

    private static (string Layout, IEnumerable<LogBlock> Blocks) Content(Stream stream, string file, ReadOnlySpan<byte> start)
    {
        if (OtlpBlocks.IsOtlp(start))
        {
            return ("protobuf", OtlpBlocks.Read(stream, file, BlockBytes, MaxRecordBytes));
        }

        if (FileSignature.IsBinary(start[..Math.Min(start.Length, FileSignature.Bytes)]))
        {
            throw new UnreadableLogException(file, "It is binary, and no kind that is known. Export the log as JSON lines, CSV or Parquet.");
        }

        if (start.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            var shape = JsonShape.Of(start);
            return shape.IsLines
                ? ("JSON lines", LineBlocks.Read(stream, file, BlockBytes, MaxRecordBytes))
                : (
                    shape.Wrapper is null ? "JSON" : $"JSON with a list \"{shape.Wrapper}\"",
                    JsonBlocks.Read(stream, file, shape.Wrapper, BlockBytes, MaxRecordBytes)
                );
        }

        if (TableHeader.Find(start) is { } header)
        {
            stream.ReadExactly(new byte[header.Offset]);
            return ("CSV", CsvBlocks.Read(stream, file, BlockBytes, header.Separator));
        }

        return ("lines", LineBlocks.Read(stream, file, BlockBytes, MaxRecordBytes));
    }

    private static List<JsonElement> Samples(LogBlock block)
    {
        var samples = new List<JsonElement>();
        foreach (var (_, line) in block.Split())
        {
            if (samples.Count == MostSamples)
            {
                break;
            }

            try
            {
                samples.Add(JsonElement.Parse(line.Span));
            }
            catch (JsonException)
            {
                // A damaged record tells nothing of the format. It is counted when it is read.
            }
        }

        return samples;
    }

    private static UnreadableLogException Unknown(string file, List<JsonElement> samples, LogBlock block)
    {
        if (samples.FirstOrDefault(s => s.ValueKind == JsonValueKind.Object) is { ValueKind: JsonValueKind.Object } first)
        {
            return new UnreadableLogException(
                file,
                "Its format is not known. Name it with --format, or say with --map where the fields stand. Its first record has " + $"{Names(first)}."
            );
        }

        return new UnreadableLogException(
            file,
            block.IsOverlong
                ? "Its first record is longer than any may be, 64 MiB. Check that it is a log."
                : "Its lines are no JSON, and its first line is no header of a table. Export the log as JSON lines, CSV or Parquet."
        );
    }

    private static string Names(JsonElement record)
    {
        const int Most = 20;
        string[] names = [.. record.EnumerateObject().Select(p => p.Name)];
        return names.Length == 0 ? "no field" : string.Join(", ", names.Take(Most)) + (names.Length > Most ? $" and {names.Length - Most} more" : "");
    }
}
