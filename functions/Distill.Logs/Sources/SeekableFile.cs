namespace Distill.Logs.Sources;

/// <summary>Makes a stream seek: what a format reads from its end must lie on a disk.</summary>
internal static class SeekableFile
{
    /// <summary>
    /// Opens the file itself, if it can seek. Otherwise copies the stream to a temporary file, which goes when it is closed. Closes the stream.
    /// </summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">The file that holds the same bytes; null when there is none.</param>
    /// <exception cref="IOException">The stream can't be read, or there is no room.</exception>
    public static Stream Of(Stream stream, string? path)
    {
        using (stream)
        {
            if (path is not null && LogSources.LengthOf(path) > 0)
            {
                return LogSources.Open(path);
            }

            var file = new FileStream(
                Path.Combine(Path.GetTempPath(), $"distill-log-{Guid.NewGuid():n}"),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                1 << 16,
                FileOptions.DeleteOnClose
            );
            try
            {
                stream.CopyTo(file);
                file.Position = 0;
                return file;
            }
            catch (IOException)
            {
                file.Dispose();
                throw;
            }
        }
    }
}
