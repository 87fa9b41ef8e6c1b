using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Snn.Core.Formats;

/// <summary>A trial's whole state as bytes, little-endian:
/// <code>
///   8   magic "SNNSTATE"
///   4   version
///   4   fingerprint of the compiled network
///   4   bytes of the state block        4   bytes of the host's part
///   32  SHA-256 of all the rest
///   then the state block, then the host's part
/// </code></summary>
public static class Checkpoint
{
    /// <summary>Version of the format.</summary>
    public const int Version = 1;

    private const int HashAt = 24, HashBytes = 32, HeaderBytes = HashAt + HashBytes;

    private static ReadOnlySpan<byte> Magic => "SNNSTATE"u8;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="to">Stream.</param>
    /// <param name="fingerprint">Fingerprint of the network.</param>
    /// <param name="state">State block.</param>
    /// <param name="host">What the host keeps outside it.</param>
    public static void Write(Stream to, int fingerprint, ReadOnlySpan<byte> state, ReadOnlySpan<byte> host)
    {
        ArgumentNullException.ThrowIfNull(to);
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], fingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], state.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], host.Length);
        Hash(header[..HashAt], state, host, header[HashAt..]);
        to.Write(header);
        to.Write(state);
        to.Write(host);
    }

    /// <summary>Reads a checkpoint and proves it whole and of this network before anything of it is used.</summary>
    /// <param name="from">Stream, at the start of the checkpoint; left behind its end.</param>
    /// <param name="fingerprint">Fingerprint of the network that it should belong to.</param>
    /// <param name="stateBytes">Bytes of that network's state block.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of something else; one line says which.</exception>
    public static (byte[] State, byte[] Host) Read(Stream from, int fingerprint, int stateBytes)
    {
        ArgumentNullException.ThrowIfNull(from);
        byte[] header = new byte[HeaderBytes];
        int got = from.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (got < Magic.Length || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("this is not a checkpoint of a simulation: it does not begin with 'SNNSTATE'");
        if (got < HeaderBytes)
            throw Short();
        int version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (version != Version)
            throw new InvalidDataException($"the checkpoint has format version {version}; this program reads version {Version}");
        int print = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(16)), hostLength = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(20));
        if (print != fingerprint || length != stateBytes)
            throw new InvalidDataException("the checkpoint is of another network, seed or program version: the same description and seed must be compiled before it is loaded");
        byte[] state = Body(from, length), host = Body(from, hostLength);
        Span<byte> hash = stackalloc byte[HashBytes];
        Hash(header.AsSpan(0, HashAt), state, host, hash);
        if (!hash.SequenceEqual(header.AsSpan(HashAt)))
            throw new InvalidDataException("the checkpoint is damaged: its checksum does not match");
        return (state, host);
    }

    private static byte[] Body(Stream from, int length)
    {
        // A damaged length must not claim the machine's memory: read in pieces, and stop where the stream does.
        if (length < 0)
            throw new InvalidDataException("the checkpoint is damaged: a length in it is negative");
        var body = new MemoryStream(Math.Min(length, 1 << 20));
        byte[] piece = new byte[1 << 16];
        while (body.Length < length)
        {
            int got = from.Read(piece, 0, (int)Math.Min(piece.Length, length - body.Length));
            if (got == 0)
                throw Short();
            body.Write(piece, 0, got);
        }

        return body.ToArray();
    }

    private static InvalidDataException Short() => new("the checkpoint is damaged: it ends too early");

    private static void Hash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> state, ReadOnlySpan<byte> host, Span<byte> to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(state);
        hash.AppendData(host);
        hash.GetHashAndReset(to);
    }
}
