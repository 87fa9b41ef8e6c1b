using System.Text;

namespace Snn.Foraging.Runs;

/// <summary>Files that appear whole or not at all: written under a temporary name, forced to disk, renamed.</summary>
public static class AtomicFile
{
    /// <summary>Ending of a file that is still being written.</summary>
    public const string Partial = ".partial";

    /// <summary>Writes a file through a stream.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + Partial;
        try
        {
            using var stream = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(partial); // on a full disk it would only be in the way
            throw;
        }
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
