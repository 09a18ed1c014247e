using Avro;
using Avro.File;
using Avro.Generic;

namespace Distill.Logs.Framing;

/// <summary>Reads Avro files, one record after another.</summary>
internal static class AvroRecords
{
    /// <summary>Returns the records in order: values by the names of their fields.</summary>
    /// <param name="stream">The file. It must seek, because the library asks for that.</param>
    /// <param name="file">The file's name.</param>
    /// <exception cref="IOException">The file is damaged or cut short.</exception>
    public static IEnumerable<IDictionary<string, object?>> Read(Stream stream, string file)
    {
        using var reader = Guarded(file, () => DataFileReader<GenericRecord>.OpenReader(stream));
        while (Guarded(file, reader.HasNext))
        {
            yield return Guarded(file, () => ValuesOf(reader.Next()));
        }
    }

    private static Dictionary<string, object?> ValuesOf(GenericRecord record) =>
        record.Schema.Fields.ToDictionary(f => f.Name, f => ValueOf(record.GetValue(f.Pos)), StringComparer.Ordinal);

    private static object? ValueOf(object? value) =>
        value switch
        {
            GenericRecord inner => ValuesOf(inner),
            GenericEnum choice => choice.Value,
            GenericFixed bytes => bytes.Value,
            IDictionary<string, object> map => map.ToDictionary(m => m.Key, m => ValueOf(m.Value), StringComparer.Ordinal),
            IList<object> list => list.Select(ValueOf).ToArray(),
            _ => value,
        };

    // The library's own exceptions, and those of its decoders.
    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is AvroException
                        or EndOfStreamException
                        or InvalidDataException
                        or OverflowException
                        or ArgumentException
                        or IndexOutOfRangeException
            )
        {
            throw new IOException($"Can't read {file} to its end: its Avro data is damaged or cut short ({e.Message}). Export it again.", e);
        }
    }
}
